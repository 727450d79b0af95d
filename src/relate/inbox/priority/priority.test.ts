import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume, type Entry, type StoredActivity } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { getConversation, listConversations, placeIn } from '../store.ts'
import { PRESSING, pressingAt, saidReasons, standingReasons, weighed } from './priority.ts'
import { raisePriority } from './raise.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

const said = (more: Partial<StoredActivity> = {}) =>
  ({
    ...{ verb: 'Create', text: 'dit', sentiment: 'neutral', p_negative: 0.2, rating: null },
    ...{ actor_followers: null, visibility: 'public', urgency: null, intent: null },
    ...more,
  }) as StoredActivity
const keys = (more: Partial<StoredActivity>) => saidReasons(said(more)).map(({ reason }) => reason)

describe('what is said', () => {
  it('presses by what is at stake, how it is said and who hears it', () => {
    assert.deepEqual(keys({}), [])
    assert.deepEqual(keys({ urgency: 2, intent: 'leaving' }), ['urgent', 'leaving'])
    assert.deepEqual(keys({ urgency: 1, intent: 'complaint' }), ['soon', 'complaint'])
    assert.deepEqual(keys({ rating: 1, verb: 'Review', sentiment: 'negative' }), ['negative', 'low-rating'])
    assert.deepEqual(keys({ visibility: 'private', text: 'Où est mon colis ?' }), ['private', 'question'])
    assert.deepEqual(keys({ rating: 5 }), [])
    const weightOf = (followers: number) => saidReasons(said({ actor_followers: followers }))[0]
    assert.equal(weightOf(999), undefined)
    assert.deepEqual(weightOf(12_000), { reason: 'audience', weight: 18, amount: 12_000 })
  })

  it('weighs no more than a hundred, each reason with its part, the weightiest first', () => {
    const all = saidReasons(
      said({
        urgency: 2,
        intent: 'leaving',
        sentiment: 'negative',
        p_negative: 1,
        rating: 1,
        actor_followers: 1e6,
      }),
    )
    const { priority, priority_reasons } = weighed(all)
    assert.equal(priority, 100)
    const weights = priority_reasons.map(({ weight }) => weight)
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    )
    assert.deepEqual(weighed([]), { priority: 0, priority_reasons: [] })
  })

  it('of a faithful customer presses more, by the tier that a programme gives, within bounds', () => {
    const weight = (orders: number) => standingReasons({ orders })[0]?.weight ?? 0
    assert.deepEqual([0, 1, 3, 10].map(weight), [0, 4, 8, 12])
    assert.deepEqual(standingReasons({ tier: { name: 'Platine', weight: 90 } }), [
      { reason: 'tier', weight: 25, name: 'Platine' },
    ])
  })
})

describe('the order of what to do first', () => {
  const row = fc.record({
    waiting_since: fc.option(fc.integer({ min: 0, max: 200 }).map(ago)),
    last_at: fc.integer({ min: 0, max: 200 }).map(ago),
    priority: fc.integer({ min: 0, max: 100 }),
  })

  it('is the same at any time, as an hour of waiting weighs five points', () => {
    fc.assert(
      fc.property(row, row, fc.integer({ min: 0, max: 300 }), (a, b, later) => {
        const points = (one: typeof a) =>
          one.waiting_since === null
            ? undefined
            : one.priority + ((NOW.getTime() - one.waiting_since.getTime()) / HOUR + later) * 5
        const [left, right] = [points(a), points(b)]
        if (left !== undefined && right !== undefined && Math.abs(left - right) > 0.01)
          assert.equal(pressingAt(a) < pressingAt(b), left > right)
        if (left !== undefined && right === undefined) assert.ok(pressingAt(a) < pressingAt(b))
        if (left === undefined && right === undefined && a.last_at > b.last_at)
          assert.ok(pressingAt(a) < pressingAt(b), 'the newest first where nobody waits')
      }),
    )
  })
})

describe('in the inbox', () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
  })
  after(() => database.close())
  const PERSON = uuidv7()
  const intake = (orders: () => number) =>
    inboxIntake({
      inboxAlerts: async () => new Set(['01890000-0000-7000-8000-0000000000a1']),
      inboxAccounts: async () => new Set(),
      standings: async (_db, _workspace, people) => new Map(people.map((one) => [one, { orders: orders() }])),
    })

  async function say(
    workspaceId: string,
    activity: Activity,
    more: Partial<Entry> = {},
    orders: () => number = () => 0,
  ) {
    const entries = [
      entry(activity, { alerts: ['01890000-0000-7000-8000-0000000000a1'], personId: PERSON, ...more }),
    ]
    await append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: NOW })
    while ((await consume(database.db, workspaceId, intake(orders))) > 0);
  }

  it('is read page by page by an index, each conversation once, in the order told', async () => {
    const workspaceId = await testWorkspace(database.db)
    const followers = [0, 20_000, 0, 1500, 0, 0, 200_000]
    for (const [i, many] of followers.entries())
      await say(
        workspaceId,
        note(`m${i}`, 'dit', { at: ago(i * 2).toISOString(), actor: { id: `a${i}`, followers: many } }),
      )
    const whole = await listConversations(database.db, workspaceId, { sort: 'priority' }, 50)
    assert.deepEqual(
      whole.map((one) => one.author_id),
      ['a6', 'a5', 'a4', 'a3', 'a1', 'a2', 'a0'],
    )
    const seen: string[] = []
    let after: { at: Date | number; id: string } | undefined
    do {
      const rows = await listConversations(
        database.db,
        workspaceId,
        { sort: 'priority', ...(after ? { after } : {}) },
        2,
      )
      seen.push(...rows.map(({ id }) => id))
      const last = rows.at(-1)
      after = last && { at: placeIn('priority', last) ?? 0, id: last.id }
    } while (after)
    assert.deepEqual(
      seen,
      whole.map(({ id }) => id),
    )
    const { rows: plan } = await sql<{ 'QUERY PLAN': string }>`
      explain select id from conversation where workspace_id = ${workspaceId} and status = 'open'
      order by ${PRESSING}, id limit 2`.execute(database.db)
    assert.match(plan.map((line) => line['QUERY PLAN']).join('\n'), /conversation_pressing/)
  })

  it('keeps what a rule raised whatever is said next, until it is taken back; who has bought counts as of now', async () => {
    const workspaceId = await testWorkspace(database.db)
    let orders = 0
    const first = note('q', 'Bonjour ?', { at: ago(3).toISOString() })
    await say(workspaceId, first, {}, () => orders)
    const [talk] = await listConversations(database.db, workspaceId, { sort: 'priority' }, 1)
    assert.ok(talk)
    await raisePriority(database.db, workspaceId, [talk.id], { weight: 40, name: 'Délai' })
    orders = 4
    const next = note('q2', 'dit', { at: ago(2).toISOString() })
    next.object.thread = 'q'
    await say(workspaceId, next, {}, () => orders)
    const now = await getConversation(database.db, workspaceId, talk.id)
    assert.deepEqual(now.priority_reasons, [
      { name: 'Délai', reason: 'raised', weight: 40 },
      { amount: 4, reason: 'customer', weight: 8 },
    ])
    assert.equal(now.priority, 48)
    await raisePriority(database.db, workspaceId, [talk.id], { weight: 0, name: '' })
    assert.equal((await getConversation(database.db, workspaceId, talk.id)).priority, 8)
  })
})
