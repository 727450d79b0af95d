import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { SiteItem, SiteLook } from '../src/server/api.ts'
import { openDoor } from '../src/web/widget/door.ts'
import { secret, Talk } from '../src/web/widget/talk.ts'
import { widgetBuild } from '../vite.config.ts'
import { eventually } from './support/eventually.ts'
import { ORIGIN, type TestSite, testSite } from './support/site.ts'

const FOLDER = new URL('../src/web/widget/', import.meta.url)
const sources = readdirSync(FOLDER)
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.server.close())

describe('the program that other people’s pages carry', () => {
  it('is one file under 15,000 bytes compressed, which asks nobody else for anything', async () => {
    const made = await widgetBuild('dist/widget-of-a-test', false)
    const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) =>
      'output' in one ? one.output : [],
    )
    assert.deepEqual(
      outputs.map((one) => one.fileName),
      ['widget.js'],
    )
    const [file] = outputs
    const code = file?.type === 'chunk' ? file.code : assert.fail()
    const bytes = gzipSync(code, { level: 9 }).byteLength
    assert.ok(bytes < 15_000, `${bytes} bytes`)
    assert.deepEqual(
      [...code.matchAll(/https?:\/\/[^"'`\s]+/g)].map(([url]) => url),
      ['http://www.w3.org/2000/svg'],
    )
    assert.doesNotMatch(
      code,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|cookie|sessionStorage|indexedDB/,
    )
  })

  it('says nothing for which the server has no words, in either language', async () => {
    const used = new Set(
      sources.flatMap((text) => [...text.matchAll(/words\.(\w+)/g)].map(([, key]) => key ?? '')),
    )
    for (const lang of ['fr', 'en']) {
      const { words } = await site.tell<SiteLook>(`?lang=${lang}`, undefined)
      assert.deepEqual(
        [...used].filter((key) => !words[key] || words[key].startsWith('site:')).sort(),
        [],
        lang,
      )
    }
  })

  it('touches what a browser keeps in one place alone, which asks for leave', () => {
    assert.equal(sources.filter((text) => text.includes('localStorage')).length, 1)
    assert.equal(sources.filter((text) => text.includes('memory.keep(')).length, 1)
  })
})

type Fate = 'through' | 'lost before' | 'lost after' | 'nonsense'

/** A talk over a network that fails as `fates` says, then holds. */
function talkOver(fates: Fate[], token?: string): Talk {
  const ask = async (url: string, init: RequestInit) => {
    const fate = fates.shift() ?? 'through'
    if (fate === 'lost before') throw new TypeError('network')
    if (fate === 'nonsense') return new Response('<h1>Bad gateway</h1>', { status: 502 })
    const answer = await site.server.app.request(new URL(url).pathname + new URL(url).search, {
      ...init,
      headers: { origin: ORIGIN },
    })
    if (fate === 'lost after') throw new TypeError('network')
    return answer
  }
  return new Talk({
    door: openDoor('https://veille.example', site.publicId, ask),
    facts: () => ({ lang: 'fr', page: `${ORIGIN}/panier` }),
    changed: () => {},
    pause: () => 5,
    token,
  })
}

const texts = (items: SiteItem[]) => items.filter((one) => !one.ours).map((one) => one.text)

describe('a conversation', () => {
  it('loses and doubles nothing, in order, whatever happens to what it asks and what it is answered', async () => {
    const fate = fc.constantFrom<Fate>('through', 'lost before', 'lost after', 'nonsense')
    const cases = fc.record({
      fates: fc.array(fate, { maxLength: 12 }),
      count: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ fates, count }) => {
        const talk = talkOver([...fates])
        const said = Array.from({ length: count }, (_, n) => `Message ${n} ${talk.token.slice(0, 6)}`)
        for (const text of said) talk.say(text, [])
        await eventually(
          () => talk.state.items.length >= count && talk.state.online,
          (there) => there,
        )
        talk.stop()
        assert.deepEqual(texts(talk.state.items), said)
        assert.deepEqual(talk.state.pending, [])
        const { rows } = await site.server.pool.query(
          `select text from activity where text like $1 order by position`,
          [`%${talk.token.slice(0, 6)}`],
        )
        assert.deepEqual(
          rows.map((row) => row.text),
          said,
        )
      }),
      { numRuns: 15 },
    )
  })

  it('is the same one on another page that remembers its secret, and knows that it was erased', async () => {
    const first = talkOver([])
    first.say('Je reviendrai.', [])
    await eventually(
      () => texts(first.state.items),
      (said) => said.length === 1,
    )
    const second = talkOver([], first.token)
    await eventually(
      () => texts(second.state.items),
      (said) => said.length === 1,
    )
    await site.tell('/forget', { token: first.token })
    for (const talk of [first, second])
      await eventually(
        () => {
          talk.see(99)
          return talk.state.gone
        },
        (gone) => gone,
        40_000,
      )
  })

  it('keeps what was refused, with why, until it is sent again or taken away', async () => {
    const talk = talkOver([])
    talk.say('x'.repeat(4_001), [])
    await eventually(
      () => talk.state.pending[0]?.refused,
      (words) => words !== undefined,
    )
    assert.match(talk.state.pending[0]?.refused ?? '', /corriger|correct/)
    talk.say('Plus court.', [])
    await eventually(
      () => texts(talk.state.items),
      (said) => said.length === 1,
    )
    assert.equal(talk.state.pending.length, 1)
    talk.remove(talk.state.pending[0]?.id ?? '')
    assert.deepEqual(talk.state.pending, [])
    talk.stop()
  })

  it('has secrets of 256 bits that are never the same', () => {
    const made = new Set(Array.from({ length: 100 }, () => secret()))
    assert.equal(made.size, 100)
    for (const one of made) assert.match(one, /^[A-Za-z0-9_-]{43}$/)
  })
})
