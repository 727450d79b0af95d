import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { GOOD, nothing, type Sums } from './courtesy.ts'
import {
  answersBehind,
  keepTold,
  mostAdvised,
  noteTook,
  removeTold,
  sumsBy,
  type Told,
  type Took,
} from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const HOUR = 3_600_000
const START = Date.parse('2026-10-24T22:00:00Z')
const at = (hour: number) => new Date(START + hour * HOUR)
const CHANNELS = ['email', 'irc']
const ADVICE = ['thanks_missing', 'capitals', 'blame']

interface Made {
  hour: number
  channel: number
  asker: number
  score: number | null
  asked: number
  present: number
  advice: string[]
}
/** Each at an hour of its own: of two at one instant nobody knows which is the last. */
const made: fc.Arbitrary<Made[]> = fc.uniqueArray(
  fc.record({
    hour: fc.nat(400),
    channel: fc.nat(1),
    asker: fc.nat(1),
    score: fc.option(fc.integer({ min: 0, max: 100 })),
    asked: fc.nat(15),
    present: fc.nat(15),
    advice: fc.subarray(ADVICE),
  }),
  { selector: (one) => one.hour, maxLength: 12 },
)
const tooks: fc.Arbitrary<{ hour: number; channel: number; asker: number; took: Took }[]> = fc.uniqueArray(
  fc.record({
    hour: fc.nat(600),
    channel: fc.nat(1),
    asker: fc.nat(1),
    took: fc.constantFrom<Took>('thanked', 'neutral', 'unhappy'),
  }),
  { selector: (one) => one.hour, maxLength: 12 },
)

const toldOf = ({ hour, channel, asker, ...one }: Made): Told => ({
  ...one,
  ...{
    activity_id: uuidv7(),
    at: at(hour),
    channel: CHANNELS[channel] ?? '',
    asker: `a${asker}`,
    rules: '1.0',
  },
  ...{ conversation_id: null, member_id: null, question_id: null },
})

/** The sums by their definition, one answer after the other. */
function sumsOf(list: readonly (Told & { took: Took | null })[]): Sums {
  const sums: Sums = {
    ...nothing(),
    asked: [0, 0, 0, 0],
    present: [0, 0, 0, 0],
    followed: [0, 0],
    thanked: [0, 0],
  }
  for (const { score, asked, present, took } of list) {
    sums.answers++
    if (score === null) continue
    sums.judged++
    sums.score += score
    sums.squares += score * score
    for (const i of [0, 1, 2, 3]) {
      if (!(asked & (1 << i))) continue
      sums.asked[i] = (sums.asked[i] ?? 0) + 1
      if (present & (1 << i)) sums.present[i] = (sums.present[i] ?? 0) + 1
    }
    const good = score >= GOOD ? 1 : 0
    if (took !== null) sums.followed[good]++
    if (took === 'thanked') sums.thanked[good]++
  }
  return sums
}

/** The first message after an answer, and before the next answer, within a week, tells how it was taken. */
function tookOf(
  one: Told,
  all: readonly Told[],
  replies: { at: Date; channel: string; asker: string; took: Took }[],
) {
  const same = (other: { channel: string; asker: string | null }) =>
    other.channel === one.channel && other.asker === one.asker
  const next = all.filter((other) => same(other) && other.at > one.at).map((other) => other.at.getTime())
  const until = Math.min(...next, one.at.getTime() + 168 * HOUR)
  const after = replies.filter(
    (reply) =>
      same(reply) &&
      reply.at > one.at &&
      (reply.at.getTime() < until || reply.at.getTime() === Math.min(...next)),
  )
  return after.sort((a, b) => a.at.getTime() - b.at.getTime())[0]?.took ?? null
}

describe('what is told of answers', () => {
  it('adds up by channel, by week and in all as counted one by one, in whatever order it came', async () => {
    await fc.assert(
      fc.asyncProperty(made, tooks, fc.boolean(), async (list, messages, turned) => {
        const workspaceId = await testWorkspace(database.db)
        const told = list.map(toldOf)
        const hours = new Set(list.map(({ hour }) => hour))
        const replies = messages
          .filter(({ hour }) => !hours.has(hour) && !hours.has(hour - 168))
          .map(({ hour, channel, asker, took }) => ({
            ...{ at: at(hour), channel: CHANNELS[channel] ?? '', asker: `a${asker}`, took },
          }))
        await keepTold(database.db, workspaceId, turned ? told.toReversed() : told)
        await noteTook(database.db, workspaceId, turned ? replies.toReversed() : replies)
        await keepTold(database.db, workspaceId, told)
        const whole = told.map((one) => ({ ...one, took: tookOf(one, told, replies) }))
        const span = { from: at(0), to: at(500) }
        const all = await sumsBy(database.db, workspaceId, span, 'all')
        assert.deepEqual(all.get('') ?? nothing(), sumsOf(whole))
        const by = await sumsBy(database.db, workspaceId, span, 'channel')
        for (const channel of CHANNELS)
          assert.deepEqual(
            by.get(channel) ?? nothing(),
            sumsOf(whole.filter((one) => one.channel === channel)),
          )
        const weeks = await sumsBy(database.db, workspaceId, span, [at(0), at(168), at(336)])
        for (const [i, from] of [0, 168, 336].entries()) {
          const within = whole.filter((one) => one.at >= at(from) && one.at < at(from + 168))
          assert.deepEqual(weeks.get(String(i + 1)) ?? nothing(), sumsOf(within))
        }
        const most = await mostAdvised(database.db, workspaceId, span, 9)
        for (const { id, answers } of most) {
          const given = whole.filter((one) => one.advice.includes(id))
          assert.equal(answers, given.length)
          const behind = await answersBehind(database.db, workspaceId, { ...span, advice: id }, 99)
          const newest = given.toSorted((a, b) => b.at.getTime() - a.at.getTime())
          assert.deepEqual(
            behind.map((one) => one.id),
            newest.map((one) => one.activity_id),
          )
        }
      }),
      { numRuns: 15 },
    )
  })

  it('is gone with the answer, and stays in other workspaces', async () => {
    const [one, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
    const told = toldOf({ hour: 1, channel: 0, asker: 0, score: 80, asked: 15, present: 3, advice: [] })
    for (const workspaceId of [one, other]) await keepTold(database.db, workspaceId, [told])
    await removeTold(database.db, one, [told.activity_id])
    const span = { from: at(0), to: at(9) }
    assert.equal((await sumsBy(database.db, one, span, 'all')).size, 0)
    assert.equal((await sumsBy(database.db, other, span, 'all')).get('')?.answers, 1)
  })
})
