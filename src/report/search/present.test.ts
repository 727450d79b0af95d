import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LOCALES } from '../../../lib/i18n/index.ts'
import { note } from '../../../test/support/entries.ts'
import { understandForStream } from '../../interpret/index.ts'
import type { Answer } from './ask.ts'
import { presentFresh } from './hit.ts'
import { presentAnswer, presentSilent, searchReply } from './present.ts'

const PLACE = { id: 'masto:one.example', network: 'mastodon', name: 'one.example', accounts: [] }
const answer = (more: Partial<Answer> = {}): Answer => ({
  place: PLACE,
  activities: [],
  partial: [],
  ...more,
})
const DOWN = { kind: 'unreachable', detail: 'ECONNREFUSED' } as const
const EN = { locale: 'en' } as const

describe('what a place answered, in words', () => {
  it('is whole where nothing wants, and says all that does, once each', () => {
    const CASES: [Partial<Answer>, found: number, told: string[], state: string, why: RegExp | null][] = [
      [{}, 0, [], 'whole', null],
      [{}, 9, [], 'whole', null],
      [{}, 9, ['search.more'], 'partial', /^There is more on the network\.$/],
      [{ late: true }, 0, [], 'failed', /^This network did not answer in time\.$/],
      [{ late: true }, 3, [], 'partial', /in time/],
      [{ failure: DOWN }, 0, [], 'failed', /\S/],
      [{ failure: DOWN }, 3, ['search.more'], 'partial', /There is more on the network\.$/],
      [
        { partial: ['search.ways', 'search.ways'] },
        0,
        ['search.ways'],
        'partial',
        /^Only the first six[^.]*\.$/,
      ],
    ]
    for (const [more, found, told, state, why] of CASES) {
      const source = presentAnswer(answer(more), ['colis'], found, told, EN)
      assert.deepEqual(
        [source.state, source.found, source.asked],
        [state, found, ['colis']],
        JSON.stringify(more),
      )
      if (why) assert.match(source.why ?? '', why)
      else assert.equal(source.why, null)
    }
  })

  it('never fails with something found, and is whole only without a reason, whatever came', () => {
    const reasons = fc.subarray(['search.more', 'search.ways', 'search.beginnings'])
    const came = fc.record({
      late: fc.boolean(),
      failure: fc.constantFrom(undefined, DOWN),
      partial: reasons,
    })
    fc.assert(
      fc.property(came, fc.nat(20), reasons, fc.constantFrom(...LOCALES), (one, found, told, locale) => {
        const { failure, ...rest } = one
        const source = presentAnswer(answer({ ...rest, ...(failure && { failure }) }), [], found, told, {
          locale,
        })
        assert.equal(source.state === 'whole', source.why === null)
        assert.ok(source.state !== 'failed' || found === 0)
        assert.doesNotMatch(source.why ?? '', /search\.|\{\{/)
      }),
    )
  })

  it('of a place that was not asked is why, and nothing that it was asked', () => {
    const source = presentSilent(PLACE, 'paused', EN)
    assert.deepEqual([source.state, source.asked, source.found], ['not-asked', [], 0])
    assert.equal(source.why, 'This channel is paused.')
  })
})

describe('something that the stream has not', () => {
  it('is shown as what is kept is, under the name that its network gives it', () => {
    const activity = note('https://one.example/1', 'Le colis est perdu 😡', { at: '2026-11-20T08:00:00Z' })
    const reading = understandForStream({ text: 'Le colis est perdu 😡' })
    const hit = presentFresh({ kept: false, network: 'mastodon', activity, reading }, PLACE.id)
    const { items } = searchReply.parse({ items: [hit], sources: [] })
    assert.deepEqual(
      [items[0]?.id, items[0]?.kept, items[0]?.sources, items[0]?.published, items[0]?.sentiment],
      ['mastodon:https://one.example/1', false, [PLACE.id], '2026-11-20T08:00:00.000Z', 'negative'],
    )
    for (const { start, end } of items[0]?.why ?? [])
      assert.ok(start < end && end <= 'Le colis est perdu 😡'.length)
  })
})
