import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lexemes, scanText, TEXT_FIRST } from './document.ts'
import { hashOf } from './hash.ts'
import { Scanner } from './scanner.ts'

/** Words of a text with their places counted from the first; ways to write them and facts aside. */
function words(text: string): Map<string, number[]> {
  const doc = {
    text,
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'file',
    verb: 'Create' as const,
    author: {},
  }
  const all = [...lexemes(doc)].filter(([word]) => !/[=~]/u.test(word))
  return new Map(all.map(([word, places]) => [word, places.map((place) => place - TEXT_FIRST)]))
}

const scanner = new Scanner()
function tokensOf(text: string) {
  const tokens = scanText(scanner, text, undefined)
  return Array.from({ length: tokens.count }, (_, i) => ({
    word: tokens.word(i),
    from: tokens.from[i] ?? -1,
    to: tokens.to[i] ?? -1,
    hash: tokens.hash[i] ?? 0,
  }))
}

test('each word is shown where it was written, and nothing beside it', () => {
  const said = fc.string({ unit: fc.constantFrom(..."abLSéÉç'’- #.,1"), maxLength: 60 })
  fc.assert(
    fc.property(said, (text) => {
      for (const { word, from, to, hash } of tokensOf(text)) {
        assert.ok(0 <= from && from < to && to <= text.length)
        const slice = text.slice(from, to)
        const folded = slice
          .normalize('NFD')
          .replace(/[\u0300-\u036f'’.-]/gu, '')
          .toLowerCase()
        assert.ok(word === folded || `#${word}` === folded, JSON.stringify({ text, word, slice }))
        assert.equal(hash, hashOf(word))
      }
    }),
    { numRuns: 1500 },
  )
})

test('an elision before words that are held together is not shown with them, by either apostrophe', () => {
  for (const sign of ["'", '’'])
    for (const [text, word, shown] of [
      [`chez l${sign}avant-garde.`, 'avantgarde', 'avant-garde'],
      [`qu${sign}après-demain`, 'apresdemain', 'après-demain'],
      [`Jean-McDonald${sign}s`, 'jeanmcdonald', 'Jean-McDonald'],
      [`l${sign}Oréal`, 'loreal', `l${sign}Oréal`],
    ] as const) {
      const found = tokensOf(text).find((token) => token.word === word)
      assert.equal(found && text.slice(found.from, found.to), shown, text)
    }
})

test('of any text whatsoever words stand inside it, and cut no character in two', () => {
  const unit = fc.oneof(
    fc.constantFrom('😀', '👨‍👩‍👧', '🇫🇷', '#', '@', "l'", '東', '한', 'ﬃ', '𝐞', ' '),
    fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  )
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      const whole = text.toWellFormed()
      for (const { from, to } of tokensOf(whole)) {
        assert.ok(0 <= from && from < to && to <= whole.length)
        assert.ok(whole.slice(from, to).isWellFormed())
      }
    }),
    { numRuns: 800 },
  )
})

test('a tag is its words in their order, and all of them as one at both ends', () => {
  const part = fc.tuple(
    fc.constantFrom(...'ABCÉ'),
    fc.string({ unit: fc.constantFrom(...'abcé'), minLength: 1, maxLength: 4 }),
  )
  const bare = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/gu, '')
      .toLowerCase()
  const before = fc.constantFrom('', 'un ', 'un deux ')
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      before,
      fc.boolean(),
      (parts, start, lined) => {
        const names = parts.map(([first, rest]) => first + rest)
        const joiner = lined ? '_' : ''
        const all = words(`${start}#${names.join(joiner)} fin`)
        const first = start.split(' ').length - 1
        const ends = parts.length > 1 ? [first, first + parts.length - 1] : [first]
        assert.deepEqual(all.get(`#${bare(names.join(joiner))}`), ends)
        if (parts.length > 1) assert.deepEqual(all.get(bare(names.join(''))), ends)
        for (const [i, name] of names.entries()) assert.ok(all.get(bare(name))?.includes(first + i), name)
        assert.deepEqual(all.get('fin'), [first + parts.length], 'what follows stands after all its words')
      },
    ),
    { numRuns: 400 },
  )
})

test('a sign that begins no tag and no handle leaves the words as they are', () => {
  const CASES: [text: string, found: string[]][] = [
    ['a#b', ['a', 'b']],
    ['# vol', ['vol']],
    ['#_ vol', ['vol']],
    ['##vol', ['vol', '#vol']],
    ['#vol#train', ['vol', '#vol', 'train']],
    ['@ vol', ['vol']],
    ['@.vol', ['vol']],
    ['vol@', ['vol']],
    ['#TGV2024', ['tgv2024', '#tgv2024']],
    ['#vol-retardé', ['vol', '#vol', 'retarde']],
  ]
  for (const [text, found] of CASES) assert.deepEqual(new Set(words(text).keys()), new Set(found), text)
})

test('a handle is one word, by its account and by its name, in whatever case', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}[a-z0-9]$/)
  const host = fc.constantFrom('', '@mastodon.social', '@a.example', '.bsky.social')
  fc.assert(
    fc.property(name, host, fc.boolean(), (account, at, loud) => {
      const handle = `@${account}${at}`
      const all = words(`dire ${loud ? handle.toUpperCase() : handle} bien`)
      const expected = new Map([
        ['dire', [0]],
        [handle, [1]],
        [`@${account}`, [1]],
        ['bien', [2]],
      ])
      const bare = account.replaceAll('_', '')
      expected.set(bare, [...(expected.get(bare) ?? []), 1].toSorted())
      assert.deepEqual(all, expected)
    }),
    { numRuns: 300 },
  )
})

test('an emoji is the same word in any skin and variation, and a flag is two letters and no more', () => {
  const SKINS = ['', '\u{1f3fb}', '\u{1f3fd}', '\u{1f3ff}', '\ufe0f']
  for (const figure of ['👍', '👏', '❤', '🙏'])
    for (const skin of SKINS) assert.deepEqual([...words(figure + skin).keys()], [figure])
  assert.deepEqual([...words('👩🏽‍🚀').keys()], ['👩‍🚀'])
  assert.deepEqual([...words('🇫🇷🇧🇪🇫').keys()], ['🇫🇷', '🇧🇪', '🇫'])
  assert.deepEqual([...words('👍merci😀').keys()], ['👍', 'merci', '😀'], 'no space is needed')
})
