// JavaScript of the first screen, and the time until it answers a key, on a processor slowed down four times.
//   npm run bench -- web
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../test/support/chromium.ts'
import { setUpOwner } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'
import { median, report } from './support.ts'

const ROUNDS = 9
const SLOWER = 4

const program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
const client = await setUpOwner(program)
const browser = await chromium.launch(CHROMIUM)
const cookies = client.cookie.split('; ').map((pair) => {
  const cut = pair.indexOf('=')
  return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: program.url }
})

async function openDay(prepare: (page: Page) => Promise<void> | void): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await prepare(page)
  await page.goto(`${program.url}/day`, { waitUntil: 'commit' })
  await page.locator('h1').first().waitFor()
  return page
}

/** What the first screen takes over the wire, looked at apart: reading the answers would slow down what is timed. */
async function sizes(): Promise<{ scripts: number; all: number }> {
  const bodies: Promise<{ script: boolean; size: number }>[] = []
  const page = await openDay((opened) => {
    opened.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/api/')) return
      const script = response.request().resourceType() === 'script'
      bodies.push(response.body().then((body) => ({ script, size: gzipSync(body).length })))
    })
  })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const found = await Promise.all(bodies)
  await page.context().close()
  const sum = (list: typeof found) => list.reduce((total, one) => total + one.size, 0)
  return { scripts: sum(found.filter((one) => one.script)), all: sum(found) }
}

/** Seconds until `?`, pressed as soon as there is a title, has opened the map of the keyboard. */
async function answersAfter(): Promise<number> {
  let start = 0
  const page = await openDay(async (opened) => {
    const session = await opened.context().newCDPSession(opened)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    start = performance.now()
  })
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  const seconds = (performance.now() - start) / 1000
  await page.context().close()
  return seconds
}

const { scripts, all } = await sizes()
const rounds: number[] = []
for (let round = 0; round < ROUNDS; round++) rounds.push(await answersAfter())
await browser.close()
await program.stop()
report('web', {
  inputs: `my day in an empty browser, ${ROUNDS} rounds, processor slowed ${SLOWER} times, gzip`,
  'JavaScript, kB': scripts / 1000,
  'target, kB': 250,
  'everything, kB': all / 1000,
  'answers a key after, s': median(rounds),
  'at best, s': Math.min(...rounds),
  'target, s': 1.5,
})
