import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM } from '../support/chromium.ts'
import { HARSH_WORDS } from './harsh.ts'
import { judge } from './judge.ts'
import { openContext, THEMES } from './look.ts'

let browser: Browser
before(async () => {
  browser = await chromium.launch(CHROMIUM)
})
after(() => browser?.close())

/** What is said of a page whose body is `body`, opened in `theme`. */
async function faultsOf(body: string, style: string, theme: (typeof THEMES)[number]): Promise<string[]> {
  const look = { baseUrl: 'http://localhost:9', cookie: '', locale: 'en', theme } as const
  const context = await openContext(browser, look)
  const page = `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
    <style>body { color: #111; background: #fff } ${style}</style></head>
    <body><main id="main"><h1>A page</h1><div>${body}</div></main></body></html>`
  await context.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: page }))
  const faults = await judge(context, { name: 'tried', path: '/', ready: 'h1' }, look, 'judge')
  await context.close()
  return faults
}

const dark = (style: string) => `@media (prefers-color-scheme: dark) { ${style} }`
const wide = (style: string) => `@media (min-width: 1500px) { ${style} }`
const FAULTS: Record<string, { body: string; style: string; said: RegExp; where: RegExp }> = {
  'a colour that is weak in one theme only': {
    body: '<p>Words</p>',
    style: dark('p { color: #ddd }'),
    said: /axe color-contrast/,
    where: /^in dark/,
  },
  'a name that one theme hides': {
    body: '<button type="button"><span>Go on</span></button>',
    style: dark('span { display: none }'),
    said: /axe button-name/,
    where: /^in dark/,
  },
  'a name that one theme hides where it stands': {
    body: '<button type="button"><span>Go on</span></button>',
    style: dark('span { visibility: hidden }'),
    said: /axe button-name/,
    where: /^in dark/,
  },
  'what is too wide on small screens': {
    body: '<p style="width: 500px">Words</p>',
    style: '',
    said: /scrolls sideways/,
    where: /360 px/,
  },
  'what is wrong on wide screens alone': {
    body: '<button type="button"><span>Go on</span></button>',
    style: wide('span { display: none }'),
    said: /axe button-name/,
    where: /1920 px/,
  },
  'harsh words that nobody asked for': {
    body: `<p>${HARSH_WORDS[0]}</p>`,
    style: '',
    said: /shows “/,
    where: /^in/,
  },
  'harsh words in a name': {
    body: `<p title="${HARSH_WORDS[0]}">Words</p>`,
    style: '',
    said: /shows “/,
    where: /^in/,
  },
  'a key without words': { body: '<p>common:table_of.x</p>', style: '', said: /shows the key/, where: /^in/ },
}

for (const [what, { body, style, said, where }] of Object.entries(FAULTS)) {
  for (const theme of THEMES) {
    test(`${what} is told of a page opened in ${theme}, where it is and nowhere else`, async () => {
      const faults = await faultsOf(body, style, theme)
      assert.ok(faults.length > 0)
      for (const fault of faults) {
        assert.match(fault, said)
        assert.match(fault, where)
      }
    })
  }
}

test('a fault of one width in one theme is told of one of the two openings, whichever it is', async () => {
  for (const theme of THEMES) {
    for (const width of [360, 1024, 1920]) {
      const weak = `@media (prefers-color-scheme: ${theme}) and (width: ${width}px) { p { color: #999; background: #bbb } }`
      const told = await Promise.all(THEMES.map((opened) => faultsOf('<p>Words</p>', weak, opened)))
      assert.match(told.flat().join('\n'), new RegExp(`^in ${theme}, ${width} px axe color-contrast`), weak)
    }
  }
})

test('a page without faults is told nothing of', async () => {
  for (const theme of THEMES) assert.deepEqual(await faultsOf('<p>Words</p>', '', theme), [])
})
