import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { untranslated } from './untranslated.ts'

export const LOCALES = ['fr', 'en'] as const
export const THEMES = ['light', 'dark'] as const
export const WIDTHS = [360, 1024, 1920] as const
const HEIGHTS: Record<(typeof WIDTHS)[number], number> = { 360: 740, 1024: 768, 1920: 1080 }
const SCREENS = new URL('../../.cache/screens/', import.meta.url)

export interface Look {
  baseUrl: string
  /** The session, as `name=value; name=value`; none for pages before the sign-in. */
  cookie: string
  locale: (typeof LOCALES)[number]
  theme: (typeof THEMES)[number]
}

export interface View {
  name: string
  path: string
  /** What must be on screen before the page is judged. */
  ready: string
  /** What the browser says of an answer that this view is there to show. */
  refused?: RegExp
  /** What to do once it is there: open a dialog, type a query. */
  act?: (page: Page) => Promise<void>
}

/** What is wrong with a page, in sentences; nothing when all is well. */
export type Faults = string[]

let axe: Promise<string> | undefined

function axeSource(): Promise<string> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return axe
}

export async function openContext(browser: Browser, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: look.baseUrl,
    locale: look.locale === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    viewport: { width: 1024, height: 768 },
  })
  const cookies = look.cookie.split('; ').filter(Boolean)
  await context.addCookies(
    cookies.map((line) => {
      const at = line.indexOf('=')
      return { name: line.slice(0, at), value: line.slice(at + 1), url: look.baseUrl }
    }),
  )
  // A person's own language comes before the browser's.
  if (look.cookie) {
    const change = { data: { locale: look.locale }, headers: { origin: look.baseUrl } }
    const answer = await context.request.patch('/api/v1/me', change)
    if (!answer.ok()) throw new Error(`the language was refused: ${await answer.text()}`)
  }
  return context
}

/** Milliseconds for one view, all widths: what hangs must say which page it was, not end the whole run. */
const PATIENCE = 120_000

/** Opens a view and judges it at every width. `state` names the picture: empty or full. */
export async function judge(context: BrowserContext, view: View, look: Look, state: string): Promise<Faults> {
  const page = await context.newPage()
  const faults: Faults = []
  let step = 'opening'
  let cut = false
  const timer = setTimeout(() => {
    cut = true
    void page.close()
  }, PATIENCE)
  page.on('console', (message) => {
    if (message.type() !== 'error' || view.refused?.test(message.text())) return
    faults.push(`says in the console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`throws: ${error.message}`))
  try {
    await page.goto(view.path)
    await page.locator(view.ready).first().waitFor()
    step = 'acting'
    await view.act?.(page)
    await mkdir(SCREENS, { recursive: true })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] })
      step = `settling at ${width} px`
      await settled(page)
      step = `judging at ${width} px`
      const name = `${view.name}-${state}-${look.locale}-${look.theme}-${width}.png`
      await page.screenshot({ path: new URL(name, SCREENS).pathname })
      const found = [...(await axeFaults(page)), ...(await overflow(page)), ...(await untranslated(page))]
      faults.push(...found.map((fault) => `at ${width} px ${fault}`))
    }
  } catch (error) {
    const why = cut ? `nothing for ${PATIENCE / 1000} s` : error instanceof Error ? error.message : error
    faults.push(`did not come up, ${step}: ${why}`)
  } finally {
    clearTimeout(timer)
    await page.close()
  }
  return [...new Set(faults)]
}

/**
 * Fonts there, skeletons gone, nothing moving but what moves without end.
 * Asked again and again: the promise of an animation whose element goes away may never be kept, and a page
 * behind another may be given no frame.
 */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      document.querySelector('[aria-busy="true"], [class*="mantine-Skeleton-root"]') === null &&
      document
        .getAnimations()
        .every(
          ({ effect, playState }) =>
            playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
        ),
    undefined,
    { polling: 50, timeout: PATIENCE },
  )
  await drawn(page)
}

/** What the page was told is on screen: two frames later, or half a second where it is given none. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.race([
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      new Promise((done) => setTimeout(done, 500)),
    ]),
  )
}

async function axeFaults(page: Page): Promise<Faults> {
  await page.evaluate(await axeSource())
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap((violation) =>
      violation.nodes.slice(0, 3).map((node) => {
        const why = node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? violation.help
        return `axe ${violation.id}: ${node.target.join(' ')}: ${why}`
      }),
    )
  })
}

/** Nothing may make the page itself scroll sideways, and nothing that is not meant to be cut may stick out. */
async function overflow(page: Page): Promise<Faults> {
  return await page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    const found: string[] = []
    if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways')
    const scrolls = (node: Element | null): boolean =>
      node !== null &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement))
    const content = document.querySelector('#main > :last-child')
    if (content && content.scrollWidth > content.clientWidth + 1) {
      const culprit = [...content.querySelectorAll('*')].find(
        (node) =>
          node.getBoundingClientRect().right > content.getBoundingClientRect().right + 1 &&
          !scrolls(node.parentElement === content ? null : node.parentElement),
      )
      found.push(
        `the content scrolls sideways${culprit ? ` because of ${culprit.tagName}.${culprit.className}` : ''}`,
      )
    }
    return found
  })
}
