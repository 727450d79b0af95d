import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { openContext } from './look.ts'

/** What the first page of a door needs is asked for at once: nothing waits for a file to name the next. */
let program: RunningProgram
let client: Client
let browser: Browser
before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  browser = await chromium.launch(CHROMIUM)
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

async function newPage(cookie: string, locale: 'fr' | 'en'): Promise<Page> {
  const context = await openContext(browser, { baseUrl: program.url, cookie, locale, theme: 'light' })
  return context.newPage()
}

interface Door {
  path: string
  ready: string
  locale: 'fr' | 'en'
  cookie?: string
  data: string[]
  first?: true
}

/** Bytes of scripts, gzip, of a page that people open first. */
const MOST = 250_000

interface Asked {
  /** Of the program, that the open page has. */
  files: string[]
  /** Of these, what the page's own head did not ask for. */
  late: string[]
  /** Addresses of the API. */
  data: string[]
  /** Bytes of scripts, gzip, that the head asks for. */
  scripts: number
}

async function askedBy(page: Page, door: Door): Promise<Asked> {
  const data: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) data.push(pathname)
  })
  await page.goto(door.path)
  await page.locator(door.ready).first().waitFor()
  const { files, named } = await page.evaluate(() => ({
    files: performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    named: document.querySelector<HTMLElement>('script[data-first]')?.dataset.first ?? '{}',
  }))
  const html = await (await page.request.get(door.path)).text()
  const head = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path)
  const { fonts, doors } = JSON.parse(named)
  const own = doors[door.path.split('/')[1] ?? '']
  const ahead = new Set([...head, ...[...fonts, ...own.files, ...own[door.locale]].map((one) => `/${one}`)])
  const built = files.filter((file) => /^\/assets\/.*\.(js|css)$/.test(file))
  const sizes = [...ahead]
    .filter((file) => file?.endsWith('.js'))
    .map(async (file) => gzipSync(await (await page.request.get(file ?? '')).body()).length)
  const scripts = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  return { files: built, late: built.filter((file) => !ahead.has(file)), data, scripts }
}

for (const door of [
  { path: '/day', ready: '#main h2', locale: 'fr', data: ['/api/v1/me', '/api/v1/day'], first: true },
  { path: '/inbox', ready: '.empty-state', locale: 'en', data: ['/api/v1/me'] },
  { path: '/watch', ready: '#main ul li h2', locale: 'fr', data: ['/api/v1/me'] },
  { path: '/settings', ready: '#main ul a', locale: 'en', data: ['/api/v1/me'] },
  { path: '/sign-in', ready: 'form', locale: 'fr', cookie: '', data: [], first: true },
] satisfies Door[] as Door[]) {
  test(`${door.path} in ${door.locale}`, async () => {
    const page = await newPage(door.cookie ?? client.cookie, door.locale)
    const { files, late, data, scripts } = await askedBy(page, door)
    if (door.first) assert.ok(scripts < MOST, `${scripts} bytes of scripts`)
    assert.ok(files.length > 5, `only ${files.length} files were seen`)
    assert.deepEqual(late, [])
    for (const address of door.data) {
      assert.equal(data.filter((one) => one === address).length, 1, `${address} among ${data.join(' ')}`)
    }
    await page.context().close()
  })
}

test('a key is answered with what is there already', async () => {
  const page = await newPage(client.cookie, 'en')
  await page.goto('/day')
  await page.locator('#main h2').first().waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  assert.deepEqual(
    asked.filter((one) => one.includes('/assets/')),
    [],
  )
  await page.context().close()
})

test('answers asked for too early, before the sign-in, are not shown after it', async () => {
  const page = await newPage('', 'en')
  await page.goto('/day')
  await page.waitForURL('**/sign-in?next=*')
  await page.getByLabel('E-mail address').fill('lea@example.org')
  await page.getByLabel('Password', { exact: true }).fill('une longue phrase de passe')
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
  await page.waitForURL('**/day')
  await page.locator('#main h2').first().waitFor()
  await page.context().close()
})
