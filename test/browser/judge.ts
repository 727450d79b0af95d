import { mkdir } from 'node:fs/promises'
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { axeFaults, shapeOf } from './axe.ts'
import { harsh } from './harsh.ts'
import { drawn, FIRST_SIZE, type Look, THEMES, type Theme, type View } from './look.ts'
import { overflow } from './overflow.ts'
import { untranslated } from './untranslated.ts'

const WIDTHS = [360, 1024, 1920] as const
const HEIGHTS: Record<(typeof WIDTHS)[number], number> = { 360: 740, 1024: 768, 1920: 1080 }
/** Where a page is turned from theme to theme. */
const TURNED = 1024
const SCREENS = new URL('../../.cache/screens/', import.meta.url)
/** A picture of each look; without it, of those with faults alone. */
const ALL_PICTURES = Boolean(process.env.VEILLEE_TEST_PICTURES)
/** Milliseconds for one view in one theme, all widths: what hangs must say which page it was, not end the whole run. */
const PATIENCE = 120_000

/** What is wrong with a page, in sentences; nothing when all is well. */
export type Faults = string[]

/** Opens a view in a page of its own, and judges it as `judgeIn` does. */
export async function judge(context: BrowserContext, view: View, look: Look, state: string): Promise<Faults> {
  const page = await context.newPage()
  try {
    return await judgeIn(page, view, look, state)
  } finally {
    await page.close()
  }
}

/**
 * Opens a view in the look's own theme and judges it at every width, in both themes at the middle one. The page may
 * have shown others before; it is closed where the view does not come up.
 * @param state names its pictures: empty or full
 */
export async function judgeIn(page: Page, view: View, look: Look, state: string): Promise<Faults> {
  const faults: Faults = []
  const at = { step: 'opening' }
  let cut = false
  const timer = setTimeout(() => {
    cut = true
    void page.close()
  }, PATIENCE * THEMES.length)
  const said = (message: ConsoleMessage) => {
    if (message.type() !== 'error' || view.refused?.test(message.text())) return
    faults.push(`says in the console: ${message.text()}`)
  }
  const thrown = (error: Error) => faults.push(`throws: ${error.message}`)
  try {
    await fresh(page, look)
    page.on('console', said).on('pageerror', thrown)
    await page.goto(view.path)
    await page.locator(view.ready).first().waitFor()
    at.step = 'acting'
    await view.act?.(page)
    for await (const fault of everyLook(page, look, `${view.name}-${state}-${look.locale}`, at))
      faults.push(fault)
  } catch (error) {
    const why = cut
      ? `not over after ${(PATIENCE * THEMES.length) / 1000} s`
      : error instanceof Error
        ? error.message
        : error
    faults.push(`did not come up, ${at.step}: ${why}`)
    // It may still be at work, or have died: the next view is shown by another.
    await page.close()
  } finally {
    clearTimeout(timer)
    page.off('console', said).off('pageerror', thrown)
  }
  return [...new Set(faults)]
}

/**
 * As a page that has shown nothing: what the last view kept for itself, and still asks for, goes with it. A document of
 * the same origin keeps the process that knows the program; an empty one would have the browser start another.
 */
async function fresh(page: Page, look: Look): Promise<void> {
  if (page.url() !== 'about:blank') {
    await page.goto('/favicon.svg')
    await page.evaluate(() => sessionStorage.clear())
  }
  await page.mouse.move(0, 0)
  await page.setViewportSize(FIRST_SIZE)
  await page.emulateMedia({ colorScheme: look.theme })
}

/**
 * The narrow width in the theme it was opened in, the middle one in both, the wide one in the other. With a look that
 * begins in the other theme, which each page has in the other language, this shows every width in both themes, every
 * language at every width and in both themes: all that two of them can do together. Nothing a page does hangs on three.
 */
async function* everyLook(
  page: Page,
  look: Look,
  name: string,
  at: { step: string },
): AsyncGenerator<string> {
  let theme = look.theme
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHTS[width] })
    let judged: string | undefined
    for (const turn of width === TURNED ? THEMES.keys() : [0]) {
      if (turn > 0) theme = theme === 'light' ? 'dark' : 'light'
      const where = `${theme}, ${width} px`
      at.step = `settling in ${where}`
      await page.emulateMedia({ colorScheme: theme })
      await settled(page, theme)
      at.step = `judging in ${where}`
      const shape = width === TURNED ? await shapeOf(page) : undefined
      const axe = await axeFaults(page, turn > 0 && shape === judged ? 'colours' : 'all')
      judged = shape
      const found = [...axe, ...(await overflow(page)), ...(await untranslated(page)), ...(await harsh(page))]
      if (ALL_PICTURES || found.length > 0) await picture(page, `${name}-${theme}-${width}.png`)
      for (const fault of found) yield `in ${where} ${fault}`
    }
  }
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(SCREENS, { recursive: true })
  await page.screenshot({ path: new URL(name, SCREENS).pathname })
}

/**
 * Fonts there, skeletons gone, in the theme asked for, nothing moving but what moves without end.
 * Asked again and again: the promise of an animation whose element goes away may never be kept, and a page
 * behind another may be given no frame. What moves towards an end is taken there: a theme that turns sets
 * thousands of colours in motion.
 */
async function settled(page: Page, theme: Theme): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const moving = document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
        )
      for (const motion of moving) motion.finish()
      return (
        document.fonts.status === 'loaded' &&
        document.querySelector('[aria-busy="true"], [class*="mantine-Skeleton-root"]') === null &&
        (document.documentElement.dataset.mantineColorScheme ?? wanted) === wanted &&
        moving.length === 0
      )
    },
    theme,
    { polling: 50, timeout: PATIENCE },
  )
  await drawn(page)
}
