import assert from 'node:assert/strict'
import { after, before, it, test } from 'node:test'
import fc from 'fast-check'
import {
  act,
  appealPath,
  made,
  moderationStage,
  post,
  type Stage,
  visitor,
} from '../../../../test/support/moderation.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { type Line, type Sums, sumOf, sumsBy } from './report.ts'

const KEYS = ['done', 'critical', 'restored', 'appealed', 'granted', 'dismissed'] as const
const line: fc.Arbitrary<Line> = fc.record({
  month: fc.constantFrom('2026-10', '2026-11'),
  rule: fc.constantFrom('respect', 'haine', '__proto__'),
  channel: fc.constantFrom('bluesky', 'mastodon'),
  kind: fc.constantFrom(...SANCTIONS),
  done: fc.nat(50),
  critical: fc.nat(50),
  restored: fc.nat(50),
  appealed: fc.nat(50),
  granted: fc.nat(50),
  dismissed: fc.nat(50),
})

test('sums by rule, channel and kind each add up to the whole, the most first', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const all = sumOf(lines)
      for (const key of ['rule', 'channel', 'kind'] as const) {
        const groups = sumsBy(lines, key)
        assert.deepEqual(sumOf(groups), all)
        assert.deepEqual(
          groups.map(({ done }) => done),
          groups.map(({ done }) => done).sort((a, b) => b - a),
        )
        assert.equal(new Set(groups.map((one) => one.key)).size, groups.length)
        assert.deepEqual(sumsBy(lines.toReversed(), key), groups, 'whatever the order')
      }
    }),
  )
})

let stage: Stage
before(async () => {
  stage = await moderationStage()
})
after(() => stage?.close())

it('counts what was done, of which criticisms, what was undone, and how appeals ended; not what was only proposed', async () => {
  const { ana, luc } = stage
  const [a, b, c] = [await post(stage), await post(stage), await post(stage, { toxicity: 1 })]
  const [one] = [await act(ana, a), await act(ana, b, { ruleId: 'haine' })]
  const waiting = await act(ana, c)
  await act(ana, await post(stage, { toxicity: 1 }))
  await luc.browser.post(`/moderation/acts/${waiting.id}/decision`, { decision: 'approve' })
  await visitor(stage).send(await appealPath(stage, a), 'Non')
  await luc.browser.post(`/moderation/acts/${one?.id}/appeal`, { decision: 'granted' })
  const report = await made<{ all: Sums; rules: ({ key: string } & Sums)[]; lines: Line[] }>(
    await ana.browser.get('/reports/removals?span=month'),
  )
  assert.deepEqual(
    KEYS.map((key) => report.all[key]),
    [3, 1, 1, 1, 1, 0],
  )
  assert.deepEqual(
    report.rules.map(({ key, done }) => [key, done]),
    [
      ['respect', 2],
      ['haine', 1],
    ],
  )
  assert.ok(report.lines.every(({ month }) => month === '2026-11'))
  const csv = await (await ana.browser.get('/reports/removals.csv?span=month')).text()
  assert.match(csv, /^month,rule,channel,kind,done/)
  assert.equal(csv.trim().split(/\r?\n/).length, 1 + report.lines.length)
})

it('is of its own house and time alone', async () => {
  const elsewhere = await stage.server.workspace('Ailleurs')
  const stranger = await stage.server.member(elsewhere, 'owner')
  const empty = await made<{ all: Sums }>(await stranger.browser.get('/reports/removals'))
  assert.equal(empty.all.done, 0)
  const guest = await stage.server.member(stage.workspaceId, 'guest')
  const seen = await made<{ all: Sums }>(await guest.browser.get('/reports/removals'))
  assert.ok(seen.all.done > 0)
})
