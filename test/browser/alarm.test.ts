import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Alarm, Alert, ChannelAccount, Page as Listed } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { ramble } from '../support/ramble.ts'
import { openContext } from './look.ts'

let program: RunningProgram
let client: Client
let browser: Browser
let books: Books
let hook: ChannelAccount
let alert: Alert
let page: Page

/** An alert that has heard two posts an hour for twelve days, and a window open on My day. */
before(async () => {
  browser = await chromium.launch(CHROMIUM)
  program = await startProgram()
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  hook = await client.call('POST', '/accounts', { channel: 'webhook', name: 'Boutique', config: {} })
  alert = await client.call('POST', '/alerts', { name: 'Ardoise', query: 'ardoise', kind: 'brand' })
  await books.rows(`update alert set created = now() - interval '12 days' where id = '${alert.id}'`)
  await books.rows(`
    insert into activity_counter (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach)
    select workspace_id, id, hour, 'webhook', 'Create', 'fr', sentiment, false, 1, 10 from alert,
      unnest(array['negative', 'neutral']) as sentiment,
      generate_series(date_trunc('hour', created), now() - interval '2 hours', interval '1 hour') as hour`)
  const context = await openContext(browser, {
    baseUrl: program.url,
    cookie: client.cookie,
    locale: 'fr',
    theme: 'light',
  })
  page = await context.newPage()
  await page.goto('/day')
  await page.locator('#main h2').first().waitFor()
})
after(async () => {
  await browser?.close()
  await books?.close()
  await program?.stop()
})

/** What customers write, as another system tells it. */
async function deliver(count: number, name: string): Promise<void> {
  const items = Array.from({ length: count }, (_, i) => ({
    id: `${name}-${i}`,
    author: { id: `${name}-${i}`, name: `Client ${i}`, followers: i },
    text: `Ardoise est en panne, c’est honteux : ${ramble(i)} ${name}`,
    published: new Date().toISOString(),
  }))
  const body = JSON.stringify(items)
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', hook.secret ?? '')
    .update(`${time}.${body}`)
    .digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  const answer = await fetch(hook.hookUrl ?? '', { method: 'POST', headers, body })
  assert.equal(answer.status, 202, await answer.text())
}

const alarms = async () => (await client.call<Listed<Alarm>>('GET', '/alarms')).items

test('a crisis comes up by itself in an open window, and stays one through a kill', async () => {
  await deliver(90, 'burst')
  const told = page.locator('#main section li.notice').filter({ hasText: 'Ardoise' })
  await told.waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Voir dans Ma journée' }).waitFor()
  const [alarm] = await alarms()
  assert.deepEqual([alarm?.kind, alarm?.subject.id], ['crisis', alert.id])
  assert.match((await told.textContent()) ?? '', /9\d messages en une heure|90 messages en une heure/)
  await program.kill()
  await program.start()
  // As if its last look were two minutes old.
  await books.rows(`update alarm set updated = now() - interval '2 minutes'`)
  await deliver(10, 'after')
  await eventually(alarms, ([one]) => (one?.figures.count ?? 0) >= 100)
  assert.deepEqual(
    (await alarms()).map(({ id }) => id),
    [alarm?.id],
  )
})

test('its page shows what is usual, who speaks and what they say; a team takes it, notes, and closes it', async () => {
  await page.goto(`/watch/${alert.id}`)
  const panel = page.getByRole('region', { name: 'Alarme en cours' })
  await panel.getByText('Gravité').waitFor()
  await panel.getByText('Client 89').first().waitFor()
  await page.getByRole('row', { name: /^Personnes différentes 100/ }).waitFor()
  await page.getByRole('img', { name: /quand il n’en vient d’ordinaire pas plus de/ }).waitFor()
  await panel.getByRole('button', { name: 'Je m’en occupe' }).click()
  await panel.getByText('s’en occupe ·').waitFor()
  await panel.getByLabel('Une note pour l’équipe').fill('Le comptoir est prévenu.')
  await panel.getByRole('button', { name: 'Noter' }).click()
  await panel.getByText('Le comptoir est prévenu.', { exact: true }).waitFor()
  await panel.getByRole('button', { name: 'Clore' }).click()
  await panel.waitFor({ state: 'detached' })
  await page.getByText('Une alarme passée').click()
  await page.getByText(/close par/).waitFor()
})
