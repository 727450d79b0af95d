import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { connect, inTransaction } from '../../lib/db/index.ts'
import { append } from '../../src/activity/index.ts'
import type { Alert } from '../../src/server/api.ts'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { entry, note } from '../support/entries.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { drawn, openContext } from './look.ts'

/** A stream of many posts: as many stand in the page as are in sight or near it, whatever its width. */
const POSTS = 500
/** Rows in sight on the tallest of these windows, those ahead and those that are measured meanwhile. */
const MOST_ROWS = 40
let program: RunningProgram
let browser: Browser
let client: Client
let alert: string

before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
  const made = await client.call<Alert>('POST', '/alerts', { name: 'Lumignon', query: 'lumignon' })
  alert = made.id
  const now = Date.now()
  const entries = Array.from({ length: POSTS }, (_, n) => {
    const at = new Date(now - (n + 1) * 60_000).toISOString()
    const words = `Lumignon ${n} ${'toujours rien de neuf '.repeat(n % 9)}`
    return entry(note(`post-${n}`, words, { at }), { alerts: [alert] })
  })
  const { db, close } = connect(program.databaseUrl)
  const batch = { workspaceId: client.workspaceId, channel: 'webhook', accountId: null, entries }
  await inTransaction(db, (tx) => append(tx, { ...batch, received: new Date(now) }))
  await close()
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

const rows = (page: Page) => page.locator('#main article[data-post]')
const current = (page: Page) => page.locator('#main [data-current] article').getAttribute('data-post')

/** Which of the posts stand in the page, the newest being the first. */
async function numbers(page: Page): Promise<number[]> {
  const words = await rows(page).locator('.post-text').allTextContents()
  return words.map((text) => Number(/Lumignon (\d+)/.exec(text)?.[1]))
}

/** Down by so many windows, as far as it goes. */
async function scroll(page: Page, windows: number): Promise<void> {
  await page.evaluate((by) => {
    const scroller = document.querySelector('#main > :last-child')
    if (scroller) scroller.scrollTop += scroller.clientHeight * by
  }, windows)
}

for (const [width, height] of [
  [360, 740],
  [1280, 900],
] as const)
  test(`at ${width} px ${POSTS} posts are all read, few of them in the page at a time`, async () => {
    const person = { baseUrl: program.url, cookie: client.cookie, locale: 'fr', theme: 'light' } as const
    const context = await openContext(browser, person)
    const page = await context.newPage()
    await page.setViewportSize({ width, height })
    await page.goto(`/watch/${alert}`)
    await rows(page).first().waitFor()
    await drawn(page)
    const seen = new Set<number>()
    let most = 0
    async function look() {
      await drawn(page)
      const there = await numbers(page)
      for (const n of there) seen.add(n)
      most = Math.max(most, there.length)
    }
    await look()
    for (let n = 0; n < 12; n++) {
      await scroll(page, 0.8)
      await look()
    }
    const read = Math.max(...seen)
    assert.ok(read > 20, `only ${read} were read`)
    assert.deepEqual(
      [...seen].sort((a, b) => a - b),
      Array.from({ length: read + 1 }, (_, n) => n),
      'none is left out',
    )
    // Pages of posts come as their end is neared.
    for (let n = 0; n < 200 && !seen.has(POSTS - 1); n++) {
      await scroll(page, 1000)
      await look()
    }
    assert.ok(seen.has(POSTS - 1), 'the last is read')
    assert.ok(most <= MOST_ROWS, `${most} rows`)
    // By the keyboard, from one end of what is in sight: each step is one post, and is shown.
    await page.keyboard.press('j')
    const first = await current(page)
    for (let n = 0; n < 25; n++) await page.keyboard.press('j')
    const later = await current(page)
    assert.notEqual(first, later)
    await page.locator(`article[data-post="${later}"]`).waitFor()
    assert.ok((await rows(page).count()) <= MOST_ROWS)
    // A window that turns keeps what is read in it.
    const place = () => page.evaluate(() => document.querySelector('#main > :last-child')?.scrollTop ?? 0)
    const before = await place()
    await page.setViewportSize({ width: width + 40, height })
    await drawn(page)
    assert.ok(Math.abs((await place()) - before) < height * 2)
    await context.close()
  })
