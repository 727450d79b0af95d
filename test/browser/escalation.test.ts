import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Conversation, Escalation, Page as ListPage, Service } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { deskDelivery } from '../support/desk-deliveries.ts'
import { type Desks, startDesks } from '../support/issue-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** A matter raised to a service: somebody of the team, and somebody there who has no account and no script. */
let program: RunningProgram
let desks: Desks
let client: Client
let browser: Browser
let page: Page
before(async () => {
  desks = await startDesks()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: '127.0.0.1' } })
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await desks?.close()
})

async function talk(): Promise<Conversation> {
  const shop = await client.call<{ secret: string; hookUrl: string }>('POST', '/accounts', {
    ...{ channel: 'webhook', name: 'Shop', config: {}, inbox: true },
  })
  const { createHmac } = await import('node:crypto')
  const words = 'Order A-4821 has not come. Call me on 06 12 34 56 78. Inès Bernard'
  const body = JSON.stringify({
    id: 'm1',
    author: { id: 'c1', name: 'Inès Bernard' },
    text: words,
    visibility: 'private',
  })
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', shop.secret).update(`${time}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  assert.equal((await fetch(shop.hookUrl, { method: 'POST', headers, body })).status, 202)
  for (let n = 0; n < 200; n++) {
    const { items } = await client.call<ListPage<Conversation>>('GET', '/conversations')
    if (items[0]) return items[0]
    await page.waitForTimeout(100)
  }
  throw new Error('nothing came in')
}

const card = () => page.locator('[data-escalation]')

test('a matter goes to a service, is answered without an account and comes back, and is followed to its end', async () => {
  await page.goto('/settings/services')
  await page.getByRole('button', { name: 'After-sales' }).click()
  await page.getByRole('textbox', { name: 'E-mail addresses that receive requests' }).fill('sav@example.org')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'After-sales', level: 1 }).waitFor()
  const [service] = await client.call<Service[]>('GET', '/services')
  assert.deepEqual([service?.emails, service?.reasons.length], [['sav@example.org'], 4])

  const { id } = await talk()
  await page.goto(`/inbox/${id}`)
  await page.locator('article ol > li').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search everything' }).fill('raise to')
  await page.getByRole('option', { name: /Raise to a service/ }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  // Its form comes after it: the keyboard is on its first field, not on the button that closes it.
  await page.waitForFunction(() => document.activeElement?.matches('[role="dialog"] [data-autofocus]'))
  await dialog
    .getByRole('combobox', { name: 'Reason' })
    .or(dialog.getByRole('textbox', { name: 'Reason' }))
    .first()
    .click()
  await page.getByRole('option', { name: 'Parcel lost or late' }).click()
  const preview = dialog.getByRole('region', { name: 'As the service’s page shows it' })
  await preview.getByText('[PHONE_1]', { exact: false }).waitFor()
  assert.doesNotMatch((await preview.textContent()) ?? '', /06 12|Inès/)
  assert.equal(await dialog.getByRole('textbox', { name: 'Order number' }).inputValue(), 'A-4821')
  await dialog.getByRole('textbox', { name: 'What you ask' }).fill('Where is this parcel?')
  await dialog.getByRole('button', { name: 'Raise' }).click()
  await card().getByText('Answer awaited').waitFor()

  await card().getByText('One link').click()
  await card().getByRole('button', { name: 'Copy a link' }).click()
  const url = (await card().locator('code').textContent()) ?? ''
  const scriptless = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'en-GB',
    colorScheme: 'dark',
  })
  const theirs = await scriptless.newPage()
  await theirs.goto(url)
  await theirs.getByText('Where is this parcel?').waitFor()
  await theirs.getByRole('textbox', { name: 'Answer' }).fill('It leaves today.')
  await theirs.getByRole('button', { name: 'Send the answer' }).click()
  await theirs.getByText('Your answer is sent.').waitFor()
  await card().getByText('It leaves today.').waitFor({ timeout: 10_000 })
  await card().getByText('Answered', { exact: true }).waitFor()

  await page.keyboard.press('e')
  const closing = page.getByRole('dialog', { name: 'A service has not finished' })
  await closing.waitFor()
  assert.equal(
    await page.getByText('Conversation done.').isVisible(),
    false,
    'it is not done before one has chosen',
  )
  await closing.getByRole('button', { name: 'Keep following' }).click()
  await theirs.getByText('Ask a question back').click()
  await theirs.getByRole('textbox', { name: 'Your question' }).fill('Which address?')
  await theirs.getByRole('button', { name: 'Send the question' }).click()
  await theirs.getByText('Your question is sent.').waitFor()
  await page.goto(`/inbox/${id}`)
  await card().getByText('Which address?').waitFor()
  assert.equal(
    (await client.call<Conversation>('GET', `/conversations/${id}`)).status,
    'open',
    'it has come back',
  )
  await card().getByRole('button', { name: 'Answer the service' }).click()
  await card().getByRole('textbox', { name: 'Answer to the service' }).fill('The one of the order.')
  await card().getByRole('button', { name: 'Send to the service' }).click()
  await card().getByText('The one of the order.').waitFor()
  await theirs.reload()
  await theirs.getByText('It is solved').click()
  await theirs.getByRole('button', { name: 'Mark as solved' }).click()
  await card().getByText('Solved', { exact: true }).waitFor({ timeout: 10_000 })
  await card().getByRole('button', { name: 'The customer knows' }).click()
  await card().getByText('Customer told').waitFor()
  const [one] = await client.call<Escalation[]>('GET', `/conversations/${id}/escalations`)
  assert.deepEqual([one?.state, one?.closedBy, one?.told !== null], ['solved', 'service', true])
  await scriptless.close()
})

test('the page of a service is sound for every reader: axe, widths, both languages, light and dark', async () => {
  const { id } = (await client.call<ListPage<Conversation>>('GET', '/conversations')).items[0] ?? { id: '' }
  const [service] = await client.call<Service[]>('GET', '/services')
  const raised = await client.call<Escalation>('POST', `/conversations/${id}/escalations`, {
    ...{ serviceId: service?.id, reasonId: service?.reasons[0]?.id, question: 'Where is this parcel?' },
  })
  const { url } = await client.call<{ url: string }>(
    'POST',
    `/escalations/${raised.id}/links/${raised.links[0]?.id}/copy`,
  )
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  for (const [lang, colorScheme, width] of [
    ['fr', 'light', 360],
    ['en', 'dark', 1280],
  ] as const) {
    const context = await browser.newContext({
      colorScheme,
      bypassCSP: true,
      viewport: { width, height: 800 },
    })
    const theirs = await context.newPage()
    await theirs.goto(`${url}?lang=${lang}`)
    for (const summary of await theirs.locator('summary').all()) await summary.click()
    await theirs.evaluate(axe)
    const found = await theirs.evaluate(async () =>
      (
        (await (globalThis as unknown as { axe: { run(): Promise<unknown> } }).axe.run()) as {
          violations: { id: string; nodes: { html: string }[] }[]
        }
      ).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
    )
    assert.deepEqual(found, [], `${lang} ${colorScheme}`)
    const wide = await theirs.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(wide <= 0, `${lang} ${width}: ${wide} pixels too wide`)
    assert.equal(await theirs.locator('html').getAttribute('lang'), lang)
    await context.close()
  }
})

test('a tool that tells of a comment has it in the thread at once, and of its end', async () => {
  const [service] = await client.call<Service[]>('GET', '/services')
  const tool = {
    kind: 'github',
    url: `${desks.url}/github`,
    project: 'ardoise/boutique',
    title: '',
    body: '',
  }
  const { id: serviceId = '', hasToken: _, ...settings } = service ?? {}
  await client.call('PUT', `/services/${serviceId}`, { ...settings, tool, token: desks.token })
  await page.goto(`/settings/services/${serviceId}`)
  await page.getByRole('button', { name: 'Make the secret' }).click()
  const panel = page.getByRole('region', { name: 'What the tool tells us' })
  await panel.getByText('This secret will not be shown again.').waitFor()
  const [url = '', secret = ''] = await panel.locator('.copy-field code').allTextContents()
  await panel.getByRole('button', { name: 'Watch for a call' }).click()
  const tell = async (news: 'ping' | 'comment' | 'closed', id: string) => {
    const { headers, body } = deskDelivery('github', news, { secret, id })
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 202)
  }
  await tell('ping', 'd-1')
  await panel.getByText('A call came, and was taken.').waitFor()
  await panel.getByText('The tool made its test').waitFor()

  const { id } = (await client.call<ListPage<Conversation>>('GET', '/conversations')).items[0] ?? { id: '' }
  const order = { serviceId, reasonId: service?.reasons[0]?.id, question: 'Is it lost?' }
  const { id: raisedId } = await client.call<Escalation>('POST', `/conversations/${id}/escalations`, order)
  await page.goto(`/inbox/${id}`)
  const mine = page.locator(`[data-escalation="${raisedId}"]`)
  await mine.getByRole('link', { name: 'Ticket 1' }).waitFor()
  const at = new Date().toISOString()
  desks.comment('github', '1', { author: 'lea', text: 'Found in the depot.', at, aside: false })
  await tell('comment', 'd-2')
  await mine.getByText('Found in the depot.').waitFor()
  assert.match(
    (await mine.getByRole('link', { name: 'See it in the tool' }).getAttribute('href')) ?? '',
    /#c-/,
  )
  desks.end('github', 'done', new Date(), { number: '1', by: 'hugo' })
  await tell('closed', 'd-3')
  await mine.getByText('Solved', { exact: true }).waitFor({ timeout: 15_000 })
  await mine.getByText('hugo').waitFor()
})
