import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { drop, retry, sayIsSent } from './change.ts'
import { comeForward, joinLane, repairLanes } from './lane.ts'

let database: TestDatabase
let workspaceId: string
let accountId: string
const member = uuidv7()
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  accountId = uuidv7()
})

interface Standing {
  id: string
  text: string
  state: string
  turn: number
  ready: boolean
}

async function lane(name: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select id, draft->>'text' as text, state, turn, next_try is not null as ready from delivery
    where workspace_id = ${workspaceId} and account_id = ${accountId} and lane = ${name}
    order by turn, id`.execute(database.db)
  return rows
}

const tell = (text: string, name = 'l', more: { due?: Date } = {}) =>
  say(database.db, workspaceId, accountId, text, { lane: name, ...more })

const become = (id: string, state: string) =>
  sql`update delivery set state = ${state}, next_try = null where id = ${id}`.execute(database.db)

/** Ends one as the worker does: the state first, then whoever stands behind. */
const end = (id: string, state: string, name = 'l') =>
  inTransaction(database.db, async (tx) => {
    await sql`update delivery set state = ${state}, next_try = null where id = ${id}`.execute(tx)
    await comeForward(tx, [{ workspace_id: workspaceId, account_id: accountId, lane: name }])
  })

describe('a lane', () => {
  it('lets only its first leave, and the next once that one has ended', async () => {
    const [a = '', b = ''] = [await tell('a'), await tell('b'), await tell('c')]
    assert.deepEqual(
      (await lane('l')).map(({ text, turn, ready }) => [text, turn, ready]),
      [
        ['a', 1, true],
        ['b', 2, false],
        ['c', 3, false],
      ],
    )
    await end(a, 'sent')
    assert.deepEqual(
      (await lane('l')).map(({ text, ready }) => [text, ready]),
      [
        ['a', false],
        ['b', true],
        ['c', false],
      ],
    )
    await end(b, 'refused')
    assert.equal((await lane('l')).at(-1)?.ready, true)
  })

  it('stays shut behind what is unknown or on the wire', async () => {
    const [a = ''] = [await tell('a'), await tell('b')]
    for (const state of ['sending', 'unknown']) {
      await end(a, state)
      assert.equal((await lane('l'))[1]?.ready, false, state)
    }
    await sayIsSent(database.db, { workspaceId, id: a, by: member })
    assert.equal((await lane('l'))[1]?.ready, true)
  })

  it('does not bring forward before its time what is due later', async () => {
    const due = new Date(Date.now() + 3_600_000)
    const [a = '', b] = [await tell('a'), await tell('b', 'l', { due })]
    await end(a, 'sent')
    const { rows } = await sql<{ next_try: Date }>`select next_try from delivery where id = ${b}`.execute(
      database.db,
    )
    assert.equal(rows[0]?.next_try.getTime(), due.getTime())
  })

  it('is its account’s and its workspace’s own', async () => {
    await tell('a')
    const [otherAccount, otherWorkspace] = [uuidv7(), await testWorkspace(database.db)]
    await say(database.db, workspaceId, otherAccount, 'b', { lane: 'l' })
    await say(database.db, otherWorkspace, accountId, 'c', { lane: 'l' })
    const { rows } = await sql<{ first: boolean }>`
      select next_try is not null as first from delivery where lane = 'l' and turn = 1
        and workspace_id in (${workspaceId}, ${otherWorkspace})`.execute(database.db)
    assert.deepEqual(rows, [{ first: true }, { first: true }, { first: true }])
  })

  it('gives each of many who join at once a turn of their own, and one of them the first', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => tell(`${n}`)))
    const standing = await lane('l')
    assert.deepEqual(
      standing.map(({ turn }) => turn),
      Array.from({ length: 20 }, (_, n) => n + 1),
    )
    assert.deepEqual(
      standing.filter(({ ready }) => ready).map(({ turn }) => turn),
      [1],
    )
  })

  it('leaves nobody waiting who joins while the last one ends', async () => {
    for (let round = 0; round < 10; round++) {
      const name = `race ${round}`
      const first = await tell('a', name)
      await Promise.all([end(first, 'sent', name), tell('b', name)])
      const [, b] = await lane(name)
      assert.equal(b?.ready, true, `round ${round}`)
    }
  })

  it('begins again at one once nothing stands in it', async () => {
    await end(await tell('a'), 'sent')
    const place = await inTransaction(database.db, (tx) =>
      joinLane(tx, { workspace_id: workspaceId, account_id: accountId, lane: 'l' }),
    )
    assert.deepEqual(place, { turn: 1, first: true })
  })

  it('is mended where its first was never told, and nothing else is', async () => {
    const [a = '', b = ''] = [await tell('a'), await tell('b')]
    assert.equal(await repairLanes(database.db), 0)
    await become(a, 'sent')
    await tell('elsewhere', 'other')
    assert.equal(await repairLanes(database.db), 1)
    const ready = (await lane('l')).filter((one) => one.ready).map(({ id }) => id)
    assert.deepEqual(ready, [b])
    assert.equal(await repairLanes(database.db), 0)
  })
})

/** What can befall a lane: something joins, its head ends one way or another, a person decides. */
type Step =
  | { kind: 'join'; lane: number }
  | { kind: 'end'; lane: number; state: 'sent' | 'refused' | 'unknown' }
  | { kind: 'decide'; lane: number; how: 'retry' | 'drop' | 'sent'; of: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('join' as const), lane: fc.nat(1) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('end' as const),
        lane: fc.nat(1),
        state: fc.constantFrom('sent', 'refused', 'unknown'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        lane: fc.nat(1),
        how: fc.constantFrom('retry', 'drop', 'sent'),
        of: fc.nat(20),
      }),
    },
  ) as fc.Arbitrary<Step>,
  { minLength: 4, maxLength: 16 },
)

async function take(step: Step): Promise<void> {
  const name = `l${step.lane}`
  if (step.kind === 'join') return void (await tell('x', name))
  const standing = await lane(name)
  if (step.kind === 'end') {
    const head = standing.find((one) => one.state === 'waiting' && one.ready)
    if (head) await end(head.id, step.state, name)
    return
  }
  const one = standing[step.of % Math.max(1, standing.length)]
  if (!one) return
  const decision = { workspaceId, id: one.id, by: member }
  const decided = { retry, drop, sent: sayIsSent }[step.how](database.db, decision)
  // What cannot be decided in that state is refused, and nothing changes.
  await decided.catch((error: { id?: string }) => assert.equal(error.id, 'delivery_state'))
}

it('whatever happens, one a lane may leave, it is the first of those that stand, and none waits for nothing', () =>
  fc.assert(
    fc.asyncProperty(steps, async (all) => {
      ;[workspaceId, accountId] = [await testWorkspace(database.db), uuidv7()]
      for (const step of all) {
        await take(step)
        for (const name of ['l0', 'l1']) {
          const open = (await lane(name)).filter((one) =>
            ['waiting', 'sending', 'unknown'].includes(one.state),
          )
          assert.equal(new Set(open.map((one) => one.turn)).size, open.length, 'two have one turn')
          const ready = open.filter((one) => one.state === 'waiting' && one.ready)
          assert.deepEqual(ready, open[0]?.state === 'waiting' ? [open[0]] : [])
        }
      }
      assert.equal(await repairLanes(database.db), 0)
    }),
    { numRuns: 10 },
  ))
