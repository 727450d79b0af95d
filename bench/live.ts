// From the bytes of a delivery on a socket to the row that an open browser shows, through the whole program.
//   npm run bench -- live
import { createHmac } from 'node:crypto'
import { chromium, type Page } from 'playwright-core'
import type { ChannelAccount } from '../src/server/api.ts'
import { CHROMIUM } from '../test/support/chromium.ts'
import { type Client, setUpOwner } from '../test/support/client.ts'
import { post } from '../test/support/jetstream-posts.ts'
import { startJetstream } from '../test/support/jetstream-server.ts'
import { startProgram } from '../test/support/program.ts'
import { benchDatabase, percentile, report } from './support.ts'

const ARRIVALS = 100
const WARM_UP = 5
/** Milliseconds between two arrivals, uneven so that they fall anywhere in whatever has a rhythm. */
const pause = (i: number) => 400 + ((i * 379) % 900)

const jetstream = await startJetstream()
const database = await benchDatabase()
const program = await startProgram({
  databaseUrl: database.url,
  env: { VEILLEE_LIMITS: 'no', VEILLEE_ALLOW_HOSTS: new URL(jetstream.url).host },
})
const client = await setUpOwner(program)
const shop = await client.call<ChannelAccount>('POST', '/accounts', {
  channel: 'webhook',
  name: 'Boutique',
  config: {},
})
await client.call('POST', '/accounts', {
  channel: 'bluesky',
  name: 'Bluesky',
  config: { urls: [jetstream.url] },
  force: true,
})
const browser = await chromium.launch(CHROMIUM)

function deliver(text: string): Promise<unknown> {
  const body = JSON.stringify({ id: text, author: 'Ana', text })
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', shop.secret ?? '')
    .update(`${time}.${body}`)
    .digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  return fetch(shop.hookUrl ?? '', { method: 'POST', headers, body })
}

async function openInbox({ cookie }: Client): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const cut = pair.indexOf('=')
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: program.url }
    }),
  )
  const page = await context.newPage()
  await page.goto(`${program.url}/inbox?view=recent`)
  await page.locator('h1').first().waitFor()
  return page
}

/** Milliseconds from the writing of the bytes to the frame in which the row stands; one clock, for one machine. */
async function arrival(page: Page, text: string, send: (text: string) => unknown): Promise<number> {
  const shown = page.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const there = [...document.querySelectorAll('li')].some((row) => row.textContent?.includes(words))
          if (there) resolve(performance.timeOrigin + performance.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
    text,
  )
  // The page is looking before anything is sent.
  await page.evaluate(() => undefined)
  const sent = performance.timeOrigin + performance.now()
  await send(text)
  return (await shown) - sent
}

async function measure(name: string, send: (text: string) => unknown): Promise<void> {
  const page = await openInbox(client)
  const took: number[] = []
  for (let i = -WARM_UP; i < ARRIVALS; i++) {
    const one = await arrival(page, `Lumignon ${name} ${i + WARM_UP}.`, send)
    if (i >= 0) took.push(one)
    await page.waitForTimeout(pause(i + WARM_UP))
  }
  await page.context().close()
  report('live', {
    inputs: `${ARRIVALS} arrivals by ${name}, the newest conversations open at their top, embedded PostgreSQL, Chromium`,
    'p50, ms': percentile(took, 0.5),
    'p95, ms': percentile(took, 0.95),
    'slowest, ms': Math.max(...took),
    'target p95, ms': 300,
  })
}

await measure('webhook', deliver)
await measure('Jetstream', (text) => jetstream.say(post(text)))
await browser.close()
await program.stop()
await jetstream.close()
await database.close()
