import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { judgeIn } from './judge.ts'
import { FIRST_SIZE, openContext, type View } from './look.ts'

const LOOK = { baseUrl: 'http://localhost:9', cookie: '', locale: 'en', theme: 'dark' } as const
const PAGE = `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
  <style>:root { color-scheme: light dark }</style></head><body><main id="main"><h1>A page</h1><div>Words</div></main></body></html>`

let browser: Browser
before(async () => {
  browser = await chromium.launch(CHROMIUM)
})
after(() => browser?.close())

async function openWindow(): Promise<Page> {
  const context = await openContext(browser, LOOK)
  await context.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }))
  return context.newPage()
}

function viewOf(act: (page: Page) => Promise<void>): View {
  return { name: 'tried', path: '/', ready: 'h1', act }
}

test('a view finds the window as the first one did, whatever the last one did to it', async () => {
  const page = await openWindow()
  const seen: unknown[] = []
  const view = viewOf(async () => {
    seen.push(
      await page.evaluate(() => [
        [innerWidth, innerHeight],
        matchMedia('(prefers-color-scheme: dark)').matches,
        sessionStorage.getItem('kept'),
      ]),
    )
    await page.evaluate(() => sessionStorage.setItem('kept', 'by the last view'))
  })
  for (let turn = 0; turn < 2; turn++) assert.deepEqual(await judgeIn(page, view, LOOK, 'window'), [])
  const begun = [[FIRST_SIZE.width, FIRST_SIZE.height], true, null]
  assert.deepEqual(seen, [begun, begun])
  await page.context().close()
})

test('what one view says is not told of the next', async () => {
  const page = await openWindow()
  const says = viewOf(() => page.evaluate(() => console.error('one is wrong')))
  // Said as it is left, and by what it left to be done.
  const late = viewOf(() =>
    page.evaluate(() => {
      addEventListener('pagehide', () => console.error('one is wrong'))
      setInterval(() => console.error('one is wrong'), 1)
    }),
  )
  for (const view of [says, late]) {
    assert.match((await judgeIn(page, view, LOOK, 'window')).join(), /one is wrong/)
    assert.deepEqual(
      await judgeIn(
        page,
        viewOf(async () => {}),
        LOOK,
        'window',
      ),
      [],
    )
  }
  await page.context().close()
})

test('a window whose view does not come up is closed', async () => {
  const page = await openWindow()
  const falls = viewOf(() => Promise.reject(new Error('it fell')))
  assert.match((await judgeIn(page, falls, LOOK, 'window')).join(), /did not come up, acting: it fell/)
  assert.ok(page.isClosed())
  await page.context().close()
})
