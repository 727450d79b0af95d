import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { FIRST } from './first.ts'

const web = new URL('../', import.meta.url)

interface Loaded {
  words: string[]
  page: string
}

/** What each door's route loads: its words, and the module of its page. */
function routes(): Map<string, Loaded> {
  const folder = new URL('routes/', import.meta.url)
  const source = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n')
  const found = new Map<string, Loaded>()
  for (const [, body = ''] of source.matchAll(/createRoute\(\{(.*?)\n\}\)/gs)) {
    const door = /path: '\/([a-z-]+)/.exec(body)?.[1]
    const words = /words\(([^)]+)\)/.exec(body)?.[1]
    const page = /import\('\.\.\/\.\.\/([^']+)'\)/.exec(body)?.[1] ?? ''
    if (door && words && !found.has(door)) found.set(door, { words: words.match(/[a-z-]+/g) ?? [], page })
  }
  return found
}

test('what a door’s route loads is asked for ahead, and nothing else of words', () => {
  const loaded = routes()
  assert.ok(loaded.size >= 8)
  for (const [door, first] of Object.entries(FIRST)) {
    const { words = [], page = '' } = loaded.get(door) ?? {}
    assert.deepEqual(first.words, ['common', ...words], door)
    assert.ok(page === '' || first.pages.includes(page), `${door} without ${page}`)
  }
})

test('everything named is there', () => {
  for (const { pages, words } of Object.values(FIRST)) {
    const files = words.flatMap((name) => [`locales/fr/${name}.json`, `locales/en/${name}.json`])
    for (const file of [...pages, ...files]) assert.ok(existsSync(new URL(file, web)), file)
  }
})

interface Browser {
  languages: string[]
  kept?: Record<string, string>
  dark?: boolean
  path?: string
  /** `data-first` of the page; none during development. */
  first?: unknown
}

/** What `public/first.js` leaves in a page that is opened in this browser. */
function opened({ languages, kept = {}, dark = false, path = '/', first }: Browser) {
  const attributes: Record<string, string> = {}
  const links: Record<string, string>[] = []
  const asked: { address: string; language: string }[] = []
  const root = { lang: '', setAttribute: (name: string, value: string) => (attributes[name] = value) }
  const window: { veilleeAsked?: Record<string, Promise<unknown>> } = {}
  runInNewContext(readFileSync(new URL('public/first.js', web), 'utf8'), {
    window,
    document: {
      documentElement: root,
      currentScript: { dataset: first === undefined ? {} : { first: JSON.stringify(first) } },
      createElement: () => ({}),
      head: { append: (link: Record<string, string>) => links.push(link) },
    },
    localStorage: { getItem: (key: string) => kept[key] ?? null },
    matchMedia: () => ({ matches: dark }),
    navigator: { languages, language: languages[0] },
    location: { pathname: path },
    fetch: (address: string, { headers }: { headers: Record<string, string> }) => {
      asked.push({ address, language: headers['accept-language'] ?? '' })
      return Promise.resolve(address)
    },
  })
  const files = links.map(({ rel, as, href }) => `${rel} ${as} ${href}`)
  return {
    lang: root.lang,
    theme: attributes['data-mantine-color-scheme'],
    files,
    asked,
    answers: window.veilleeAsked,
  }
}

test('the language is the one chosen, else the first of the browser’s that there is, else English', () => {
  const lang = (languages: string[], chosen?: string) =>
    opened({ languages, kept: chosen ? { 'veillee.locale': chosen } : {} }).lang
  assert.equal(lang(['de-DE', 'fr-CA', 'en']), 'fr')
  assert.equal(lang(['de', 'EN-gb', 'fr']), 'en')
  assert.equal(lang(['frr', 'enm']), 'en')
  assert.equal(lang(['pt-BR']), 'en')
  assert.equal(lang([]), 'en')
  assert.equal(lang(['fr'], 'en'), 'en')
  assert.equal(lang(['fr'], 'klingon'), 'fr')
})

test('the theme is the one chosen, else the device’s', () => {
  const theme = (dark: boolean, chosen?: string) =>
    opened({ languages: ['fr'], dark, kept: chosen ? { 'veillee.theme': chosen } : {} }).theme
  assert.deepEqual([theme(true), theme(false)], ['dark', 'light'])
  assert.deepEqual(
    [theme(true, 'light'), theme(false, 'dark'), theme(true, 'auto')],
    ['light', 'dark', 'dark'],
  )
})

const PAGE = {
  fonts: ['assets/f.woff2'],
  doors: {
    day: {
      files: ['assets/day.js', 'assets/day.css'],
      fr: ['assets/fr.js'],
      en: ['assets/en.js'],
      data: ['/api/v1/day'],
    },
    'sign-in': { files: ['assets/in.js'], fr: [], en: [], data: [] },
  },
}

test('the files, the words and the data of the door in the address are asked for', async () => {
  for (const path of ['/', '/day', '/day/']) {
    const { files, asked, answers } = opened({ languages: ['fr'], path, first: PAGE })
    assert.deepEqual(files, [
      'modulepreload  /assets/day.js',
      'preload style /assets/day.css',
      'modulepreload  /assets/fr.js',
      'preload font /assets/f.woff2',
    ])
    assert.deepEqual(asked, [{ address: '/api/v1/day', language: 'fr' }])
    assert.equal(await answers?.['/api/v1/day'], '/api/v1/day')
  }
})

test('before the sign-in nothing is asked of the API, and an address of no door asks for nothing', () => {
  const front = opened({ languages: ['en'], path: '/sign-in', first: PAGE })
  assert.deepEqual([front.asked, front.files[0]], [[], 'modulepreload  /assets/in.js'])
  assert.deepEqual(opened({ languages: ['en'], path: '/nowhere', first: PAGE }).files, [])
  assert.deepEqual(opened({ languages: ['en'], path: '/day' }).files, [])
})
