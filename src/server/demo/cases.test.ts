import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { isToxic } from '../../activity/index.ts'
import { understandAll } from '../../interpret/index.ts'
import { readyCharter } from '../../relate/moderation/index.ts'
import { type Demo, generateDemo } from './index.ts'

/** One of them in the night in which clocks change. */
const NOWS = ['2026-03-29T01:10:00Z', '2026-12-31T23:50:00Z']
/** As much as is blurred for everybody, unless they say otherwise. */
const HARSH = 0.8

for (const said of NOWS)
  describe(`what the charter was asked of the story, as of ${said}`, () => {
    const now = new Date(said)
    let demo: Demo
    let posts: Map<string, { text: string; at: number }>
    before(() => {
      demo = generateDemo({ seed: 20_26, now })
      posts = new Map(
        [...demo.batches].flatMap(({ activities }) =>
          activities.flatMap(({ verb, externalId, object: { text }, published }) =>
            verb === 'Create' ? [[externalId, { text: text ?? '', at: published.getTime() }] as const] : [],
          ),
        ),
      )
    })

    it('is about posts that are there, in their moment and in order, over most of the ninety days', () => {
      assert.ok(demo.cases.length >= 10)
      const starts: number[] = []
      for (const { key, externalId, text, turns } of demo.cases) {
        const post = posts.get(externalId)
        assert.equal(post?.text, text, key)
        let last = post?.at ?? 0
        starts.push(last)
        for (const { at } of turns) {
          assert.ok(at.getTime() > last && at < now, `${key} ${at.toISOString()}`)
          last = at.getTime()
        }
      }
      assert.ok(Math.max(...starts) - Math.min(...starts) > 75 * 86_400_000)
    })

    it('shows each way that an act can go', () => {
      const ways = demo.cases.map(({ turns }) => turns.map(({ does }) => does).join(' '))
      for (const way of [
        '',
        'propose',
        'propose approve',
        'propose refuse',
        'propose withdraw',
        'propose restore',
        'propose appeal',
        'propose appeal dismiss',
        'propose approve appeal grant',
      ])
        assert.ok(ways.includes(way), way)
    })

    it('asks a second person exactly where the house does, and never the first, nor for an appeal who had a part', () => {
      for (const { key, text, turns } of demo.cases) {
        const [first, second] = turns
        if (first?.does !== 'propose') continue
        const { toxicity, sentiment } = understandAll({ text, lang: 'fr' })
        const silences = first.kind === 'mute' || first.kind === 'block'
        const offends = isToxic({ toxicity: Math.round((toxicity?.p ?? 0) * 1000) })
        const asks = silences || (!offends && sentiment === 'negative')
        const waits = key === 'fire'
        const decides = second && ['approve', 'refuse', 'withdraw'].includes(second.does)
        assert.equal(asks, waits || decides === true, key)
        const had = turns.flatMap((turn) => ('by' in turn && turn.does !== 'restore' ? turn.by : []))
        const own = second?.does === 'withdraw' ? 1 : new Set(had).size
        assert.equal(own, second?.does === 'withdraw' ? 1 : had.length, key)
        assert.ok(
          readyCharter()
            .rules.find(({ id }) => id === first.rule)
            ?.sanctions.includes(first.kind),
        )
      }
    })

    it('has words that are blurred by our own reader, in the stream and in an appeal', () => {
      const harm = (text: string) => understandAll({ text, lang: 'fr' }).toxicity?.p ?? 0
      const harsh = demo.cases.filter(({ text }) => harm(text) >= HARSH)
      assert.ok(harsh.length >= 3, String(harsh.length))
      assert.ok(
        harsh.some(({ turns }) => turns.length === 0),
        'one that nobody has judged',
      )
      const appeals = demo.cases.flatMap(({ turns }) =>
        turns.flatMap((turn) => (turn.does === 'appeal' ? turn.text : [])),
      )
      assert.ok(appeals.some((text) => harm(text) >= HARSH))
    })
  })
