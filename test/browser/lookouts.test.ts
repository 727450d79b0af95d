import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { connect, inTransaction } from '../../lib/db/index.ts'
import { append, consume } from '../../src/activity/index.ts'
import { readerIntake } from '../../src/report/index.ts'
import type { OpmlPlan, PageTask, ReaderFeeds, WatchedPage, WatchedSite } from '../../src/server/api.ts'
import { fillLookouts } from '../../src/server/demo-lookouts.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { entry, note } from '../support/entries.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

const LIST = `<opml version="2.0"><head><title>Presse</title></head><body><outline text="Presse">
<outline type="rss" text="Le Lien" xmlUrl="https://lien.invalid/rss"/></outline>
<outline type="rss" text="Carnet" xmlUrl="https://carnet.invalid/rss"/><outline type="rss" text="Rien"/></body></opml>`

let program: RunningProgram
let client: Client
let browser: Browser
let page: Page

before(async () => {
  browser = await chromium.launch(CHROMIUM)
  program = await startProgram()
  client = await setUpOwner(program)
  const [me] = await client.call<{ id: string }[]>('GET', '/members')
  const { db, close } = connect(program.databaseUrl)
  await inTransaction(db, (tx) => fillLookouts(tx, client.workspaceId, me?.id ?? '', new Date()))
  await close()
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'fr', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

test('a change of a page is on my day, read by the word in two ways, done, and taken back', async () => {
  await page.goto('/day')
  await page.getByRole('link', { name: /Règles des concours/ }).click()
  await page.locator('ins', { hasText: 'trente jours' }).waitFor()
  await page.locator('del', { hasText: 'trois mois' }).waitFor()
  assert.equal(await page.getByText('déplacé', { exact: true }).count(), 1)
  await page.getByRole('button', { name: 'Côte à côte' }).click()
  await page.locator('table del', { hasText: 'trois mois' }).waitFor()
  await page.getByLabel('Montrer tout le texte').check()
  await page.locator('td', { hasText: 'Le réseau peut retirer un concours' }).first().waitFor()
  await page.getByLabel('Note', { exact: true }).fill('Règlement du jeu à revoir.')
  await page.getByRole('button', { name: 'C’est relu' }).click()
  await page.locator('#done').waitFor()
  assert.deepEqual(await client.call<PageTask[]>('GET', '/page-tasks'), [])
  await page.getByRole('button', { name: 'Annuler' }).click()
  await page.locator('#task').waitFor()
  const [again] = await client.call<PageTask[]>('GET', '/page-tasks')
  assert.equal(again?.note, 'Règlement du jeu à revoir.')
})

test('rules of a network are watched with one click, a page of one’s own with its part', async () => {
  await page.goto('/watch/pages')
  await page.getByRole('button', { name: 'Surveiller Bluesky, conditions d’utilisation' }).click()
  await page.getByRole('button', { name: 'Bluesky, conditions d’utilisation : déjà surveillé' }).waitFor()
  await page.keyboard.press('c')
  const form = page.getByRole('dialog')
  await form.getByLabel('Adresse').fill('https://tarifs.invalid/prix')
  await form.getByLabel('Surveiller', { exact: true }).selectOption('selector')
  await form.getByLabel('Élément').fill('p:hover')
  await form.getByRole('button', { name: 'Surveiller' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('Élément').fill('#prix')
  await form.getByRole('button', { name: 'Surveiller' }).click()
  await page.locator('#versions').waitFor()
  const pages = await client.call<WatchedPage[]>('GET', '/pages')
  assert.deepEqual(pages.find((one) => one.name === 'tarifs.invalid')?.part, {
    kind: 'selector',
    of: '#prix',
  })
})

test('a site is shown with its fall and its hours, and another is watched', async () => {
  await page.goto('/watch/sites')
  await page.getByRole('link', { name: 'Boutique' }).click()
  await page.getByText('Le site répond par le code HTTP 503.').waitFor()
  await page.getByRole('heading', { name: /Le site répond d’ordinaire en \d+/ }).waitFor()
  await page.goto('/watch/sites')
  await page.getByRole('link', { name: 'Boutique' }).waitFor()
  await page.keyboard.press('c')
  const form = page.getByRole('dialog')
  await form.getByLabel('Adresse').fill('http://10.0.0.1/')
  await form.getByRole('button', { name: 'Surveiller' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('Adresse').fill('https://autre.invalid/')
  await form.getByLabel('Texte attendu').fill('Bienvenue')
  await form.getByRole('button', { name: 'Surveiller' }).click()
  await page.locator('#falls').waitFor()
  const sites = await client.call<WatchedSite[]>('GET', '/sites')
  assert.equal(sites.find((one) => one.name === 'autre.invalid')?.text, 'Bienvenue')
})

test('a list of feeds is shown before it is taken', async () => {
  await page.goto('/watch/reader')
  await page.getByRole('button', { name: 'Apporter une liste (OPML)' }).click()
  const form = page.getByRole('dialog')
  const file = { name: 'presse.opml', mimeType: 'text/x-opml', buffer: Buffer.from(LIST) }
  await form.locator('input[type=file]').setInputFiles(file)
  await form.getByText('2 flux à ajouter, sur 2 dans la liste.').waitFor()
  await form.getByText('Ligne 3 : ce flux n’a pas d’adresse.').waitFor()
  await form.getByRole('button', { name: 'Ajouter ces flux' }).click()
  await page.getByRole('link', { name: 'Le Lien' }).waitFor()
  const { feeds } = await client.call<ReaderFeeds>('GET', '/reader/feeds')
  assert.deepEqual(feeds.map((feed) => [feed.name, feed.folder]).sort(), [
    ['Carnet', []],
    ['Le Lien', ['Presse']],
  ] satisfies [string, OpmlPlan['feeds'][number]['folder']][])
})

/** Three articles in each feed, as the stream has them. */
async function bring(): Promise<void> {
  const { feeds } = await client.call<ReaderFeeds>('GET', '/reader/feeds')
  const { db, close } = connect(program.databaseUrl)
  for (const { id, name } of feeds) {
    const entries = [1, 2, 3].map((n) => {
      const made = note(`${name}-${n}`, `Les mots de l’article.\n\n<script>x()</script>`, {
        at: new Date(Date.now() - n * 60_000).toISOString(),
      })
      return entry({ ...made, object: { ...made.object, type: 'Article', title: `${name}, article ${n}` } })
    })
    await append(db, {
      workspaceId: client.workspaceId,
      channel: 'feed',
      accountId: id,
      entries,
      received: new Date(),
    })
  }
  while ((await consume(db, client.workspaceId, readerIntake)) > 0);
  await close()
}

test('articles are read by the keyboard: next, keep, unread, all, and back', async () => {
  await bring()
  await page.goto('/watch/reader?folder=Presse')
  await page.getByRole('link', { name: /Le Lien, article 1/ }).waitFor()
  const unread = async () =>
    (await client.call<ReaderFeeds>('GET', '/reader/feeds')).feeds.find((feed) => feed.name === 'Le Lien')
      ?.unread
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'Le Lien, article 1' }).waitFor()
  await page.locator('article', { hasText: '<script>x()</script>' }).waitFor()
  await page.keyboard.press('s')
  await page.getByRole('button', { name: 'Gardé' }).and(page.locator('[aria-pressed=true]')).first().waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'Le Lien, article 2' }).waitFor()
  await page.getByRole('button', { name: 'Marquer comme non lu' }).waitFor()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'Marquer comme lu' }).waitFor()
  await eventually(unread, (n) => n === 2)
  await page.keyboard.press('a')
  await page.getByText('Tout est marqué comme lu.').waitFor()
  await eventually(unread, (n) => n === 0)
  await page.keyboard.press('u')
  await page.getByText('Tout est marqué comme lu.').waitFor({ state: 'hidden' })
  await eventually(unread, (n) => n === 2)
  await page.goto('/watch/reader?show=starred')
  await page.getByRole('link', { name: /Le Lien, article 1/ }).waitFor()
  assert.equal(await page.locator('#main ul li a', { hasText: 'article' }).count(), 1)
})
