import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createMatcher, parseQuery } from '../../match/index.ts'
import {
  changeOf,
  contraryQuery,
  type Declared,
  declaredSpans,
  MAX_TERMS,
  type Terms,
  talkQuery,
  type Version,
} from './trait.ts'

const WORDS = ['fiable', 'solide', 'froid', 'panne', 'chaleureuse', 'robuste', 'reliable', 'warm'] as const
const NONE: Terms = { fr: [], en: [] }

const term = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom('tient la route', 'en panne', 'made in France', 'fiab*', 'l’été', 'dit "vrai"'),
)
const terms: fc.Arbitrary<Terms> = fc.record({
  fr: fc.array(term, { maxLength: 4 }),
  en: fc.array(term, { maxLength: 3 }),
})
const declared: fc.Arbitrary<Declared> = fc.record({
  word: fc.constantFrom('Fiable', 'Chaleureuse', 'Made in France', 'Lunaire'),
  description: fc.constant(''),
  terms: fc.oneof({ weight: 1, arbitrary: fc.constant(NONE) }, { weight: 3, arbitrary: terms }),
  opposites: fc.oneof(fc.constant(NONE), terms),
  query: fc.option(fc.constantFrom('robust* -photo', 'fiable NEAR/3 lampe'), { nil: null }),
})
const text = fc
  .array(
    fc.constantFrom(
      ...WORDS,
      'pas',
      'peu',
      'très',
      'not',
      'very',
      'lampe',
      'photo',
      'Lunaire',
      'la',
      'route',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((words) => words.join(' '))

/** Tells which of the queries a text answers. */
function listener(queries: Record<string, string | null>): (said: string) => Set<string> {
  const matcher = createMatcher()
  for (const [id, source] of Object.entries(queries)) {
    const parsed = source === null ? undefined : parseQuery(source)
    assert.ok(!parsed || parsed.ok, `${id}: ${source}`)
    if (parsed?.ok) matcher.add(id, parsed.query)
  }
  const rest = { lang: 'fr', sentiment: 'neutral' as const, channel: 'feed', verb: 'Create', author: {} }
  return (said) => new Set(matcher.match({ text: said, ...rest }))
}

function hears(queries: Record<string, string | null>, said: string): Set<string> {
  return listener(queries)(said)
}

describe('the queries of a trait', () => {
  it('can be read whatever is declared, and what says the contrary is of the talk on it', () => {
    fc.assert(
      fc.property(declared, fc.array(text, { minLength: 5, maxLength: 12 }), (trait, texts) => {
        const heardIn = listener({ talk: talkQuery(trait), contrary: contraryQuery(trait) })
        for (const said of texts) {
          const heard = heardIn(said)
          if (heard.has('contrary')) {
            assert.ok(
              heard.has('talk'),
              `“${said}” denies what it does not speak of: ${JSON.stringify(trait)}`,
            )
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('hear it by its name where nothing else says it, also where its contraries are known', () => {
    const trait: Declared = {
      word: 'Chaleureuse',
      description: '',
      terms: NONE,
      opposites: { fr: ['froid'], en: [] },
      query: null,
    }
    const queries = { talk: talkQuery(trait), contrary: contraryQuery(trait) }
    assert.deepEqual(hears(queries, 'une lampe chaleureuse'), new Set(['talk']))
    assert.deepEqual(hears(queries, 'pas chaleureuse du tout'), new Set(['talk', 'contrary']))
    assert.deepEqual(hears(queries, 'un accueil froid'), new Set(['talk', 'contrary']))
  })

  it('hear it by its own search alone where it has one, and not by its name', () => {
    const trait = { word: 'Lunaire', description: '', terms: NONE, opposites: NONE, query: 'robust*' }
    assert.equal(contraryQuery(trait), null)
    assert.deepEqual(hears({ talk: talkQuery(trait) }, 'Lunaire'), new Set())
    assert.deepEqual(hears({ talk: talkQuery(trait) }, 'robuste'), new Set(['talk']))
  })

  it('ask once for a term that stands in both languages, or in both lists', () => {
    const both = { fr: ['durable'], en: ['durable', 'solid'] }
    const trait = {
      word: 'Durable',
      description: '',
      terms: both,
      opposites: { fr: ['solid'], en: [] },
      query: null,
    }
    assert.equal(talkQuery(trait), '"durable" OR "solid"')
  })

  it('stay within what a query may be, as long as terms may be', () => {
    const list = (from: number) =>
      Array.from({ length: MAX_TERMS }, (_, i) => `t${from + i}${'x'.repeat(76)}`)
    const phrases = (from: number) =>
      Array.from({ length: MAX_TERMS }, (_, i) => `mot${from + i} ${'à '.repeat(36)}`.trim())
    for (const make of [list, phrases]) {
      const trait: Declared = {
        word: 'Long',
        description: '',
        terms: { fr: make(0), en: make(10) },
        opposites: { fr: make(20), en: make(30) },
        query: 'robust* OR solide',
      }
      for (const query of [talkQuery(trait), contraryQuery(trait) ?? '']) assert.ok(parseQuery(query).ok)
    }
  })
})

describe('spans in which a trait was declared', () => {
  it('hold each moment at which its last version was not retired, and no other', () => {
    const versions = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(versions, (steps) => {
        let day = 0
        const told = steps.map(([gap, archived]) => {
          day += gap
          return { at: new Date(day), archived }
        })
        const spans = declaredSpans(told)
        for (let at = 0; at <= day + 2; at++) {
          const last = told.findLast((one) => one.at.getTime() <= at)
          const within = spans.some(
            ({ from, to }) => from.getTime() <= at && (to === null || at < to.getTime()),
          )
          assert.equal(within, last !== undefined && !last.archived, `at ${at}`)
        }
        assert.ok(
          spans.slice(0, -1).every(({ to }) => to !== null),
          'only the last may go on',
        )
      }),
    )
  })

  it('are none for what was never declared, or only retired', () => {
    assert.deepEqual(declaredSpans([]), [])
    assert.deepEqual(declaredSpans([{ at: new Date(1), archived: true }]), [])
  })
})

describe('what a version changed', () => {
  const base: Version = {
    traitId: 't',
    word: 'Fiable',
    description: '',
    terms: { fr: ['fiable'], en: [] },
    opposites: NONE,
    query: null,
    position: 2,
    archived: false,
    at: new Date(0),
    by: null,
  }

  for (const [name, change, told] of [
    ['nothing that a reader would see', { at: new Date(5), by: 'somebody' }, null],
    ['its place', { position: 1 }, { what: 'moved', fields: [] }],
    ['its words', { word: 'Solide' }, { what: 'changed', fields: ['word'] }],
    [
      'words and place: the words are told',
      { query: 'x', position: 9 },
      { what: 'changed', fields: ['query'] },
    ],
    [
      'the order of its terms',
      { terms: { fr: ['solide', 'fiable'], en: [] } },
      { what: 'changed', fields: ['terms'] },
    ],
    ['that it is no more', { archived: true, word: 'Solide' }, { what: 'retired', fields: [] }],
    [
      'several things at once, in the order of the form',
      { query: 'x', opposites: { fr: ['panne'], en: [] }, description: 'Tient.' },
      { what: 'changed', fields: ['description', 'opposites', 'query'] },
    ],
  ] as [string, Partial<Version>, object | null][])
    it(`is ${name}`, () => assert.deepEqual(changeOf(base, { ...base, ...change }), told))

  it('is that it was declared, or declared again', () => {
    assert.deepEqual(changeOf(undefined, base), { what: 'declared', fields: [] })
    assert.deepEqual(changeOf({ ...base, archived: true }, base), { what: 'again', fields: [] })
  })
})
