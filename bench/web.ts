// JavaScript of the first screen, and the time until it answers a key, on a processor slowed down four times.
//   npm run bench -- web
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { CHROMIUM } from '../test/support/chromium.ts'
import { setUpOwner } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'
import { median, report } from './support.ts'

const ROUNDS = 5
const SLOWER = 4

const program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
const client = await setUpOwner(program)
const browser = await chromium.launch(CHROMIUM)
const cookies = client.cookie.split('; ').map((pair) => {
  const cut = pair.indexOf('=')
  return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: program.url }
})

/** Opens my day in a browser that has never seen it; `?` opens the map of the keyboard. */
async function once(): Promise<{ scripts: number; all: number; ready: number }> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  let [scripts, all] = [0, 0]
  const sizes: Promise<void>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/')) return
    sizes.push(
      response.body().then(
        (body) => {
          const size = gzipSync(body).length
          all += size
          if (response.request().resourceType() === 'script') scripts += size
        },
        () => undefined,
      ),
    )
  })
  const start = performance.now()
  await page.goto(`${program.url}/day`, { waitUntil: 'commit' })
  await page.locator('h1').first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  const ready = (performance.now() - start) / 1000
  await Promise.all(sizes)
  await context.close()
  return { scripts, all, ready }
}

await once()
const rounds: Awaited<ReturnType<typeof once>>[] = []
for (let round = 0; round < ROUNDS; round++) rounds.push(await once())
await browser.close()
await program.stop()
report('web', {
  inputs: `my day in an empty browser, ${ROUNDS} rounds, processor slowed ${SLOWER} times, gzip`,
  'JavaScript, kB': median(rounds.map((one) => one.scripts)) / 1000,
  'target, kB': 250,
  'everything, kB': median(rounds.map((one) => one.all)) / 1000,
  'answers a key after, s': median(rounds.map((one) => one.ready)),
  'target, s': 1.5,
})
