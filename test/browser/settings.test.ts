import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { ActivityItem, Page as ListPage } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { Blog, type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

let feeds: FeedServer
let program: RunningProgram
let client: Client
let browser: Browser
let context: BrowserContext
let page: Page
before(async () => {
  feeds = await startFeedServer()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: new URL(feeds.url).host } })
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  context = await openContext(browser, look)
  page = await context.newPage()
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await feeds?.close()
})

const texts = async () =>
  (await client.call<ListPage<ActivityItem>>('GET', '/activities?limit=100')).items.map(({ text }) => text)

/** As French Excel writes it: Windows-1252, semicolons, days first. One line has no date that exists. */
const REVIEWS = Buffer.from(
  [
    'Numéro;Date;Auteur;Avis;Note;Caisse',
    '1;03/11/2026 09:12;Solène Marchetti;Très jolie lampe, merci à l’équipe;5;12',
    '2;31/11/2026 10:00;Marc Thévenet;Jamais reçue;1;12',
    '3;14/11/2026 18:40;Inès Carvalho;Lumière trop froide à mon goût;2;7',
    '',
  ]
    .join('\r\n')
    .replaceAll('’', "'"),
  'latin1',
)

test('a file is mapped, previewed, checked, brought in without its bad lines, and taken back', async () => {
  await page.goto('/settings/imports')
  const file = { name: 'avis.csv', mimeType: 'text/csv', buffer: REVIEWS }
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.waitForURL(/\/settings\/imports\/[0-9a-f-]{36}$/)
  const becomes = (column: string) => page.getByLabel(`What the column ${column} becomes`)
  assert.equal(await becomes('Avis').inputValue(), 'text')
  assert.equal(await becomes('Date').inputValue(), 'published')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('cell', { name: 'Solène Marchetti', exact: true }).waitFor()
  await preview.getByRole('cell', { name: /Nov 3, 2026, 9:12/ }).waitFor()
  await preview.getByRole('row').filter({ hasText: 'The date cannot be read.' }).waitFor()

  await becomes('Caisse').selectOption({ label: 'Title' })
  await preview.getByRole('columnheader', { name: 'Title' }).waitFor()
  await becomes('Caisse').selectOption({ label: 'Left aside' })
  await preview.getByRole('columnheader', { name: 'Title' }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Start the import' }).click()
  await page.getByRole('heading', { name: 'File checked: 2 valid rows' }).waitFor()
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Error report' }).click(),
  ])
  assert.match(await readFile(await report.path(), 'utf8'), /31\/11\/2026.*Marc Thévenet/)
  assert.deepEqual(await texts(), [])

  await page.getByRole('button', { name: 'Import the 2 valid rows' }).click()
  const progress = page.getByRole('region', { name: 'Progress of the import' })
  await progress.getByText('2 rows taken').waitFor()
  await progress.getByText('1 in error').waitFor()
  await page.getByRole('button', { name: 'Take this import back' }).waitFor()
  assert.equal((await page.getByRole('progressbar').getAttribute('aria-valuenow')) ?? '', '100')
  assert.deepEqual(await texts(), ['Lumière trop froide à mon goût', "Très jolie lampe, merci à l'équipe"])

  await page.goto('/settings/imports')
  await page.getByRole('row').filter({ hasText: 'avis.csv' }).getByText('Done').waitFor()
  await page.getByRole('link', { name: 'avis.csv' }).click()
  await page.getByRole('button', { name: 'Take this import back' }).click()
  await page.getByRole('button', { name: 'Resume' }).waitFor()
  assert.deepEqual(await texts(), [])
})

test('a feed is found from a page, tried, connected, and its posts are in the inbox', async () => {
  const blog = new Blog()
  const published = new Date(Date.now() - 3_600_000)
  blog.write({ guid: 'a', title: 'Un soir', text: 'La lampe éclaire toute la table', published })
  const link = '<link rel="alternate" type="application/rss+xml" title="Le blog de Camille" href="/feed.xml">'
  feeds.pages.set('/', { type: 'text/html', body: `<html><head>${link}</head></html>` })
  feeds.pages.set('/feed.xml', () => ({ body: blog.rss() }))

  await page.goto('/settings/channels')
  await page
    .locator('section')
    .filter({ has: page.locator('#kinds') })
    .getByRole('link', { name: /feed/i })
    .click()
  await page.getByLabel('Name of this source').fill('Nowhere')
  await page.getByLabel(/Address of the feed/i).fill(`${feeds.url}/nothing-here`)
  await page.getByRole('button', { name: 'Try and connect' }).click()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await client.call('GET', '/accounts'), [])

  await page.getByLabel('Address of a page').fill(feeds.url)
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByText('One source found, and carried over below.').waitFor()
  assert.equal(await page.getByLabel('Name of this source').inputValue(), 'Le blog')
  await page.getByLabel('What comes in here is to be handled').check()
  await page.getByRole('button', { name: 'Try and connect' }).click()
  await page.waitForURL(/\/settings\/channels\/[0-9a-f-]{36}$/)
  await page
    .locator('section')
    .filter({ has: page.locator('#health') })
    .getByText('All is well')
    .waitFor()

  await page.goto('/inbox')
  await page.locator('li[aria-posinset]').filter({ hasText: 'La lampe éclaire toute la table' }).waitFor()
})

test('a key corrects what is understood of a post, it is said who did, and there is too little to learn from yet', async () => {
  await page.goto('/watch/posts')
  // Not by its words, which are cut where they weigh.
  const post = page.locator('article.post').first()
  await post.getByRole('button', { name: 'Correct', exact: true }).waitFor()
  await post.hover()
  await page.keyboard.press('v')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('d')
  await post.locator('[data-sentiment="negative"]').waitFor()
  await post.getByText('corrected by hand').waitFor()
  await post.getByRole('button', { name: /why/i }).click()
  await post.getByText(/to “Negative”, corrected by/).waitFor()
  await page.goto('/settings/understanding')
  await page.getByText('1 corrected post.').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Learn from these corrections' }).isDisabled())
  const form = page.getByRole('form', { name: 'Second opinion of an outside model' })
  await form.getByLabel('Address').fill(feeds.url)
  await form.getByLabel('Name of the model').fill('petit')
  await form.getByLabel('Key', { exact: true }).fill('sk-1')
  await form.getByLabel('Allow asking').check()
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('A key is kept.').waitFor()
  await page.goto('/watch/posts')
  await post.getByRole('button', { name: /why/i }).click()
  await post.getByRole('button', { name: 'Ask for a second opinion' }).click()
  await post.getByText(/no model of this name at this address/).waitFor()
  await page.goto('/watch/posts?intent=leaving')
  await page.locator('.empty-state').waitFor()
})

test('one chooses how one is told, and what an alert finds is told at once, read by keyboard, and nobody else’s', async () => {
  await page.goto('/settings/notices')
  await page.getByText('Nobody is named: a critical alarm reaches whoever manages the team at once').waitFor()
  await page.getByText('No mail can leave from here.').waitFor()
  await page.getByRole('button', { name: 'Turn on in this browser' }).waitFor()
  await page.getByLabel('Quiet hours').uncheck()
  await page.getByLabel('When: What alerts find').selectOption({ label: 'At once' })
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/notices/settings') && answer.ok())
  await page
    .locator('section, form')
    .filter({ has: page.locator('#told') })
    .getByRole('button', { name: 'Save' })
    .click()
  await saved

  await page.getByRole('button', { name: 'Add a shift' }).click()
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Léa' })
  await page.getByLabel('From', { exact: true }).last().fill('00:00')
  await page.getByLabel('To', { exact: true }).last().fill('00:00')
  await page.locator('section:has(#on-call) form').getByRole('button', { name: 'Save' }).click()
  await page.getByText('On call now: Léa.').waitFor()

  const made = await client.call<{ id: string }>('POST', '/alerts', {
    name: 'Abat-jour',
    query: '"abat-jour"',
  })
  const blog = new Blog()
  blog.write({ guid: 'n', title: 'Retour', text: 'Mon abat-jour est arrivé cassé', published: new Date() })
  feeds.pages.set('/shades.xml', () => ({ body: blog.rss() }))
  await client.call('POST', '/accounts', {
    channel: 'feed',
    name: 'Abat-jour',
    config: { url: `${feeds.url}/shades.xml` },
  })
  const door = page.getByRole('navigation', { name: 'Doors' }).getByRole('link', { name: /Notifications/ })
  await door.getByTitle('1 unread notification').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await page.getByRole('link', { name: /Abat-jour: Retour/ }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await door.getByTitle('1 unread notification').waitFor({ state: 'detached' })
  await page.keyboard.press('o')
  await page.getByText('Words found: abat-jour').waitFor()
  await page.getByRole('link', { name: 'Abat-jour', exact: true }).click()
  await page.waitForURL(new RegExp(`/watch/${made.id}`))
  await page.getByText('How I am told').click()
  await page.getByText('As all alerts').waitFor()
  // The box stands as it was put before the server has answered: it does not spring back in between.
  const answer = Promise.withResolvers<void>()
  await page.route('**/notices/settings/alerts/*', async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.getByLabel('In Veillée').uncheck()
  await page.getByText('As all alerts').waitFor()
  assert.equal(await page.getByLabel('In Veillée').isChecked(), false)
  answer.resolve()
  await page.getByText('A setting of this alert’s own').waitFor()
  assert.equal(await page.getByLabel('In Veillée').isChecked(), false)
})

test('language and theme are kept by the browser, from before the first paint, and follow the person to another', async () => {
  await page.goto('/settings/profile')
  await page.getByLabel('Appearance').selectOption({ label: 'Dark' })
  // What a reload would cut off on its way to the server was not kept for the person.
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()),
    page.getByLabel('Language').selectOption({ label: 'Français' }),
  ])
  await page.getByRole('heading', { name: 'Profil et sécurité' }).waitFor()
  await page.reload({ waitUntil: 'commit' })
  const html = page.locator('html')
  await html.locator('head').waitFor({ state: 'attached' })
  await page.getByRole('heading', { name: 'Profil et sécurité' }).waitFor()
  assert.equal(await html.getAttribute('lang'), 'fr')
  assert.equal(await html.getAttribute('data-mantine-color-scheme'), 'dark')

  const elsewhere = await browser.newContext({ baseURL: program.url, locale: 'en-GB', colorScheme: 'light' })
  await elsewhere.addCookies(await context.cookies())
  const other = await elsewhere.newPage()
  await other.goto('/settings/profile')
  await other.getByRole('heading', { name: 'Profil et sécurité' }).waitFor()
  await other.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
  await Promise.all([
    other.waitForResponse((answer) => answer.url().endsWith('/api/v1/me') && answer.ok()),
    other.getByLabel('Langue').selectOption({ label: 'English' }),
  ])
  await other.reload()
  await other.getByRole('heading', { name: 'Profile and security' }).waitFor()
  await elsewhere.close()
})
