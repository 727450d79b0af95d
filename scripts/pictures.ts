// Takes the README's pictures from the demonstration: npm run pictures
import { mkdir } from 'node:fs/promises'
import { chromium, type Page } from 'playwright-core'
import { openContext } from '../test/browser/look.ts'
import { CHROMIUM } from '../test/support/chromium.ts'
import { signIn } from '../test/support/client.ts'
import { startProgram } from '../test/support/program.ts'

const FOLDER = new URL('../docs/pictures/', import.meta.url)
const SIZE = { width: 1440, height: 900 }

interface Picture {
  name: string
  path: string
  locale: 'fr' | 'en'
  theme: 'light' | 'dark'
  act?: (page: Page) => Promise<void>
}

async function firstConversation(page: Page): Promise<void> {
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(1500)
}

async function firstAlert(page: Page): Promise<void> {
  await page.locator('main a[href^="/watch/"]').filter({ hasText: 'Lumerelle' }).first().click()
  await page.waitForTimeout(2500)
}

const PICTURES: Picture[] = [
  { name: 'journee', path: '/day', locale: 'fr', theme: 'light' },
  { name: 'boite', path: '/inbox', locale: 'fr', theme: 'light', act: firstConversation },
  { name: 'veille', path: '/watch', locale: 'fr', theme: 'dark', act: firstAlert },
  { name: 'inbox', path: '/inbox', locale: 'en', theme: 'dark', act: firstConversation },
  { name: 'watch', path: '/watch', locale: 'en', theme: 'light', act: firstAlert },
]

const program = await startProgram({ demo: true })
const { email, password } = program.demo ?? { email: '', password: '' }
const client = await signIn(program.url, email, password)
const browser = await chromium.launch(CHROMIUM)
await mkdir(FOLDER, { recursive: true })
for (const { name, path, locale, theme, act } of PICTURES) {
  const context = await openContext(browser, { baseUrl: program.url, cookie: client.cookie, locale, theme })
  const page = await context.newPage()
  await page.setViewportSize(SIZE)
  await page.goto(path)
  await page.locator('h1').first().waitFor()
  await page.waitForTimeout(1500)
  await act?.(page)
  await page.screenshot({ path: new URL(`${name}.png`, FOLDER).pathname })
  await context.close()
}
await browser.close()
await program.stop()
