import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import type { QueueCounts } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, join, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { startIrc } from '../support/irc-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { joinSalon, windowOf } from './salon.ts'

/** Léa and a colleague keep the charter together, each before a screen of their own. */
let irc: Awaited<ReturnType<typeof startIrc>>
let program: RunningProgram
let browser: Browser
let lea: Client
let agent: Client
before(async () => {
  irc = await startIrc()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: `127.0.0.1:${irc.port}` } })
  lea = await setUpOwner(program)
  agent = await join(program.url, lea, 'agent')
  browser = await chromium.launch(CHROMIUM)
  await lea.call('PUT', '/moderation/agreement/share', { share: 0 })
  const { draft, revision } = await lea.call<{ draft: object; revision: number }>('GET', '/charter')
  const kept = await lea.call<{ revision: number }>('PUT', '/charter', { charter: draft, revision })
  await lea.call('POST', '/charter/publication', { revision: kept.revision })
  await joinSalon(lea, irc)
})
after(async () => {
  await browser?.close()
  await program?.stop()
  await irc?.close()
})

const screenOf = (client: Client) => windowOf(browser, program, client)

const waits = (todo: number) =>
  eventually(
    () => lea.call<QueueCounts>('GET', '/moderation/queue/counts'),
    (counts) => counts.todo === todo,
    20_000,
  )

test('two judge what comes: blurred until asked for, held by who looks, done by a key and taken back', async () => {
  irc.deliver('rage', '#salon', 'Bonjour. Je vais te buter, sale connard.')
  irc.deliver('colere', '#salon', 'Maison: va te faire foutre, bande de connards.')
  await waits(2)
  const [one, other] = [await screenOf(lea), await screenOf(agent)]
  await one.goto('/moderation')
  const cards = one.locator('[data-item]')
  await cards.nth(1).waitFor()
  const first = cards.first()
  assert.match((await first.textContent()) ?? '', /Threat/, 'the gravest comes first')

  const hidden = first.locator('[data-veiled]')
  await hidden.getByText('These words may hurt').waitFor()
  assert.equal(
    await hidden.getByText('te buter').evaluate((node) => node.closest('[aria-hidden]') !== null),
    true,
  )
  await one.keyboard.press('b')
  await first.locator('strong').getByText('Je vais te buter').waitFor()
  assert.equal(await first.locator('[data-veiled]').count(), 0)
  assert.equal(await cards.nth(1).locator('[data-veiled]').count(), 1, 'the key shows one alone')

  await other.goto('/moderation')
  await other.locator('[data-item]').first().getByText('is looking at this message').waitFor()
  assert.equal(await other.locator('[data-item]').first().getByRole('button', { name: 'Accept' }).count(), 0)
  await other.keyboard.press('l')
  await waits(2)

  await one.keyboard.press('a')
  await waits(1)
  await other.locator('[data-item]').filter({ hasText: 'Threat' }).waitFor({ state: 'detached' })
  await one.keyboard.press('u')
  await waits(2)

  await one.goto('/inbox')
  const line = one.locator('li[aria-posinset]').filter({ hasText: 'colere' })
  await line.getByText('Blurred: these words may hurt').waitFor()
  await line.locator('[data-veiled]').click()
  await line.getByText('va te faire foutre').waitFor()
  assert.match(one.url(), /\/inbox$/, 'the link is not followed')
  await lea.call('PATCH', '/me', { veil: 'off' })
  await one.reload()
  await line.getByText('va te faire foutre').waitFor()
  assert.equal(await one.locator('[data-veiled]').count(), 0)
})
