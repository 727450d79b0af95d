import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Figure, Heard, HeardTrait } from '../../../server/api.ts'
import { bucketAt, declaredAt, findingOf, heardRanks, mainFinding, termsOf } from './finding.ts'

const figure = (low: number, high: number): Figure => ({ value: (low + high) / 2, low, high })

function trait(id: string, all: Partial<Heard>): HeardTrait {
  return {
    id,
    word: id,
    description: '',
    terms: { fr: [], en: [] },
    opposites: { fr: [], en: [] },
    query: null,
    talkId: id,
    contraryId: null,
    created: '',
    archived: null,
    state: 'counted',
    declared: [],
    points: [],
    all: {
      count: 40,
      positive: 0,
      negative: 0,
      contrary: 0,
      share: figure(0.1, 0.2),
      tone: figure(-0.1, 0.1),
      denied: figure(0, 0.1),
      ...all,
    },
  }
}

describe('what is to be seen of a trait', () => {
  const kindOf = (all: Partial<Heard>, declared = 1, heard = 1) =>
    findingOf(trait('a', all), declared, new Map([['a', heard]])).kind

  it('is only what its intervals allow to say', () => {
    assert.equal(kindOf({ share: null }), 'unknown')
    assert.equal(kindOf({ tone: figure(-0.4, -0.1) }), 'bad')
    assert.equal(kindOf({ tone: figure(-0.4, 0.01) }), 'even', 'an interval that holds zero tells no tone')
    assert.equal(kindOf({ tone: figure(0.1, 0.4) }), 'good')
    assert.equal(kindOf({ denied: figure(0.4, 0.8), tone: figure(0.1, 0.4) }), 'denied')
    assert.equal(kindOf({ denied: figure(0.2, 0.8) }), 'even')
    assert.equal(kindOf({}, 1, 3), 'faint')
    assert.equal(findingOf(trait('a', { count: 0 }), 1, new Map()).kind, 'silent')
  })

  it('of a whole image is that of which the most is to be said', () => {
    const traits = [trait('good', { tone: figure(0.1, 0.2) }), trait('bad', { tone: figure(-0.2, -0.1) })]
    const ranks = heardRanks(traits)
    const findings = traits.map((one, i) => findingOf(one, i + 1, ranks))
    assert.equal(mainFinding(findings)?.trait.id, 'bad')
    assert.equal(mainFinding([]), undefined)
  })
})

it('ranks go by how much is said, and leave out what is not known', () => {
  const traits = [trait('a', { count: 5 }), trait('b', { count: 9 }), trait('c', { share: null, count: 50 })]
  assert.deepEqual(
    [...heardRanks(traits)],
    [
      ['b', 1],
      ['a', 2],
    ],
  )
})

it('points fall within what was declared then, and events in their bucket', () => {
  const buckets = ['01', '08', '15'].map((day, i, all) => ({
    from: `2026-11-${day}T00:00:00.000Z`,
    to: `2026-11-${all[i + 1] ?? '22'}T00:00:00.000Z`,
  }))
  const spans = [{ from: '2026-11-09T10:00:00.000Z', to: null }]
  assert.deepEqual(declaredAt(buckets, spans), [false, true, true])
  assert.deepEqual(
    declaredAt(buckets, [{ from: '2026-10-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }]),
    [true, false, false],
  )
  assert.deepEqual(
    [bucketAt(buckets, '2026-11-08T00:00:00.000Z'), bucketAt(buckets, '2026-12-01T00:00:00.000Z')],
    [1, -1],
  )
})

it('terms are read with commas, semicolons or line by line, each once', () => {
  assert.deepEqual(termsOf('fiable, solide ;\ntient la route,, fiable'), [
    'fiable',
    'solide',
    'tient la route',
  ])
})
