import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { startIrc } from '../support/irc-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { joinSalon, windowOf } from './salon.ts'

/** A criticism that one would hide: another decides, its author is told and contests, a third one answers. */
let irc: Awaited<ReturnType<typeof startIrc>>
let program: RunningProgram
let browser: Browser
let lea: Client
let agent: Client
let judge: Client
before(async () => {
  irc = await startIrc()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: `127.0.0.1:${irc.port}` } })
  lea = await setUpOwner(program)
  ;[agent, judge] = [await join(program.url, lea, 'agent'), await join(program.url, lea, 'approver')]
  browser = await chromium.launch(CHROMIUM)
  await joinSalon(lea, irc)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await irc?.close()
})

async function screenOf(client: Client, path: string): Promise<Page> {
  const page = await windowOf(browser, program, client)
  await page.goto(path)
  return page
}

const axe = createRequire(import.meta.url).resolve('axe-core')
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'))
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    ).axe.run()
    return violations.map(({ id }) => id)
  })
}

const TEXT = 'Commande en retard de trois semaines, je suis très déçue.'

test('a charter is published; a criticism waits for a second person, is hidden, contested, and shown again', async () => {
  const owner = await screenOf(lea, '/moderation/charter')
  await owner.getByText('No charter is published: nothing can be hidden.').waitFor()
  await owner.getByRole('button', { name: 'Publish this version' }).click()
  await owner.getByText('Version 1, by Léa').waitFor()
  await owner.getByRole('textbox', { name: 'Title (English)' }).first().fill('House rules')
  await owner.getByRole('button', { name: 'Keep the draft' }).click()
  await owner.getByRole('region', { name: 'What changes' }).getByText('Around the rules: title').waitFor()
  assert.deepEqual(await barriers(owner), [])
  const open = await browser.newContext({ baseURL: program.url, javaScriptEnabled: false, locale: 'en' })
  const outside = await open.newPage()
  const workspace = lea.workspaceId
  await outside.goto(`/charter/${workspace}`)
  await outside.getByRole('heading', { name: 'No insults' }).waitFor()
  assert.equal(await outside.getByText('House rules').count(), 0, 'a draft is nobody’s business')

  irc.deliver('ines', '#salon', `Maison: ${TEXT}`)
  const first = await screenOf(agent, '/inbox')
  await first.locator('li[aria-posinset]').filter({ hasText: 'ines' }).getByRole('link').click()
  await first.getByRole('button', { name: 'Moderate' }).click()
  const dialog = first.getByRole('dialog')
  await dialog.getByText('It is a criticism without offence: it takes a second person.').waitFor()
  await dialog.getByText('Will be done in Veillée only').waitFor()
  await dialog.getByRole('button', { name: 'Propose to a second person' }).click()
  await first.getByText('Hiding proposed').waitFor()
  assert.ok(await first.getByText(TEXT).first().isVisible(), 'nothing has happened yet')
  assert.ok(!irc.heard.some(({ text }) => text.includes('/appeal/')))

  await owner.goto('/moderation/acts')
  await owner.getByRole('button', { name: 'Show the message' }).click()
  await owner.locator('mark').waitFor()
  assert.deepEqual(await barriers(owner), [])
  await owner.getByRole('button', { name: 'Approve', exact: true }).click()
  await owner.getByText('Nothing waits for a second person').waitFor()
  const post = first.locator('[data-post]').first()
  await post.getByText('Hidden', { exact: true }).waitFor()
  await post.getByText(TEXT).waitFor({ state: 'detached' })
  await post.getByText('Your rights do not show this message.').waitFor()
  assert.equal(await post.getByRole('button', { name: 'Show the message' }).count(), 0)
  await post.getByText('charter, version 1').waitFor()
  await post.getByRole('link', { name: 'See the decision' }).click()
  await first.getByRole('heading', { name: /Hid/ }).waitFor()
  assert.deepEqual(await barriers(first), [])
  await first.goBack()
  await post.getByText('Hidden', { exact: true }).waitFor()

  const stream = await screenOf(agent, '/watch/posts')
  await stream.getByText('Your rights do not show this message.').waitFor()
  assert.equal(await stream.getByText(TEXT).count(), 0, 'sealed in the stream too')
  await stream.goto('/inbox?q=retard')
  await stream.getByText('Your rights do not show this message.').first().waitFor()
  await owner.goto('/watch/posts')
  await owner.getByRole('button', { name: 'Show the message' }).click()
  await owner.getByText(TEXT).waitFor()
  assert.deepEqual(await barriers(owner), [])

  const told = await eventually(
    () => irc.heard.find(({ text }) => text.includes('/appeal/'))?.text ?? '',
    (text) => text !== '',
  )
  const path = new URL(/https?:\S+/.exec(told)?.[0] ?? '').pathname
  await outside.goto(path)
  await outside.getByRole('textbox').fill('It was true.')
  await outside.getByRole('button', { name: 'Send' }).click()
  await outside.getByText('Thank you, your appeal has arrived.').waitFor()
  assert.equal(await outside.getByText(TEXT).count(), 0)

  await owner.goto('/moderation/acts?view=appeals')
  await owner.getByText('Somebody who had no part in the decision answers it.').waitFor()
  const third = await screenOf(judge, '/moderation/acts?view=appeals')
  await third.getByText('It was true.').waitFor()
  await third.getByRole('textbox', { name: 'Answer to the author' }).fill('You are right.')
  await third.getByRole('button', { name: 'Grant and undo' }).click()
  await third.getByText('No appeal waits').waitFor()
  await post.getByText('Hidden', { exact: true }).waitFor({ state: 'detached' })
  await outside.reload()
  await outside.getByText('You are right.').waitFor()

  await owner.goto('/moderation/removals')
  await owner.getByText('1 decision, of which 1 taken by two and 1 undone.').waitFor()
  assert.deepEqual(await barriers(owner), [])
  for (const one of [owner, first, third, outside, stream]) await one.context().close()
})
