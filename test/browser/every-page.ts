import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser } from 'playwright-core'
import { judgeIn } from './judge.ts'
import { LOCALES, type Look, openContext, THEMES, type View } from './look.ts'

/** Pages wait more than they work. */
const AT_ONCE = 3

/**
 * A test a language: each page judged at every width and in both themes. One language opens its pages in light and then
 * turns them dark, the other the other way round, so that each page is seen to begin and to turn in each theme, and
 * every width is seen in both.
 */
export function everyPage(
  state: string,
  ready: () => { browser: Browser; baseUrl: string; cookie: string; views: View[] },
): void {
  for (const [at, locale] of LOCALES.entries()) {
    test(`${state}, ${locale}`, async () => {
      const { browser, baseUrl, cookie, views } = ready()
      await judgeAll(browser, { baseUrl, cookie, locale, theme: THEMES[at] ?? 'light' }, views, state)
    })
  }
}

async function judgeAll(browser: Browser, look: Look, views: View[], state: string): Promise<void> {
  const context = await openContext(browser, look)
  const faults: string[] = []
  const waiting = [...views]
  async function work(): Promise<void> {
    // One after the other in the same window, as a person’s: a program already known is opened in half the time.
    let page = await context.newPage()
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      const { name } = view
      if (page.isClosed()) page = await context.newPage()
      faults.push(...(await judgeIn(page, view, look, state)).map((fault) => `${name}: ${fault}`))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await context.close()
  // The faults themselves, each whole: a comparison of texts would cut them.
  if (faults.length > 0) assert.fail(faults.join('\n'))
}
