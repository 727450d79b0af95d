import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Doc } from '../../doc.ts'
import { explainMatch } from '../explain.ts'
import { parseQuery } from '../parse.ts'
import { importQuery, noteWords } from './foreign.ts'
import { TOOLS, type Tool } from './tree.ts'

const WORDS = ['lampe', 'ardoise', 'colis', 'retard']

/** Conditions that nothing here knows: whether they hold is for the other tool alone to say. */
const UNKNOWN: Record<Tool, string[]> = {
  brandwatch: ['city:lyon', 'authorGender:F', 'tags:vip'],
  talkwalker: ['region:alsace', 'engagement:>10', 'cluster:a'],
  mention: ['influence:>40', 'gender:f', 'tag:vip'],
  'google-alerts': ['location:lyon', 'filetype:pdf', 'related:a.example'],
}

/** A word, one of the three conditions, or what joins them. */
type Tree = { word: string } | { unknown: number } | { and: Tree[] } | { or: Tree[] } | { not: Tree }

const trees = fc.letrec<{ tree: Tree }>((tie) => {
  const some = fc.array(tie('tree'), { minLength: 2, maxLength: 3 })
  return {
    tree: fc.oneof(
      { depthSize: 'small' },
      { arbitrary: fc.constantFrom(...WORDS).map((word) => ({ word })), weight: 3 },
      { arbitrary: fc.nat(2).map((unknown) => ({ unknown })), weight: 2 },
      { arbitrary: some.map((and) => ({ and })), weight: 2 },
      { arbitrary: some.map((or) => ({ or })), weight: 2 },
      { arbitrary: tie('tree').map((not) => ({ not })), weight: 1 },
    ),
  }
}).tree

function written(tool: Tool, tree: Tree): string {
  if ('word' in tree) return tree.word
  if ('unknown' in tree) return UNKNOWN[tool][tree.unknown] ?? ''
  if ('not' in tree)
    return tool === 'google-alerts' ? `-(${written(tool, tree.not)})` : `NOT (${written(tool, tree.not)})`
  const [nodes, by] = 'and' in tree ? [tree.and, ' AND '] : [tree.or, ' OR ']
  return `(${nodes.map((node) => written(tool, node)).join(by)})`
}

function holds(tree: Tree, text: string, known: boolean[]): boolean {
  if ('word' in tree) return text.split(' ').includes(tree.word)
  if ('unknown' in tree) return known[tree.unknown] === true
  if ('not' in tree) return !holds(tree.not, text, known)
  if ('and' in tree) return tree.and.every((node) => holds(node, text, known))
  return tree.or.some((node) => holds(node, text, known))
}

const post = (text: string): Doc => ({
  text,
  lang: 'fr',
  sentiment: 'neutral',
  channel: 'feed',
  verb: 'Create',
  author: {},
})

/** Every post of these words, and every way the three conditions may be. */
const TEXTS = Array.from({ length: 16 }, (_, bits) => WORDS.filter((_word, i) => bits & (1 << i)).join(' '))
const KNOWN = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].map((i) => Boolean(bits & (1 << i))))

test('what is left out makes a query find more, or less, as its note says', () => {
  let checked = 0
  fc.assert(
    fc.property(fc.constantFrom(...TOOLS), trees, (tool, tree) => {
      const source = written(tool, tree)
      const { query, notes, errors } = importQuery(tool, source)
      if (errors.length > 0) return
      const parsed = parseQuery(query)
      assert.ok(parsed.ok)
      const told = new Set(notes.map(({ effect }) => effect))
      for (const text of TEXTS) {
        const here = explainMatch(parsed.query, post(text)).matches
        for (const known of KNOWN) {
          const there = holds(tree, text, known)
          const why = `${source} → ${query}: “${text}” ${known}: ${JSON.stringify(notes)}`
          if (here && !there) assert.ok(told.has('more'), why)
          if (there && !here) assert.ok(told.has('less'), why)
        }
      }
      checked++
    }),
    { numRuns: 600 },
  )
  assert.ok(checked > 200, `only ${checked} queries came through`)
})

const EFFECTS: [source: string, query: string, effects: string[]][] = [
  ['lampe AND city:lyon', 'lampe', ['more']],
  ['lampe OR city:lyon', 'lampe', ['less']],
  ['lampe AND NOT city:lyon', 'lampe', ['more']],
  ['lampe AND NOT (city:lyon OR ardoise)', 'lampe -ardoise', ['more']],
  ['lampe AND NOT (city:lyon AND ardoise)', 'lampe -ardoise', ['less']],
  // A group that is gone as a whole is left out of what holds it.
  ['lampe OR (city:lyon AND gender:f)', 'lampe OR "gender:f"', ['more', 'same']],
  ['lampe OR (city:lyon AND region:alsace)', 'lampe', ['less', 'less']],
  ['lampe AND (city:lyon OR region:alsace)', 'lampe', ['more', 'more']],
  ['lampe AND NOT (city:lyon AND region:alsace)', 'lampe', ['more', 'more']],
  ['lampe OR NOT (city:lyon OR region:alsace)', 'lampe', ['less', 'less']],
  ['lampe AND NOT (NOT city:lyon)', 'lampe', ['more']],
  ['lampe AND NOT (ardoise NEAR/3 colis)', 'lampe -(ardoise NEAR/4 colis)', []],
  ['city:lyon AND (region:alsace OR (lampe AND state:fr))', 'lampe', ['more', 'less', 'more']],
]

test('whether it finds more or less hangs on where a condition stood', () => {
  for (const [source, query, effects] of EFFECTS) {
    const done = importQuery('brandwatch', source)
    assert.equal(done.query, query, source)
    assert.deepEqual(
      done.notes.map(({ effect }) => effect),
      effects,
      source,
    )
  }
})

test('each note stands at its piece, once, in the order of the source', () => {
  const source = '<<<veille>>> lampe AND city:lyon AND reach:>3 AND (city:paris OR {Ardoise})'
  const { query, notes } = importQuery('brandwatch', source)
  assert.equal(query, 'lampe =Ardoise')
  assert.deepEqual(
    notes.map(({ start, end, id }) => `${source.slice(start, end)} ${id}`),
    ['<<<veille>>> comment', 'city:lyon place', 'reach:>3 field_unknown', 'city:paris place'],
  )
  for (const note of notes)
    for (const locale of ['fr', 'en'] as const) assert.match(noteWords(note, locale), /\p{L}{3}/u)
})

test('nearness asked of what is left out is asked no more, on the side that says so', () => {
  const { query, notes } = importQuery('talkwalker', 'colis AND NOT (lampe NEAR/3 region:alsace)')
  assert.equal(query, 'colis -lampe')
  assert.deepEqual(
    notes.map(({ effect }) => effect),
    ['less'],
  )
})

test('a query longer than what is read is read as far as that, and told', () => {
  const source = `lampe ${'"vieille ardoise" '.repeat(2500)}`
  const { notes } = importQuery('mention', source)
  const told = notes.find(({ id }) => id === 'too_long')
  assert.deepEqual([told?.start, told?.end, told?.fate], [40_000, source.length, 'dropped'])
})
