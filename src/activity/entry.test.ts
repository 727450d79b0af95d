import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { about, entry, note } from '../../test/support/entries.ts'
import { hourOf, isToxic, monthOf, TOXIC } from './entry.ts'
import { activityId, counterId, isCounter, publishedOf } from './id.ts'
import { carriesText, rowOf } from './row.ts'

const instants = fc.date({ min: new Date(0), max: new Date('9999-11-30'), noInvalidDate: true })

describe('an id', () => {
  it('of an activity is a UUIDv7 of its time, and never takes itself for a counter', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const id = activityId(at)
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        assert.deepEqual([publishedOf(id).getTime(), isCounter(id)], [at.getTime(), false])
      }),
    )
  })

  it('of a counter is a UUIDv8, in the order in which counters were made, and no two are alike', () => {
    const ids = Array.from({ length: 200 }, counterId)
    assert.equal(new Set(ids).size, 200)
    assert.deepEqual(ids, ids.toSorted())
    for (const id of ids) {
      assert.ok(isCounter(id))
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })
})

describe('an instant', () => {
  it('falls in an hour and a month of UTC that begin with it or before, and end after', () => {
    const any = fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(any, (at) => {
        const hour = hourOf(at).getTime()
        assert.ok(hour <= at.getTime() && at.getTime() < hour + 3_600_000 && hour % 3_600_000 === 0)
        const month = monthOf(at)
        assert.equal(month.toISOString().slice(7), '-01T00:00:00.000Z')
        assert.equal(month.toISOString().slice(0, 7), at.toISOString().slice(0, 7))
      }),
    )
  })
})

describe('a row', () => {
  const WHOLE = {
    reading: {
      lang: 'fr',
      sentiment: 'negative' as const,
      p: { positive: 0.1, neutral: 0.2, negative: 0.7 },
      why: [{ start: 0, end: 2 }],
      toxicity: 812,
      intent: 'complaint',
      urgency: 2,
      topics: ['delivery'],
    },
    tokens: "'colis':1300",
  }
  const media = [{ type: 'image' as const, url: 'https://img.example/1' }]
  const said = note('at://1', 'Le colis', { extra: { likes: 3 } })
  const full = { ...said, object: { ...said.object, title: 'Avis', media } }
  const rowFor = (activity: typeof said) => rowOf({ ...entry(activity, WHOLE), id: 'id' }, 7)

  it('holds what was said and what was understood of it', () => {
    const row = rowFor(full)
    assert.deepEqual([row.text, row.title, row.media, row.extra], ['Le colis', 'Avis', media, { likes: 3 }])
    assert.deepEqual([row.toxicity, row.intent, row.urgency, row.topics], [812, 'complaint', 2, ['delivery']])
    assert.deepEqual([row.p_positive, row.p_negative, row.position, row.ours], [0.1, 0.7, 7, false])
    assert.deepEqual([row.tokens, row.why?.length], ["'colis':1300", 1])
  })

  it('of an edit or a deletion of something else carries nothing of its words: they live in one place', () => {
    for (const verb of ['Update', 'Delete'] as const) {
      const edit = about(verb, 'at://1', { text: 'secret', extra: { was: 'secret' } })
      const row = rowFor({ ...edit, object: { ...edit.object, title: 'secret', media } })
      assert.doesNotMatch(JSON.stringify(row), /secret|img\.example|colis|delivery/, verb)
      assert.equal(row.object_id, 'at://1')
      assert.equal(row.tokens, '')
    }
  })

  it('of anything else carries its own, be it an edit of itself', () => {
    const own = { ...full, verb: 'Update' as const }
    assert.ok(carriesText(entry(own)) && rowFor(own).text === 'Le colis')
    for (const verb of ['Like', 'Announce', 'Review', 'Purchase', 'Flag'] as const)
      assert.ok(carriesText(entry(about(verb, 'at://1', { text: 'x' }))), verb)
  })

  it('keeps nothing where there is none, rather than an empty list', () => {
    const { reading } = entry(said)
    const row = rowOf({ ...entry(said, { reading: { ...reading, topics: [] } }), id: 'id' }, 1)
    assert.deepEqual(
      [row.media, row.why, row.topics, row.toxicity],
      [undefined, undefined, undefined, undefined],
    )
  })
})

it('a text offends from half a chance on; one that was not read does not', () => {
  const of = (toxicity?: number | null) => isToxic(toxicity === undefined ? {} : { toxicity })
  assert.deepEqual(
    [of(TOXIC), of(TOXIC - 1), of(1000), of(0), of(null), of()],
    [true, false, true, false, false, false],
  )
})
