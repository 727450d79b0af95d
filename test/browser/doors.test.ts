import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page as Tab } from 'playwright-core'
import type { Conversation, Me, ObjectiveState, Page, Readiness } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** From the day to what is behind it: people, lists, objectives, and who reads. */
let program: RunningProgram
let client: Client
let browser: Browser
let page: Tab
before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const look = { baseUrl: program.url, cookie: client.cookie, locale: 'en', theme: 'light' } as const
  page = await (await openContext(browser, look)).newPage()
  page.setDefaultTimeout(20_000)
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

const DAY = 86_400_000

/** Letters that came by a form, as another system tells them. */
async function tell(letters: { id: string; author: string; text: string; published: Date }[]): Promise<void> {
  const { hookUrl, secret } = await client.call<{ hookUrl: string; secret: string }>('POST', '/accounts', {
    channel: 'webhook',
    name: 'Form',
    config: {},
    inbox: true,
  })
  const body = JSON.stringify(letters)
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const answer = await fetch(new URL(new URL(hookUrl).pathname, program.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` },
    body,
  })
  assert.equal(answer.status, 202, await answer.text())
}

test('a day with nothing in it says what will be there, and leads to where it starts', async () => {
  await page.goto('/day')
  await page.getByRole('heading', { name: 'Your day will start here' }).waitFor()
  assert.equal(await page.locator('#yesterday').count(), 0, 'no figures of zero')
  await page.getByRole('link', { name: 'Connect a first source' }).click()
  await page.waitForURL('**/start')
})

test('on a telephone the doors stay under the thumb, and a long page scrolls to its end above them', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/settings')
  const last = page.locator('#main a').last()
  await last.waitFor()
  const bar = await page.getByRole('navigation', { name: 'Doors' }).boundingBox()
  assert.ok(bar && Math.abs(bar.y + bar.height - 740) < 1, JSON.stringify(bar))
  await last.scrollIntoViewIfNeeded()
  const end = await last.boundingBox()
  assert.ok(end && end.y > 0 && end.y + end.height <= bar.y, JSON.stringify(end))
  await page.setViewportSize({ width: 1024, height: 768 })
})

test('on a telephone every door is two touches away, and so are the search and a call to write down', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/day')
  const bar = page.getByRole('navigation', { name: 'Doors' })
  const menu = bar.getByRole('button', { name: /Menu/ })
  const inBar = await bar.getByRole('link').allTextContents()
  await menu.click()
  await page.getByRole('menuitem').first().waitFor()
  const ground = (node: Element) => getComputedStyle(node).backgroundColor
  assert.equal(await menu.evaluate(ground), await bar.getByRole('link').first().evaluate(ground))
  const items = await page.getByRole('menuitem').allTextContents()
  for (const door of ['Approvals', 'Outbox', 'Moderation', 'Reports'])
    assert.ok(items.includes(door) && !inBar.includes(door), `${door}: ${items.join()}`)
  await page.getByRole('menuitem', { name: 'Outbox' }).click()
  await page.waitForURL('**/outbox')
  await page.getByRole('heading', { level: 1, name: 'Outbox' }).waitFor()

  await menu.click()
  await page.getByRole('menuitem', { name: 'Search', exact: true }).click()
  await page.getByRole('combobox', { name: 'Search everything' }).fill('call-backs')
  await page.getByRole('option', { name: 'Call-backs of the day' }).click()
  await page.waitForURL('**/calls')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Log a call or a letter' }).click()
  await page.getByRole('dialog', { name: 'Log an exchange' }).waitFor()
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1024, height: 768 })
})

test('who waits is one click from the day, the longest first, and each figure leads to what it counts', async () => {
  const ines = 'Inès Carvalho <ines@mail.example>'
  const at = (before: number) => new Date(Date.now() - before)
  await tell([
    { id: 'a', author: ines, text: 'Where is my lamp?', published: at(DAY) },
    { id: 'b', author: 'Marc Thévenet <marc@mail.example>', text: 'Do you repair?', published: at(DAY / 2) },
  ])
  await page.goto('/day')
  const waiting = page.locator('section').filter({ has: page.locator('#waiting') })
  await waiting.getByText('2 people are waiting').waitFor()
  await waiting.getByRole('listitem').first().getByText('Inès Carvalho').waitFor()
  await waiting.getByRole('link', { name: /Inès Carvalho/ }).click()
  await page.waitForURL(/\/inbox\/[0-9a-f-]{36}\?view=waiting$/)
  await page.getByRole('heading', { name: 'Inès Carvalho' }).waitFor()

  await page.goBack()
  await waiting.getByText('2 people are waiting').waitFor()
  const figures = page.locator('section').filter({ has: page.locator('#yesterday') })
  await figures.getByRole('link', { name: /Mentions/ }).click()
  await page.waitForURL('**/watch/posts?from=*')
  const search = new URL(page.url()).searchParams
  assert.equal(search.get('from'), search.get('to'), 'one day')
  await page.getByText('Where is my lamp?').waitFor()
})

test('a person is one record: what they are, and all that they said, on one line', async () => {
  await page.goto('/inbox')
  await page.locator('li[aria-posinset]').filter({ hasText: 'Inès' }).getByRole('link').click()
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.getByRole('complementary').getByRole('link', { name: 'See the whole record' }).click()
  await page.waitForURL('**/people/*')
  await page.getByRole('heading', { level: 1, name: 'Inès Carvalho' }).waitFor()
  await page.getByRole('link', { name: 'ines@mail.example' }).waitFor()
  const line = page.locator('section').filter({ has: page.locator('#timeline') })
  await line.getByText('Where is my lamp?').waitFor()
  assert.equal(await line.getByText('Do you repair?').count(), 0, 'of nobody else')
  await page.setViewportSize({ width: 1024, height: 768 })
})

test('an objective is agreed on in its own words, measured on the day, and taken away', async () => {
  await page.goto('/settings/workspace')
  const add = page.getByRole('button', { name: /Set a first objective|Add an objective/ })
  await add.click()
  const own = page.locator('fieldset fieldset').last()
  await own.getByLabel('In one sentence').fill('Everybody hears from us')
  await own.getByLabel('Indicator').selectOption({ index: 1 })
  assert.equal(await own.getByLabel('In one sentence').inputValue(), 'Everybody hears from us')
  await own.getByLabel('Agreed with').fill('Support')
  const save = page.locator('form').filter({ has: page.locator('#objectives') })
  const names = save.getByRole('combobox', { name: 'Names of the brand' })
  await names.fill('Maison Tisane')
  await names.press('Enter')
  await save.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const { objectives } = await client.call<Readiness>('GET', '/readiness')
  const [kept] = objectives.filter(({ label }) => label === 'Everybody hears from us')
  assert.deepEqual([kept?.indicator, kept?.target, kept?.agreedWith], ['answered-share', 90, 'Support'])

  await page.goto('/day')
  const shown = page.locator('section').filter({ has: page.locator('#objectives') })
  await shown.getByText('Everybody hears from us').waitFor()
  await shown.getByText('Agreed with: Support.').waitFor()
  const [measured] = await client.call<ObjectiveState[]>('GET', '/objectives')
  const words = measured?.value === null ? 'not known yet' : 'not yet'
  await shown.getByText(words, { exact: true }).waitFor()

  await page.goto('/settings/workspace')
  await page.getByRole('button', { name: 'Remove this objective' }).last().click()
  await save.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  assert.deepEqual((await client.call<Readiness>('GET', '/readiness')).objectives, [])
})

test('a call that was written down is corrected where it stands: in sight, by the keyboard, what it said before kept', async () => {
  await page.goto('/inbox')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('t')
  const log = page.getByRole('dialog', { name: 'Log an exchange' })
  await log.getByLabel('With whom').fill('Mme Roy')
  await log.getByLabel('What was said').fill(`Her lamp. ${'She tells all of it. '.repeat(60)}`)
  await log.getByRole('button', { name: 'Log it' }).click()
  await log.waitFor({ state: 'detached' })
  const { items } = await eventually(
    () => client.call<Page<Conversation>>('GET', '/conversations?channel=phone'),
    (filed) => filed.items.length === 1,
  )
  await page.goto(`/inbox/${items[0]?.id}`)
  await page.getByText('Calls and letters are not answered from here').waitFor()
  await page.getByRole('button', { name: 'Correct the exchange' }).click()
  const said = page.getByRole('form', { name: 'Correct the exchange' }).getByLabel('What was said')
  assert.ok(await said.evaluate((field) => field === document.activeElement))
  const save = page.getByRole('button', { name: 'Keep the correction' })
  const { bottom, edge } = await save.evaluate((button) => {
    const scrolls = (node: Element): Element =>
      node.scrollHeight > node.clientHeight && getComputedStyle(node).overflowY !== 'visible'
        ? node
        : scrolls(node.parentElement as Element)
    return {
      bottom: button.getBoundingClientRect().bottom,
      edge: scrolls(button.parentElement as Element).getBoundingClientRect().bottom,
    }
  })
  assert.ok(bottom <= edge, `the button ends at ${bottom}, the thread at ${edge}`)
  await said.fill('Her lamp is mended.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: '1 correction' }).click()
  await page.getByText('Corrected by').waitFor()
  await page.getByText('She tells all of it.').first().waitFor()
})

test('whoever changes their name and hours is greeted by it, and reads the hours of their place', async () => {
  await page.goto('/settings/profile')
  const form = page.locator('form').filter({ has: page.getByLabel('E-mail address') })
  await form.getByLabel(/^Name/).fill('Solène Marchetti')
  const zone = form.getByRole('combobox', { name: 'Time zone' })
  await zone.fill('Martinique')
  await page.getByRole('option', { name: 'America/Martinique' }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const { user } = await client.call<Me>('GET', '/me')
  assert.deepEqual([user.name, user.timeZone], ['Solène Marchetti', 'America/Martinique'])
  await page.goto('/day')
  await page.getByText('Hello Solène.').waitFor()
  await page.goto('/inbox')
  const when = page.locator('li[aria-posinset]').filter({ hasText: 'Inès' }).locator('time')
  assert.match((await when.first().getAttribute('title')) ?? '', /GMT-4|AST/)
})
