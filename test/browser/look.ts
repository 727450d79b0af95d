import type { Browser, BrowserContext, Page } from 'playwright-core'

export const LOCALES = ['fr', 'en'] as const
export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Of a window, in CSS pixels, until a test gives it another. */
export const FIRST_SIZE = { width: 1024, height: 768 }

export interface Look {
  baseUrl: string
  /** The session, as `name=value; name=value`; none for pages before the sign-in. */
  cookie: string
  locale: (typeof LOCALES)[number]
  theme: Theme
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

export async function openContext(browser: Browser, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: look.baseUrl,
    locale: look.locale === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    viewport: FIRST_SIZE,
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

/** What the page was told is on screen: two frames later, or half a second where it is given none. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.race([
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      new Promise((done) => setTimeout(done, 500)),
    ]),
  )
}
