import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { ECHO, OPEN_VAULT } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Channel, Failure } from '../../channels/index.ts'
import { healthOf, lagSeconds, noteExchange, noteFailure, noteStatus, retryAt } from './health.ts'
import { countDrops, countsSince, saveProgress } from './progress.ts'
import { type AccountRow, createAccount, getAccount } from './store.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const inMs = (ms: number) => new Date(NOW.getTime() + ms)

const PULLED = { id: 'feed', every: 600, pull: () => undefined } as unknown as Channel
const STREAM = { id: 'stream', listen: () => undefined } as unknown as Channel
const SPEAKING = { id: 'only speaks' } as unknown as Channel

function account(more: Partial<AccountRow> = {}): AccountRow {
  return {
    paused: false,
    connected: true,
    failure: null,
    credential_expires: null,
    last_exchange: ago(MINUTE),
    next_pull: null,
    head: null,
    ...more,
  } as AccountRow
}

const dead: Failure = { kind: 'token-dead', detail: '401' }

describe('the health of an account', () => {
  const cases: [string, Partial<AccountRow>, Channel | undefined, string][] = [
    ['in order', {}, PULLED, 'ok'],
    ['paused, before all else', { paused: true, failure: dead }, PULLED, 'paused'],
    ['never connected (the demonstration)', { connected: false, failure: dead }, PULLED, 'ok'],
    ['failing', { failure: dead }, PULLED, 'failing'],
    [
      'with a credential that ends within a week',
      { credential_expires: inMs(7 * DAY - 1) },
      PULLED,
      'expiring',
    ],
    ['with one that ends in a week', { credential_expires: inMs(7 * DAY) }, PULLED, 'ok'],
    ['with one that has ended', { credential_expires: ago(DAY) }, PULLED, 'expiring'],
    ['that never had an exchange', { last_exchange: null }, PULLED, 'waiting'],
    ['of a stream that keeps up', { head: ago(2 * MINUTE) }, STREAM, 'ok'],
    ['of a stream that catches up', { head: ago(2 * MINUTE + 1000) }, STREAM, 'late'],
    ['of a stream that has told nothing yet', { last_exchange: ago(DAY) }, STREAM, 'ok'],
    ['to be pulled a little ago', { next_pull: ago(25 * MINUTE) }, PULLED, 'ok'],
    ['to be pulled long ago', { next_pull: ago(25 * MINUTE + 1) }, PULLED, 'late'],
    ['whose last exchange is long ago', { last_exchange: ago(35 * MINUTE + 1) }, PULLED, 'late'],
    ['that only speaks', { last_exchange: ago(99 * DAY) }, SPEAKING, 'ok'],
    ['of a channel that is not there any more', { last_exchange: ago(99 * DAY) }, undefined, 'ok'],
  ]
  for (const [what, row, channel, expected] of cases)
    it(`${what}: ${expected}`, () => assert.equal(healthOf(account(row), channel, NOW), expected))

  it('a stream’s lag is in seconds, never under zero, and none of what is no stream', () => {
    assert.equal(lagSeconds(account({ head: ago(1499) }), STREAM, NOW), 1)
    assert.equal(lagSeconds(account({ head: inMs(MINUTE) }), STREAM, NOW), 0)
    assert.equal(lagSeconds(account({ head: ago(MINUTE) }), PULLED, NOW), null)
    assert.equal(lagSeconds(account(), STREAM, NOW), null)
  })
})

describe('when a failed account is tried again', () => {
  it('never by itself where a person must mend it', () => {
    assert.equal(retryAt(dead, 0, NOW), null)
    assert.equal(retryAt({ kind: 'gone', detail: '410' }, 0, NOW), null)
  })

  it('when the network says', () => {
    const until = inMs(5 * DAY)
    assert.equal(retryAt({ kind: 'rate-limited', until }, 3, NOW), until)
    assert.equal(retryAt({ kind: 'quota-spent', until }, 3, NOW), until)
  })

  it('otherwise after a wait that doubles to an hour, half of it left to chance', () => {
    const kinds = fc.constantFrom('unreachable', 'bad-response', 'refused', 'uncertain', 'quota-spent')
    fc.assert(
      fc.property(
        kinds,
        fc.nat(5000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, failures, random) => {
          const at = retryAt({ kind, detail: '' } as Failure, failures, NOW, () => random)
          const wait = (at?.getTime() ?? 0) - NOW.getTime()
          const most = Math.min(60 * MINUTE, 30_000 * 2 ** failures)
          assert.ok(wait >= most / 2 - 1 && wait <= most, `${wait} of ${most}`)
        },
      ),
    )
  })
})

describe('what is kept of exchanges', () => {
  let database: TestDatabase
  let workspaceId: string
  let id: string
  before(async () => {
    database = await testDatabase()
  })
  after(() => database.close())
  beforeEach(async () => {
    workspaceId = await testWorkspace(database.db)
    const config = { url: 'http://127.0.0.1', character: 'silent', token: 't' }
    id = await createAccount(database.db, OPEN_VAULT, ECHO, { workspaceId, name: 'Echo', config })
  })

  const read = () => getAccount(database.db, workspaceId, id)
  const unreachable: Failure = { kind: 'unreachable', detail: 'refused' }

  it('failures add up, and one exchange that goes well forgets them', async () => {
    for (const failures of [1, 2]) {
      const next = await noteFailure(database.db, await read(), unreachable, NOW)
      const row = await read()
      assert.deepEqual([row.failures, row.failure, row.next_pull], [failures, unreachable, next])
    }
    await noteExchange(database.db, await read(), inMs(DAY), NOW)
    const row = await read()
    assert.deepEqual([row.failures, row.failure, row.next_pull], [0, null, inMs(DAY)])
    assert.deepEqual(row.last_exchange, NOW)
  })

  it('a wish to pull now that came meanwhile is not written over by the end of the pull before', async () => {
    const before = await read()
    await sql`update channel_account set next_pull = ${NOW} where id = ${id}`.execute(database.db)
    await noteExchange(database.db, before, inMs(DAY), NOW)
    assert.deepEqual((await read()).next_pull, NOW)
    await noteFailure(database.db, before, unreachable, NOW)
    assert.deepEqual((await read()).next_pull, NOW)
  })

  it('the cursor and the head stay where a batch brings none', async () => {
    const save = (batch: object, stored = 0, now = NOW) =>
      inTransaction(database.db, (tx) =>
        saveProgress(tx, workspaceId, id, { activities: [], ...batch }, now, stored),
      )
    await noteFailure(database.db, await read(), unreachable, NOW)
    await save({ cursor: 'c1', head: ago(MINUTE) }, 3)
    const later = inMs(MINUTE)
    await save({}, 0, later)
    const row = await read()
    assert.deepEqual([row.cursor, row.head, row.failures], ['c1', ago(MINUTE), 0])
    assert.deepEqual([row.last_exchange, row.last_activity], [later, NOW], 'nothing came the second time')
  })

  it('what a channel says of itself is its last word, and another workspace’s account stays as it is', async () => {
    await noteStatus(database.db, await read(), 'status.catching-up', { behind: 12 })
    await noteStatus(database.db, { ...(await read()), workspace_id: uuidv7() }, 'status.other')
    assert.deepEqual((await read()).status, { key: 'status.catching-up', values: { behind: 12 } })
  })

  it('counts what was kept and why the rest was not, an hour and a reason each', async () => {
    const count = (now: Date, drops: [string, number][], kept: number, account = id) =>
      inTransaction(database.db, (tx) => countDrops(tx, workspaceId, account, now, new Map(drops), kept))
    const other = uuidv7()
    await count(
      NOW,
      [
        ['seen', 2],
        ['not-matched', 0],
      ],
      5,
    )
    await count(inMs(59 * MINUTE), [['seen', 1]], 0)
    await count(inMs(61 * MINUTE), [['too-old', 4]], 1)
    await count(NOW, [], 0)
    await count(NOW, [['seen', 9]], 0, other)
    const all = await countsSince(database.db, workspaceId, NOW)
    assert.deepEqual(all.get(id), { kept: 6, dropped: { seen: 3, 'too-old': 4 } })
    assert.deepEqual(all.get(other), { kept: 0, dropped: { seen: 9 } })
    const late = await countsSince(database.db, workspaceId, inMs(60 * MINUTE))
    assert.deepEqual([...late], [[id, { kept: 1, dropped: { 'too-old': 4 } }]])
    assert.equal((await countsSince(database.db, await testWorkspace(database.db), NOW)).size, 0)
  })

  it('counts rightly what many pulls count at once', async () => {
    const drops = (n: number): [string, number][] =>
      n % 2
        ? [
            ['a', 1],
            ['b', 1],
          ]
        : [
            ['b', 1],
            ['a', 1],
          ]
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        inTransaction(database.db, (tx) => countDrops(tx, workspaceId, id, NOW, new Map(drops(n)), 1)),
      ),
    )
    const counts = await countsSince(database.db, workspaceId, ago(DAY))
    assert.deepEqual(counts.get(id), { kept: 20, dropped: { a: 20, b: 20 } })
  })
})
