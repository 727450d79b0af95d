import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { ChannelAccount, Webhook } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type EndpointServer, startEndpoint, verifies } from '../support/endpoint-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** Telling another program, as a manager sets it up. */
let endpoint: EndpointServer
let program: RunningProgram
let client: Client
let browser: Browser
let page: Page
before(async () => {
  endpoint = await startEndpoint()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: new URL(endpoint.url).host } })
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await endpoint?.close()
})

/** Another system says that somebody wrote. */
async function say(shop: ChannelAccount, text: string): Promise<void> {
  const body = JSON.stringify({ id: 'm1', author: { id: 'c1', name: 'Ana' }, text })
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', shop.secret ?? '')
    .update(`${time}.${body}`)
    .digest('hex')
  const answer = await fetch(shop.hookUrl ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` },
    body,
  })
  assert.equal(answer.status, 202)
}

const log = () => page.locator('section').filter({ has: page.locator('#log') })

test('an address is added, its secret shown this once, tried, told, and told again', async () => {
  await page.goto('/settings/webhooks')
  await page.getByRole('textbox', { name: 'Address' }).fill(endpoint.url)
  await page.getByRole('checkbox', { name: 'Orders' }).check()
  await page.getByRole('button', { name: 'Add' }).click()
  const secret = (await page.getByRole('status').locator('code').textContent()) ?? ''
  assert.match(secret, /^whsec_/)
  await page.reload()
  await page.getByRole('link', { name: endpoint.url }).waitFor()
  assert.equal(await page.getByText(secret).count(), 0)
  await page.getByRole('link', { name: endpoint.url }).click()

  endpoint.manner = () => 500
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText('The address answered 500.', { exact: false }).waitFor()
  endpoint.manner = () => 204
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText('The address answered 204: all is well.').waitFor()
  const [first] = endpoint.heard
  assert.ok(first && verifies(secret, first), 'signed with the secret that was shown')

  const shop = await client.call<ChannelAccount>('POST', '/accounts', {
    channel: 'webhook',
    name: 'Shop',
    config: {},
  })
  await say(shop, 'Where is my parcel?')
  await log().getByText('activity.create').waitFor({ timeout: 20_000 })
  await log().getByText('Received').first().waitFor()
  const told = () => endpoint.heard.filter(({ type }) => type === 'activity.create')
  assert.equal(told().length, 1)
  await log().getByRole('button', { name: 'Send again' }).click()
  while (told().length < 2) await new Promise((later) => setTimeout(later, 50))
  assert.equal(told()[0]?.id, told()[1]?.id)
})

test('it is suspended, given another secret, and forgotten by its name', async () => {
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('Suspended').first().waitFor()
  await page.getByRole('button', { name: 'Enable again' }).click()
  await page.getByText('Suspended').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByRole('status').locator('code').waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(new URL(endpoint.url).host)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Nobody is told yet').waitFor()
  assert.deepEqual(await client.call<Webhook[]>('GET', '/webhooks'), [])
})
