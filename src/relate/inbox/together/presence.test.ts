import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { startLive } from '../../../../lib/live/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { eventually } from '../../../../test/support/eventually.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import {
  forgetLooks,
  giveSign,
  LOOKS_FOR,
  look,
  type Sign,
  type There,
  WRITES_FOR,
  whoIsThere,
} from './presence.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const seconds = (n: number) => new Date(NOW.getTime() + n * 1000)
const [ana, ben, cleo] = [uuidv7(), uuidv7(), uuidv7()]
const [one, two] = [uuidv7(), uuidv7()]

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const at = async (conversationId: string, memberId: string, now: Date, stays = true) =>
  ids(await look(database.db, workspaceId, conversationId, { memberId, stays }, now))
const ids = (there: There[]) => there.map((somebody) => somebody.memberId)
const sign = (conversationId: string, given: Sign, now: Date) =>
  giveSign(database.db, workspaceId, conversationId, given, now)
const seen = async (by: string, now: Date) =>
  (await whoIsThere(database.db, workspaceId, by, now)).map(({ conversationId, memberId, writing }) => [
    conversationId,
    memberId,
    writing,
  ])

it('is told to the others for a minute since they last looked, and never to themselves', async () => {
  assert.deepEqual(await at(one, ana, NOW), [])
  assert.deepEqual(await at(one, ben, seconds(10)), [ana])
  assert.deepEqual(await at(two, ben, seconds(11)), [], 'another conversation')
  assert.deepEqual(await at(one, ana, seconds(30)), [ben])
  assert.deepEqual(await at(one, ben, seconds(89)), [ana])
  assert.deepEqual(await at(one, ben, seconds(90)), [])
})

it('is not who only passes by, and is forgotten in time', async () => {
  await at(one, ana, NOW, false)
  assert.deepEqual(await at(one, ben, NOW), [])
  await forgetLooks(database.db, seconds(60))
  assert.deepEqual(await at(one, ana, NOW), [ben])
  await forgetLooks(database.db, seconds(61))
  assert.deepEqual(await at(one, ana, NOW, false), [])
})

it('says who writes, until the last letter is a while ago, then who looks, until the tab is dead', async () => {
  const tab = uuidv7()
  await sign(one, { memberId: ana, tab, state: 'writing' }, NOW)
  assert.deepEqual(await seen(ben, seconds(1)), [[one, ana, true]])
  const [first] = await whoIsThere(database.db, workspaceId, ben, seconds(1))
  assert.equal(first?.until.getTime(), NOW.getTime() + WRITES_FOR, 'when to look again')
  assert.deepEqual(await seen(ben, new Date(NOW.getTime() + WRITES_FOR)), [[one, ana, false]])
  assert.deepEqual(await seen(ben, new Date(NOW.getTime() + LOOKS_FOR)), [])
  assert.deepEqual(await seen(ana, seconds(1)), [])
})

it('tells the others of each change at once, and of nothing else', async () => {
  const live = startLive(database.url)
  await eventually(() => live.connected(), Boolean)
  let told = 0
  live.onNotice(({ w, k }) => {
    if (w === workspaceId && k === 'presence') told++
    if (w === workspaceId && k === 'end') told += 100
  })
  const tab = uuidv7()
  const give = (state: Sign['state'], now: Date) => sign(one, { memberId: ana, tab, state }, now)
  await give('looking', NOW)
  await give('looking', seconds(20))
  await give('writing', seconds(21))
  await give('writing', seconds(25))
  await give('looking', seconds(28))
  await give('looking', seconds(200))
  await give('gone', seconds(201))
  await give('gone', seconds(202))
  await database.pool.query(`select pg_notify('veillee', $1)`, [JSON.stringify({ w: workspaceId, k: 'end' })])
  assert.equal(
    await eventually(
      () => told,
      (n) => n >= 100,
    ),
    105,
  )
  await live.close()
})

it('is, whatever signs tabs give and in whatever order, who gave one last that still holds', async () => {
  const tabs = [uuidv7(), uuidv7()]
  const step = fc.record({
    member: fc.constantFrom(ana, ben),
    tab: fc.constantFrom(...tabs),
    conversation: fc.constantFrom(one, two),
    state: fc.constantFrom('looking' as const, 'writing' as const, 'gone' as const),
    pause: fc.integer({ min: 0, max: 30_000 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      workspaceId = await testWorkspace(database.db)
      const last = new Map<string, { at: number; state: Sign['state']; who: [string, string] }>()
      let now = NOW.getTime()
      for (const { member, tab, conversation, state, pause } of steps) {
        now += pause
        await sign(conversation, { memberId: member, tab, state }, new Date(now))
        last.set(`${member}${tab}${conversation}`, { at: now, state, who: [conversation, member] })
      }
      const holding = [...last.values()].filter(({ at, state }) => state !== 'gone' && at + LOOKS_FOR > now)
      const expected = new Map<string, boolean>()
      for (const { who, state, at } of holding) {
        const key = who.join(' ')
        const writes = state === 'writing' && at + WRITES_FOR > now
        expected.set(key, (expected.get(key) ?? false) || writes)
      }
      const found = await whoIsThere(database.db, workspaceId, cleo, new Date(now))
      assert.deepEqual(
        new Map(found.map((there) => [`${there.conversationId} ${there.memberId}`, there.writing])),
        new Map([...expected].sort(([a], [b]) => (a < b ? -1 : 1))),
      )
    }),
    { numRuns: 40 },
  )
})
