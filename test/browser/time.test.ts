import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { TimeSettings } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { startIrc } from '../support/irc-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { joinSalon, windowOf } from './salon.ts'

/** Léa sets what is aimed at, Agent answers by it, and a customer says how they found it. */
let irc: Awaited<ReturnType<typeof startIrc>>
let program: RunningProgram
let browser: Browser
let lea: Client
let leas: Page
let agents: Page
before(async () => {
  irc = await startIrc()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: `127.0.0.1:${irc.port}` } })
  lea = await setUpOwner(program)
  const agent = await join(program.url, lea, 'agent')
  browser = await chromium.launch(CHROMIUM)
  ;[leas, agents] = [await screenOf(lea), await screenOf(agent)]
  await joinSalon(lea, irc)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await irc?.close()
})

const screenOf = (client: Client) => windowOf(browser, program, client, 30_000)

const row = (page: Page, name: string) => page.locator('li[aria-posinset]').filter({ hasText: name })

test('a proposal is taken up, made round the clock, and kept; a colleague reads it and cannot change it', async () => {
  await leas.goto('/settings/time-targets')
  await leas.getByText('No target is set, so nothing is late.').waitFor()
  await leas.getByRole('button', { name: 'Begin with a proposal' }).click()
  await leas.getByLabel('Counted in').nth(1).waitFor()
  for (const select of await leas.getByLabel('Counted in').all()) await select.selectOption('')
  await leas.getByRole('button', { name: 'Keep the targets' }).click()
  await leas.getByText('Targets kept').waitFor()
  await agents.goto('/settings/time-targets')
  await agents.getByText('What presses').waitFor()
  assert.equal(await agents.getByRole('button', { name: 'Keep the targets' }).count(), 0)
})

test('where satisfaction is off, the report leads to where it is set, below the targets', async () => {
  await leas.goto('/reports/service')
  await leas.getByRole('link', { name: 'Set satisfaction' }).click()
  const part = leas.locator('#rating')
  await part.waitFor()
  await eventually(
    () => part.evaluate((heading) => heading.getBoundingClientRect().top),
    (top) => top >= 0 && top < 300,
  )
})

test('what will be late is shown before it is, to both, as it comes in and as targets change', async () => {
  irc.deliver('bruno', '#salon', 'Maison: vous ouvrez quand ?')
  await eventually(
    () => lea.call<{ items: object[] }>('GET', '/conversations'),
    ({ items }) => items.length > 0,
  )
  for (const page of [leas, agents]) {
    await page.goto('/inbox')
    await row(page, 'bruno')
      .getByText(/First answer due in/)
      .first()
      .waitFor({ state: 'attached' })
  }
  const kept = await lea.call<TimeSettings>('GET', '/service-levels')
  const policies = kept.policies.map((one) => ({ ...one, targets: { ...one.targets, first: 30 } }))
  await lea.call('PUT', '/service-levels', { ...kept, policies })
  await agents.goto('/inbox?view=soon')
  await row(agents, 'bruno')
    .getByText(/First answer due in/)
    .first()
    .waitFor({ state: 'attached' })
  await row(agents, 'bruno').getByRole('link').click()
  await agents
    .locator('header')
    .getByText(/First answer due in/)
    .waitFor()
})

test('an answer ends the wait; closed, the customer is asked, taps without a script, and the team reads it', async () => {
  const setting = await lea.call<object>('GET', '/satisfaction/setting')
  await lea.call('PUT', '/satisfaction/setting', {
    ...setting,
    ...{ enabled: true, inPublic: true, delay: 0, quietFrom: '00:00', quietTo: '00:00' },
  })
  await agents.locator('#answer').fill('bruno: à neuf heures, chaque jour.')
  await agents.locator('#answer').press('Control+Enter')
  await agents
    .locator('header')
    .getByText(/Resolution due in/)
    .waitFor()
  await agents.getByRole('button', { name: 'Done', exact: true }).click()
  const asked = await eventually(
    () => irc.heard.map(({ text }) => text).find((text) => text.includes('/rate/')) ?? '',
    (text) => text !== '',
  )
  const link = /http\S+\/rate\/\S+/.exec(asked)?.[0] ?? assert.fail(asked)
  const bare = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'fr-FR',
    viewport: { width: 360, height: 740 },
  })
  const visitor = await bare.newPage()
  await visitor.goto(link)
  await visitor.getByRole('heading', { name: 'Comment cela s’est-il passé' }).waitFor()
  await visitor.getByRole('button', { name: '2 plutôt pas' }).click()
  await visitor.getByLabel('Un commentaire, si vous le souhaitez').fill('La réponse a tardé.')
  await visitor.getByRole('button', { name: 'Envoyer' }).click()
  await visitor.getByText('Votre commentaire est enregistré').waitFor()
  for (const theme of ['light', 'dark'] as const) assert.deepEqual(await judged(link, theme), [])
  await leas.goto('/inbox')
  await row(leas, 'bruno').getByRole('link').click()
  await leas.getByText('What they think of it: 2 out of 5').waitFor()
  await leas.getByText('La réponse a tardé.').waitFor()
  await leas.goto('/reports/service')
  await leas.getByRole('heading', { name: 'First answer' }).waitFor()
  await leas.getByText('closed', { exact: false }).first().waitFor({ state: 'attached' })
})

/** What axe finds in the page of a customer; what runs is axe alone, which the page itself would not let in. */
async function judged(link: string, theme: 'light' | 'dark'): Promise<string[]> {
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme: theme,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  await page.goto(link)
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    ).axe.run()
    return violations.map(({ id }) => id)
  })
  const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  await context.close()
  return over ? [...found, 'overflow'] : found
}

test('the manners of the house hold for who answers, and what was answered is in the report, nobody being named', async () => {
  await leas.goto('/settings/courtesy')
  await leas.getByRole('heading', { name: 'Advice given' }).waitFor()
  await leas.getByLabel('Tone').first().selectOption('sober')
  await leas.getByRole('switch', { name: /^Emoji/ }).uncheck()
  await leas.getByLabel('Greetings, in French').fill('Ohé')
  await leas.getByLabel('No thanks').uncheck()
  await leas.getByRole('button', { name: 'Save', exact: true }).click()
  await leas.getByText('Manners saved').waitFor()
  irc.deliver('carla', '#salon', 'Maison: livrez-vous le samedi ?')
  await eventually(
    () => lea.call<{ items: object[] }>('GET', '/conversations'),
    ({ items }) => items.length > 1,
  )
  await agents.goto('/inbox')
  await row(agents, 'carla').getByRole('link').click()
  await agents.locator('#answer').fill('Ohé Carla, oui, chaque samedi 😊 Bonne journée à vous !')
  await agents.getByText('This house uses no emoji.').waitFor()
  const words = await agents.getByRole('list', { name: 'Courtesy of the answer' }).textContent()
  assert.match(words ?? '', /Greeting there/)
  assert.match(words ?? '', /Thanks not asked/)
  await agents.locator('#answer').press('Control+Enter')
  await eventually(
    () => lea.call<{ advice: { id: string }[] }>('GET', '/reports/courtesy'),
    ({ advice }) => advice.some(({ id }) => id === 'emoji_house'),
  )
  await leas.goto('/reports/courtesy')
  await leas.getByRole('heading', { name: 'What most often lacks' }).waitFor()
  await leas.getByRole('button', { name: 'An emoji, where the house wants none' }).click()
  await leas.getByText('Ohé Carla, oui, chaque samedi').waitFor()
  assert.equal(await leas.getByRole('heading', { name: 'Person by person' }).count(), 0)
  await agents.goto('/reports/courtesy')
  await agents.getByRole('heading', { name: 'Yours' }).waitFor()
  await agents.goto('/settings/courtesy')
  await agents.getByRole('heading', { name: 'Advice given' }).waitFor()
  assert.equal(await agents.getByRole('button', { name: 'Save', exact: true }).count(), 0)
  await leas.goto('/settings/courtesy')
  await leas.getByLabel('Tell persons apart').waitFor()
})
