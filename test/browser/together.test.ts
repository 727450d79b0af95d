import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { ConversationEntry, Delivery, Page as ListPage, NoticeSettings } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { startIrc } from '../support/irc-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { joinSalon, windowOf } from './salon.ts'

/** Two colleagues, Léa who owns and Agent who answers, each before a screen of their own. */
let irc: Awaited<ReturnType<typeof startIrc>>
let program: RunningProgram
let browser: Browser
let lea: Client
let lea1: Page
let agent: Client
let agent1: Page
before(async () => {
  irc = await startIrc()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: `127.0.0.1:${irc.port}` } })
  lea = await setUpOwner(program)
  agent = await join(program.url, lea, 'agent')
  browser = await chromium.launch(CHROMIUM)
  ;[lea1, agent1] = [await screenOf(lea), await screenOf(agent)]
  await joinSalon(lea, irc)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await irc?.close()
})

const screenOf = (client: Client) => windowOf(browser, program, client)

const row = (page: Page, name: string) => page.locator('li[aria-posinset]').filter({ hasText: name })

async function ask(name: string, text: string): Promise<void> {
  irc.deliver(name, '#salon', `Maison: ${text}`)
  for (const page of [lea1, agent1]) {
    await page.goto('/inbox')
    await row(page, name).getByRole('link').click()
    await page.locator('#answer').waitFor()
  }
}

const texts = () => irc.heard.filter(({ from }) => from === 'Maison').map(({ text }) => text)

test('each sees that the other looks and writes, in the conversation and in the list, until they have gone', async () => {
  await ask('bruno', 'vous ouvrez quand ?')
  await lea1.getByText('Agent also has this conversation open.').waitFor()
  await agent1.getByText('Léa also has this conversation open.').waitFor()
  await agent1.locator('#answer').pressSequentially('bruno: à')
  await lea1.getByText('Agent is writing an answer.').waitFor()
  await row(lea1, 'bruno').getByText('is writing').waitFor()
  const other = await screenOf(agent)
  await other.goto('/inbox')
  await row(other, 'bruno').getByRole('link').click()
  await agent1.goto('/settings/profile')
  await lea1.getByText('Agent also has this conversation open.').waitFor()
  await other.close()
  await lea1.getByText('Agent also has this conversation open.').waitFor({ state: 'detached' })
})

test('a draft is on every device of its writer, and of a colleague it is shared with, who goes on with it', async () => {
  await agent1.goto('/inbox')
  await row(agent1, 'bruno').getByRole('link').click()
  await agent1.locator('#answer').fill('bruno: à neuf')
  await agent1.getByRole('button', { name: 'Share the draft' }).click()
  await agent1.getByRole('button', { name: 'Shared with the team' }).waitFor()
  const second = await screenOf(agent)
  await second.goto(agent1.url())
  await second.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#answer')?.value === 'bruno: à neuf',
  )
  await second.locator('#answer').fill('bruno: à neuf heures')
  await agent1.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#answer')?.value === 'bruno: à neuf heures',
  )
  await second.close()
  const shown = lea1.getByRole('region', { name: 'Draft of Agent' })
  await shown.getByText('bruno: à neuf heures', { exact: true }).waitFor()
  await shown.getByRole('button', { name: 'Go on with this draft' }).click()
  await lea1.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#answer')?.value === 'bruno: à neuf heures',
  )
  await agent1.getByText('Léa has taken over your draft.').waitFor()
  assert.equal(await agent1.locator('#answer').inputValue(), '')
  await agent1.getByRole('region', { name: 'Draft of Léa' }).waitFor()
  await lea1.locator('#answer').press('Control+Enter')
  await agent1.getByRole('region', { name: 'Draft of Léa' }).waitFor({ state: 'detached' })
  assert.equal(await lea1.locator('#answer').inputValue(), '')
})

test('of two who answer in the same moment one is heard; the other reads it beside their own and decides', async () => {
  await ask('carla', 'la lampe clignote')
  await lea1.locator('#answer').fill('carla: un instant')
  await agent1.locator('#answer').fill('carla: débranchez-la')
  await lea1.getByText('Agent is writing an answer.').waitFor()
  await Promise.all([lea1, agent1].map((page) => page.locator('#answer').press('Control+Enter')))
  const held = (page: Page) => page.getByRole('region', { name: 'A colleague has answered meanwhile' })
  const loser = await Promise.any(
    [lea1, agent1].map(async (page) => {
      await held(page).waitFor()
      return page
    }),
  )
  const winner = loser === lea1 ? agent1 : lea1
  const [won, lost] = loser === lea1 ? ['débranchez-la', 'un instant'] : ['un instant', 'débranchez-la']
  assert.equal(await held(winner).count(), 0)
  await held(loser).getByText(`carla: ${won}`).waitFor()
  await held(loser).getByText(`carla: ${lost}`).waitFor()
  // For a moment it stands as what leaves and as what was said.
  await winner.locator('article ol > li').filter({ hasText: won }).first().waitFor()
  assert.equal(
    texts().some((text) => text.includes(lost)),
    false,
  )
  await held(loser).getByRole('button', { name: 'Change mine' }).click()
  await held(loser).waitFor({ state: 'detached' })
  await loser.locator('#answer').fill(`carla: ${lost}, en plus`)
  await loser.locator('#answer').press('Control+Enter')
  await loser.locator('article ol > li').filter({ hasText: 'en plus' }).waitFor()
  const deliveries = (await lea.call<ListPage<Delivery>>('GET', '/deliveries?limit=100')).items
  const sent = deliveries.filter(({ text }) => text?.startsWith('carla')).map(({ text }) => text)
  assert.deepEqual(sent.sort(), [`carla: ${won}`, `carla: ${lost}, en plus`].sort())
})

test('one’s own can be dropped, or sent all the same, which the thread then says', async () => {
  await ask('denis', 'le bouton est dur')
  await lea1.locator('#answer').fill('denis: oui')
  await agent1.locator('#answer').fill('denis: non')
  await lea1.locator('#answer').press('Control+Enter')
  await lea1.locator('article ol > li').filter({ hasText: 'denis: oui' }).waitFor()
  await agent1.locator('#answer').press('Control+Enter')
  await agent1.getByRole('button', { name: 'Send anyway' }).click()
  await agent1.getByText(/Agent sent an answer in the knowledge of Léa/).waitFor()
  // She answers in the knowledge of it.
  await lea1.locator('article ol > li').filter({ hasText: 'denis: non' }).waitFor()
  await lea1.locator('#answer').fill('denis: peut-être')
  await agent1.locator('#answer').fill('denis: encore')
  await lea1.locator('#answer').press('Control+Enter')
  await lea1.locator('article ol > li').filter({ hasText: 'peut-être' }).waitFor()
  await agent1.locator('#answer').press('Control+Enter')
  await agent1.getByRole('button', { name: 'Drop mine' }).click()
  assert.equal(await agent1.locator('#answer').inputValue(), '')
})

test('a colleague is named in a note by the keyboard alone, is told, and finds it', async () => {
  // At whatever hour this runs.
  const { digestAt, alerts, alarms, mine } = await agent.call<NoticeSettings>('GET', '/notices/settings')
  await agent.call('PUT', '/notices/settings', { quiet: null, digestAt, alerts, alarms, mine })
  await lea1.keyboard.press('Escape')
  await lea1.locator('article h2').first().click()
  await lea1.keyboard.press('n')
  await lea1.keyboard.type('See this, @ag')
  await lea1
    .getByRole('listbox', { name: 'Colleagues to name' })
    .getByRole('option', { name: 'Agent' })
    .waitFor()
  await lea1.keyboard.press('Enter')
  await lea1.keyboard.type('please')
  assert.equal(await lea1.locator('#note').inputValue(), 'See this, @Agent please')
  await agent1.goto('/inbox')
  await lea1.keyboard.press('Control+Enter')
  const view = agent1.getByRole('link', { name: /^Mentions 1$/ })
  await view.click()
  await row(agent1, 'denis').getByRole('link').click()
  await agent1.getByText('@Agent').waitFor()
  await agent1.getByRole('link', { name: /^Mentions 0$/ }).waitFor()
  await eventually(
    () => agent.call<ListPage<object>>('GET', '/notices'),
    ({ items }) => /names you in a note/.test(JSON.stringify(items)),
    20_000,
  )
})

test('an answer that a rule holds is changed and approved by others, once, with all they did shown to its author', async () => {
  const rule = {
    ...{ id: crypto.randomUUID(), name: 'All answers', enabled: true, kind: 'all', hours: 8 },
    approvers: [],
  }
  await lea.call('PUT', '/approval-rules', { revision: 0, rules: [rule] })
  const other = await screenOf(await join(program.url, lea, 'approver'))
  await ask('gaston', 'et le dimanche ?')
  await agent1.locator('#answer').fill('gaston: oui, dès midi.')
  await agent1.getByRole('button', { name: 'Send', exact: true }).click()
  await agent1.getByText('Waiting for approval').waitFor()
  await agent1.getByText('Held by: All answers').waitFor()
  assert.equal(await agent1.getByRole('button', { name: 'Approve', exact: true }).count(), 0)
  assert.equal(irc.heard.filter(({ text }) => text.includes('gaston: oui')).length, 0)
  // One who may approve changes it, by the keyboard, and may not approve of their own words.
  await other.goto('/approvals')
  await other.getByText('gaston: oui, dès midi.').waitFor()
  await other.keyboard.press('e')
  await other.getByLabel('Answer', { exact: true }).fill('gaston: oui, dès treize heures.')
  await other.getByRole('button', { name: 'Save' }).click()
  await agent1.locator('ins', { hasText: 'treize' }).waitFor()
  await agent1.locator('del', { hasText: 'midi' }).waitFor()
  await other.getByRole('button', { name: 'Approve', exact: true }).waitFor({ state: 'detached' })
  await lea1.goto('/approvals')
  await lea1
    .getByRole('link', { name: /Approvals/ })
    .getByText('1')
    .waitFor()
  await lea1.getByRole('button', { name: 'Approve', exact: true }).click()
  await lea1.getByText('No answer waits').waitFor()
  await other.getByText('No answer waits').waitFor()
  const heard = () =>
    irc.heard.filter(({ from, text }) => from.startsWith('Maison') && text.includes('gaston: oui'))
  const left = await eventually(
    async () => heard(),
    (all) => all.length > 0,
  )
  assert.deepEqual(
    left.map(({ text }) => text),
    ['gaston: oui, dès treize heures.'],
  )
  await other.goto('/approvals?view=decided')
  await other.getByText('Approved by Léa').waitFor()
  await other.getByRole('table', { name: 'Decisions by month' }).waitFor()
  await lea.call('PUT', '/approval-rules', { revision: 1, rules: [] })
})

test('a rule gives what comes in, and the thread says which', async () => {
  const { version } = await lea.call<{ version: string }>('GET', '/assignment/rules')
  const members = await lea.call<{ id: string; name: string }[]>('GET', '/members')
  const memberId = members.find(({ name }) => name === 'Agent')?.id
  const rule = { name: 'Salon', enabled: true, when: { channels: ['irc'] }, give: { to: 'member', memberId } }
  await lea.call('PUT', '/assignment/rules', { version, rules: [rule] })
  await ask('elsa', 'bonjour à tous')
  await agent1.getByText('Conversation assigned to Agent by the rule “Salon”').waitFor()
  const id = agent1.url().split('/').at(-1)?.split('?')[0]
  const { items } = await lea.call<ListPage<ConversationEntry>>('GET', `/conversations/${id}/items`)
  assert.equal(items.filter((one) => one.kind === 'event' && one.what === 'assigned').length, 1)
})

test('one asks a customer to go on in private, the other sees it live; they come, and both sides show the other', async () => {
  await lea.call('POST', '/accounts', { channel: 'site', name: 'Boutique', config: {} })
  await ask('zoe', 'mon colis est ouvert, que faire ?')
  await agent1.getByRole('button', { name: 'Continue in private' }).click()
  const dialog = agent1.getByRole('dialog')
  await dialog.getByLabel('Public line').fill('zoe: merci, continuons ici {{link}}')
  await dialog.getByRole('button', { name: 'Publish and invite' }).click()
  await agent1.getByText('Invited to go on in private').first().waitFor()
  await lea1
    .getByRole('region', { name: 'In private' })
    .getByText(/on its way|invited/)
    .waitFor()
  const link = await said(/continuons ici (\S+)/)
  const form = await (await fetch(link)).text()
  const secret = /name="secret" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const said1 = { secret, name: 'Zoé', email: '', text: 'Le carton était déchiré' }
  const came = await fetch(link, { method: 'POST', body: new URLSearchParams(said1), redirect: 'manual' })
  assert.equal(came.status, 303)
  const strip = lea1.getByRole('region', { name: 'In private' })
  await strip.getByText('came', { exact: true }).waitFor()
  await strip.getByRole('button', { name: 'Read what follows in private' }).click()
  await strip.getByText('Le carton était déchiré').waitFor()
  await strip.getByRole('link', { name: 'Open the other conversation' }).click()
  const other = lea1.getByRole('region', { name: 'In private' })
  await other.getByText('Came by a public link', { exact: false }).waitFor()
  await other.getByRole('button', { name: 'Read what came before in public' }).click()
  await other.getByText('mon colis est ouvert', { exact: false }).waitFor()
  await other.getByRole('button', { name: 'Conclude in public' }).click()
  await other.getByLabel('Closing line, public').fill('zoe: merci, nous vous appelons au 06 12 34 56 78')
  await other.getByRole('button', { name: 'Publish the closing line' }).click()
  await other.getByRole('button', { name: 'Publish all the same' }).waitFor()
  await other.getByLabel('Closing line, public').fill('zoe: merci, tout est réglé. Belle journée')
  await other.getByRole('button', { name: 'Publish the closing line' }).click()
  await said(/(tout est réglé)/)
})

/** Who speaks over a connection of its own, beside the one that listens, may have another name there. */
const spoken = () => irc.heard.filter(({ from }) => from.startsWith('Maison')).map(({ text }) => text)

/** What the room has heard from us that looks so; its first part. */
async function said(pattern: RegExp): Promise<string> {
  const found = await eventually(
    async () => spoken().flatMap((text) => pattern.exec(text)?.[1] ?? []),
    (all) => all.length > 0,
  )
  return found[0] ?? ''
}

test('many are asked at once, each in other words, and a list shows everybody until it is stopped', async () => {
  for (const name of ['paul', 'rose', 'yves']) await ask(name, `le site est en panne (${name})`)
  await agent1.goto('/inbox?view=recent')
  for (const name of ['paul', 'rose', 'yves']) await row(agent1, name).getByRole('checkbox').check()
  await agent1.getByRole('button', { name: 'In private' }).click()
  const dialog = agent1.getByRole('dialog')
  await dialog.getByLabel('Name of the list').fill('Panne')
  await dialog.getByRole('button', { name: 'Start' }).click()
  await agent1.getByRole('heading', { name: 'Panne' }).waitFor()
  await agent1.locator('tbody tr').nth(2).waitFor()
  await lea1.goto('/private')
  await lea1.getByRole('link', { name: 'Panne' }).click()
  await lea1.getByText('invited 3').waitFor()
  await lea1.getByText('Total: 3 of 3 at the start').waitFor()
  await agent1.getByText('invited 3').waitFor()
  const lines = spoken()
    .filter((text) => text.includes('/continue/'))
    .slice(-3)
  assert.equal(new Set(lines.map((text) => text.replace(/^\w+: |https?:\S+/g, ''))).size, 3)
  await agent1.getByLabel('State').selectOption('sent')
  await agent1.locator('tbody tr').nth(2).waitFor()
})
