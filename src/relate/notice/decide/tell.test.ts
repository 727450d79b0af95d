import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { eventually } from '../../../../test/support/eventually.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { DEFAULTS, type Level, PACES, type Rule, WAYS } from '../choice/choice.ts'
import { ripen } from '../sender/queue.ts'
import { type Listener, MOST_AT_ONCE, paceOf, planOf, type Subject } from './plan.ts'
import { MOST_ITEMS, tell } from './tell.ts'

const NOON = new Date('2026-11-23T11:00:00Z')
const MINUTE = 60_000
const ids = Array.from({ length: 6 }, () => uuidv7())
const ALERT = uuidv7()
let database: TestDatabase
let workspaceId: string
let members: string[]

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(fresh)

async function fresh(): Promise<void> {
  workspaceId = await testWorkspace(database.db)
  members = []
  for (let n = 0; n < 2; n++) {
    const email = `${uuidv7()}@example.org`
    const userId = await insertUser(database.db, { name: 'Léa', email, passwordHash: 'x' })
    members.push(await insertMember(database.db, workspaceId, userId, 'agent'))
  }
}

const listener = (alerts: Rule, more: Partial<Listener> = {}): Listener => ({
  ...{ memberId: members[0] ?? '', timeZone: 'Europe/Paris', onCall: false, lately: 0, alerts: new Map() },
  choice: { ...DEFAULTS, quiet: null, alerts },
  ...more,
})
const story = (n: number): Subject => ({
  ...{ kind: 'story', key: `story:${n}`, storyId: null, activityId: null },
  alerts: [ALERT],
})
const alarm = (n: number, level: Level): Subject => ({
  ...{ kind: 'alarm', key: `alarm:${ids[n]}:${level}`, alarmId: ids[n] ?? '', activityId: null },
  ...{ level, alerts: [] },
})
const say = (subjects: Subject[], listeners: Listener[], now = NOON) =>
  inTransaction(database.db, (tx) => tell(tx, workspaceId, subjects, listeners, now))

interface Row {
  member_id: string
  slot: string
  ways: string[]
  urgent: boolean
  capped: boolean
  items: number
  more: number
  due: Date
  told: Date | null
  subjects: string[]
}
async function notices(): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `select notice.*, array(select subject from notice_item as item where item.workspace_id = $1 and item.notice_id = notice.id
       order by id) as subjects
     from notice where workspace_id = $1 order by due, slot, member_id`,
    [workspaceId],
  )
  return rows
}
const held = async () => (await notices()).map(({ slot, subjects }) => [slot, subjects])
const ONCE: Rule = { ways: ['app'], pace: 'once' }
const HOURLY: Rule = { ways: ['app'], pace: 'hourly' }
const MORNING: Rule = { ways: ['mail'], pace: 'morning' }
const AT_ONE = 'hour:2026-11-23T12:00:00.000Z'

test('what shares an hour is one notice by all the ways asked for, each thing in it once', async () => {
  await say([story(1), story(2)], [listener(HOURLY)])
  await say(
    [story(2), story(3)],
    [listener({ ways: ['mail'], pace: 'hourly' })],
    new Date(NOON.getTime() + MINUTE),
  )
  const [one, ...others] = await notices()
  assert.deepEqual([others.length, one?.slot, one?.items, one?.more], [0, AT_ONE, 3, 0])
  assert.deepEqual(
    [one?.ways, one?.subjects],
    [
      ['app', 'mail'],
      ['story:1', 'story:2', 'story:3'],
    ],
  )
})

test('what waits is brought forward where it presses, never put off, and an empty notice goes', async () => {
  await say([story(1), story(2)], [listener(MORNING)])
  await say([story(1)], [listener(HOURLY)])
  assert.deepEqual(await held(), [
    [AT_ONE, ['story:1']],
    ['morning:2026-11-24T07:00:00.000Z', ['story:2']],
  ])
  assert.deepEqual(
    (await notices()).map(({ items }) => items),
    [1, 1],
  )
  await say([story(2)], [listener(ONCE)])
  assert.deepEqual(await held(), [
    ['once:story:2', ['story:2']],
    [AT_ONE, ['story:1']],
  ])
  await say([story(1), story(2)], [listener(MORNING)])
  assert.equal((await notices()).length, 2, 'what presses less changes nothing')
})

test('an alarm that becomes graver takes along what waited of it, and not what waited of another', async () => {
  const pressing = (level: Level, rule: Rule) =>
    listener(ONCE, { choice: { ...DEFAULTS, quiet: null, alarms: { ...DEFAULTS.alarms, [level]: rule } } })
  await say([alarm(0, 1), alarm(1, 1), story(1)], [pressing(1, HOURLY)])
  await say([alarm(0, 2)], [pressing(2, HOURLY)])
  const [hour] = await notices()
  assert.deepEqual(
    [hour?.slot, hour?.items, hour?.subjects.sort()],
    [AT_ONE, 2, [`alarm:${ids[1]}:1`, `alarm:${ids[0]}:2`].sort()],
  )
  await say([alarm(0, 3)], [pressing(3, ONCE)])
  assert.deepEqual((await held()).slice(0, 2), [
    [`once:alarm:${ids[0]}:3`, [`alarm:${ids[0]}:3`]],
    [AT_ONE, [`alarm:${ids[1]}:1`]],
  ])
  assert.equal((await notices())[0]?.urgent, true)
  // What is told sooner stays: graver but later would be told too late.
  await say([alarm(2, 1)], [pressing(1, HOURLY)])
  await say([alarm(2, 2)], [pressing(2, MORNING)])
  const all = (await held()).flatMap(([, subjects]) => subjects)
  assert.ok(all.includes(`alarm:${ids[2]}:1`) && all.includes(`alarm:${ids[2]}:2`))
})

test('a notice holds two hundred subjects and counts the rest; what was told at once in vain gathers', async () => {
  const many = Array.from({ length: MOST_ITEMS + 5 }, (_, n) => story(n))
  await say(many, [listener(HOURLY)])
  await say([story(900), story(901)], [listener(HOURLY)])
  const [one] = await notices()
  assert.deepEqual([one?.items, one?.more, one?.subjects.length], [MOST_ITEMS, 7, MOST_ITEMS])

  await fresh()
  await say(many.slice(0, MOST_AT_ONCE + 3), [listener(ONCE, { lately: 2 })])
  const rows = await notices()
  assert.equal(rows.filter(({ slot }) => slot.startsWith('once:')).length, MOST_AT_ONCE - 2)
  const hour = rows.find(({ slot }) => slot === AT_ONE)
  assert.deepEqual([hour?.items, hour?.capped], [5, true])
})

test('what comes for a slot that was told stands in another of the same hour', async () => {
  await say([story(1)], [listener(HOURLY)])
  await ripen(database.db, new Date('2026-11-23T12:00:00Z'))
  // Another process whose clock is a little behind.
  await say([story(1), story(2)], [listener(HOURLY)])
  assert.deepEqual(await held(), [
    [AT_ONE, ['story:1']],
    [`${AT_ONE}+`, ['story:2']],
  ])
  assert.equal(paceOf(`${AT_ONE}+`), 'hourly')
})

test('what is being told in another transaction is not told again in this one', async () => {
  await say([story(1), story(2)], [listener(HOURLY)])
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query('update notice set told = now() where workspace_id = $1', [workspaceId])
    let done = false
    const telling = say([story(1)], [listener(ONCE)]).then(() => {
      done = true
    })
    const blocked = () =>
      // Beside that transaction, in which what is asked of activity stays as it was first seen.
      database.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    await eventually(blocked, ({ rows }) => done || rows.length > 0)
    await client.query('commit')
    await telling
  } finally {
    client.release()
  }
  assert.deepEqual(await held(), [[AT_ONE, ['story:1', 'story:2']]])
})

test('two who tell the same people of much at once wait for each other and lose nothing', async () => {
  const listeners = members.map((memberId) => listener(HOURLY, { memberId }))
  await say([story(1), alarm(1, 1)], listeners)
  await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      say(
        n % 2 ? [story(n), story(n + 1)] : [alarm(n % 6, 2), story(n)],
        n % 3 ? listeners : listeners.toReversed(),
      ),
    ),
  )
  const rows = await notices()
  for (const { items, subjects } of rows) assert.equal(items, subjects.length)
  for (const memberId of members) {
    const told = rows.filter((row) => row.member_id === memberId).flatMap(({ subjects }) => subjects)
    assert.equal(new Set(told).size, told.length)
    for (let n = 1; n <= 8; n++) assert.ok(told.includes(`story:${n}`), `story ${n}`)
  }
})

test('nobody to tell, or nothing: nothing is written', async () => {
  await say([], [listener(ONCE)])
  await say([story(1)], [])
  await say([story(1)], [listener({ ways: [], pace: 'once' })])
  assert.deepEqual(await notices(), [])
})

test('whatever comes in whatever order, each is told once, no later than asked, by a way that was asked for', async () => {
  const rule = fc.record({
    ways: fc.subarray([...WAYS], { minLength: 1 }),
    pace: fc.constantFrom(...PACES),
  })
  const subject = fc.oneof(
    fc.integer({ min: 0, max: 4 }).map(story),
    fc
      .tuple(fc.integer({ min: 0, max: 1 }), fc.constantFrom<Level>(1, 2, 3))
      .map(([n, level]) => alarm(n, level)),
  )
  const step = fc.record({
    subjects: fc.uniqueArray(subject, {
      selector: (one) => (one.kind === 'alarm' ? one.alarmId : one.key),
      maxLength: 4,
    }),
    ...{ rule, minutes: fc.integer({ min: 0, max: 90 }), ripe: fc.boolean(), onCall: fc.boolean() },
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await fresh()
      let now = NOON
      const asked = new Map<string, number>()
      const ways = new Map<string, Set<string>>()
      const levels = new Map<string, number>()
      // An alarm is told again only when it is graver: see the ledger of alarms.
      const rises = (one: Subject) => {
        if (one.kind !== 'alarm') return true
        const before = levels.get(one.alarmId) ?? 0
        levels.set(one.alarmId, Math.max(before, one.level))
        return one.level > before
      }
      for (const { subjects: some, rule: alerts, minutes, ripe, onCall } of steps) {
        const subjects = some.filter(rises)
        now = new Date(now.getTime() + minutes * MINUTE)
        const one = listener(alerts, { onCall })
        for (const subject of subjects) {
          const plan = planOf(one, subject, now)
          if (!plan) continue
          asked.set(subject.key, Math.min(asked.get(subject.key) ?? Infinity, plan.due.getTime()))
          ways.set(subject.key, new Set([...(ways.get(subject.key) ?? []), ...plan.ways]))
        }
        await say(subjects, [one], now)
        if (ripe) await ripen(database.db, now)
      }
      const rows = await notices()
      const all = rows.flatMap((row) => row.subjects.map((key) => ({ key, row })))
      assert.equal(new Set(all.map(({ key }) => key)).size, all.length, 'each once')
      for (const { items, more, subjects, told } of rows) {
        assert.ok(items === subjects.length && more === 0 && (items > 0 || told))
      }
      for (const { key, row } of all) {
        assert.ok(row.due.getTime() <= (asked.get(key) ?? 0), key)
        const others = row.subjects.flatMap((one) => [...(ways.get(one) ?? [])])
        if (row.subjects.length === 1 && paceOf(row.slot) === 'once') {
          assert.ok(
            row.ways.every((way) => others.includes(way)),
            key,
          )
        }
      }
      for (const [key, due] of asked) {
        const [, id] = key.split(':')
        const there = all.find(
          (one) => one.key === key || (key.startsWith('alarm') && one.key.includes(`:${id}:`)),
        )
        assert.ok(there && there.row.due.getTime() <= Math.max(due, now.getTime()), key)
      }
    }),
    { numRuns: 20 },
  )
})
