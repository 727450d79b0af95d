import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type SpanFigures, spanFigures } from './figures.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const FROM = new Date('2026-11-02T00:00:00Z')
const TO = new Date('2026-11-30T00:00:00Z')

interface Made {
  channel: string
  priority: number
  by: 'answer' | 'unanswered'
  /** Minutes from its beginning to its end, and to its due; null: no target. */
  took: number
  target: number | null
  /** Minutes from the beginning of the span that is looked at. */
  at: number
}

async function keep(workspaceId: string, made: readonly Made[]): Promise<void> {
  for (const one of made) {
    const id = uuidv7()
    const ended = new Date(FROM.getTime() + one.at * 60_000)
    const began = new Date(ended.getTime() - one.took * 60_000)
    const due = one.target === null ? null : new Date(began.getTime() + one.target * 60_000)
    await database.pool.query(
      `insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, priority,
         sentiment, lang, messages, first_at, last_at, last_activity_id)
       values ($1, $2::uuid, $3, $2::uuid::text, 'private', 'ana', '', 'done', $4, 'neutral', 'fr', 1, $5, $5, $2::uuid)`,
      [workspaceId, id, one.channel, one.priority, began],
    )
    await database.pool.query(
      `insert into service_span values ($1, $2, 'first', $3, $4, $5, $6, $7, $8, $8, null, $9, 'private', 'fr', $10)`,
      [workspaceId, id, began, ended, one.by, due, one.target, one.took * 60, one.channel, one.priority],
    )
  }
}

/** The same by hand: percentiles lie between the two nearest values. */
function byHand(made: readonly Made[]) {
  const seen = made.filter(({ at }) => at >= 0 && at < 28 * 1440)
  const answered = seen.filter(({ by }) => by === 'answer')
  const judged = answered.filter(({ target }) => target !== null)
  const times = answered.map(({ took }) => took * 60).sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (times.length - 1)
    const [low, high] = [times[Math.floor(place)] ?? 0, times[Math.ceil(place)] ?? 0]
    return low + (high - low) * (place - Math.floor(place))
  }
  return {
    ended: answered.length,
    unanswered: seen.length - answered.length,
    judged: judged.length,
    within: judged.filter(({ took, target }) => took <= (target ?? 0)).length,
    worked: times.length > 0 ? { median: at(0.5), p90: at(0.9) } : null,
  }
}

const bare = (rows: readonly SpanFigures[]) =>
  rows.map(({ key, ended, unanswered, judged, within, worked }) => ({
    ...{ key, ended, unanswered, judged, within },
    worked: worked && { median: Math.round(worked.median), p90: Math.round(worked.p90) },
  }))

const rounded = (figures: ReturnType<typeof byHand>) => ({
  ...figures,
  worked: figures.worked && {
    median: Math.round(figures.worked.median),
    p90: Math.round(figures.worked.p90),
  },
})

test('figures are those that one reckons by hand, as a whole and in parts', async () => {
  const one: fc.Arbitrary<Made> = fc.record({
    channel: fc.constantFrom('email', 'bluesky'),
    priority: fc.constantFrom(0, 29, 30, 59, 60, 100),
    by: fc.constantFrom('answer', 'answer', 'answer', 'unanswered'),
    took: fc.integer({ min: 0, max: 3000 }),
    target: fc.option(fc.constantFrom(60, 240, 1440)),
    at: fc.integer({ min: -500, max: 28 * 1440 + 500 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 12 }), async (made) => {
      const workspaceId = await testWorkspace(database.db)
      await keep(workspaceId, made)
      const ask = { from: FROM, to: TO, now: TO }
      const seen = made.filter(({ at }) => at >= 0 && at < 28 * 1440)
      const all = bare(await spanFigures(database.db, workspaceId, { ...ask, part: 'all' }))
      assert.deepEqual(all, seen.length > 0 ? [{ key: 'all', ...rounded(byHand(made)) }] : [])
      const channels = [...new Set(seen.map(({ channel }) => channel))].sort()
      assert.deepEqual(
        bare(await spanFigures(database.db, workspaceId, { ...ask, part: 'channel' })),
        channels.map((key) => ({ key, ...rounded(byHand(made.filter(({ channel }) => channel === key))) })),
      )
      const pressing = await spanFigures(database.db, workspaceId, { ...ask, part: 'priority' })
      const kept = new Set(pressing.map(({ key }) => key))
      assert.deepEqual(
        pressing.map(({ key }) => key),
        ['high', 'middle', 'low'].filter((key) => kept.has(key)),
        'the most pressing first',
      )
      const high = pressing.find(({ key }) => key === 'high')
      const wanted = seen.filter(({ priority, by }) => priority >= 60 && by === 'answer').length
      assert.equal(high?.ended ?? 0, wanted)
    }),
    { numRuns: 12 },
  )
})

test('what is late and not answered yet is out of time; what is not late yet is neither', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, [{ channel: 'email', priority: 0, by: 'answer', took: 10, target: 60, at: 100 }])
  await database.pool.query(
    `insert into service_clock (workspace_id, conversation_id, status, revision, first_began, first_due, pauses, due, due_kind, steps_done)
     select workspace_id, id, 'open', 1, first_at, '2026-11-10T12:00:00Z', '[]', '2026-11-10T12:00:00Z', 'first', '{}' from conversation where workspace_id = $1`,
    [workspaceId],
  )
  const at = async (now: string) => {
    const [row] = await spanFigures(database.db, workspaceId, {
      from: FROM,
      to: TO,
      part: 'all',
      now: new Date(now),
    })
    return [row?.judged, row?.within]
  }
  assert.deepEqual(await at('2026-11-10T11:00:00Z'), [1, 1])
  assert.deepEqual(await at('2026-11-10T13:00:00Z'), [2, 1])
})
