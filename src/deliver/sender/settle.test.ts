import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { eventually } from '../../../test/support/eventually.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Again, Failure, Sent } from '../../channels/index.ts'
import { readLog } from '../outbox/log.ts'
import { getDelivery } from '../outbox/store.ts'
import { begin, type Claimed, claim } from './claim.ts'
import { type Circumstances, decide, type Outcome } from './decide.ts'
import type { OpenedAccount, SentItem } from './deps.ts'
import { type Finished, settle, streamOf } from './settle.ts'

let database: TestDatabase
let workspaceId: string
let accountId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  await sql`truncate delivery, delivery_log, outbox_account`.execute(database.db)
  workspaceId = await testWorkspace(database.db)
  accountId = uuidv7()
})

const FIND: Again = { kind: 'find', after: 60 }
const UNCERTAIN: Outcome = { kind: 'failed', failure: { kind: 'uncertain', detail: 'http.timeout' } }
const REFUSED: Outcome = { kind: 'failed', failure: { kind: 'refused', detail: 'no' } }
const opened = { channel: { id: 'echo' }, account: {}, host: {} } as unknown as OpenedAccount

const sent = (more: Partial<Sent> = {}): Outcome => ({
  kind: 'sent',
  sent: { activity: { externalId: 'echo:1', object: {} }, ...more } as Sent,
})

const put = (text = 'bonjour', lane?: string) =>
  say(database.db, workspaceId, accountId, text, lane ? { lane } : {})
const take = (seat = 1) => claim(database.db, { seat, most: 100, perAccount: 100, lease: 60_000 })
const read = (id: string) => getDelivery(database.db, workspaceId, id)

async function hand(): Promise<Claimed> {
  await put()
  const [row] = await take()
  assert.ok(row)
  return row
}

function finished(row: Claimed, outcome: Outcome, more: Partial<Circumstances> = {}): Finished {
  const at: Circumstances = {
    tries: row.tries,
    since: row.since,
    inDoubt: row.in_doubt,
    again: FIND,
    patience: 86_400_000,
    pause: 5000,
    now: new Date(),
    random: () => 0.5,
    ...more,
  }
  return { row, outcome, again: at.again, verdict: decide(outcome, at), opened }
}

const recorded: SentItem[][] = []
const end = (...all: Finished[]) =>
  settle(
    {
      db: database.db,
      record: async (_tx, _stream, items) => {
        recorded.push([...items])
        return items.map(() => null)
      },
    },
    all,
  )

/** Seconds from now at which it is tried again, by the clock of the database. */
async function waits(id: string): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from next_try - now())::float8 as seconds from delivery where id = ${id}`.execute(
    database.db,
  )
  return rows[0]?.seconds ?? Number.NaN
}

const learnt = async () =>
  (
    await sql<{ blocked: string | null; failures: number; seconds: number | null }>`
      select blocked, failures, extract(epoch from wait_until - now())::float8 as seconds from outbox_account
      where account_id = ${accountId}`.execute(database.db)
  ).rows[0]

describe('a try in doubt', () => {
  it('is looked for so long after its end, however long it lasted', async () => {
    const row = await hand()
    await begin(database.db, 1, [row], 60_000)
    await sql`update delivery set last_try = now() - interval '50 seconds' where id = ${row.id}`.execute(
      database.db,
    )
    await end(finished(row, UNCERTAIN))
    const seconds = await waits(row.id)
    assert.ok(seconds > 50 && seconds <= 60, `${seconds}`)
    assert.deepEqual([(await read(row.id)).in_doubt, (await read(row.id)).tries], [true, 1])
  })

  it('is as old as it was where nothing has left since: a look that could not tell begins no new wait', async () => {
    const row = await hand()
    await sql`update delivery set in_doubt = true, tries = 1, last_try = now() - interval '50 seconds'`.execute(
      database.db,
    )
    await end(finished({ ...row, in_doubt: true, tries: 1 }, { kind: 'too-soon' }))
    const seconds = await waits(row.id)
    assert.ok(seconds > 5 && seconds <= 10, `${seconds}`)
  })

  it('counts by the clock of the database how long it has been quiet', async () => {
    const row = await hand()
    await begin(database.db, 1, [row], 60_000)
    await end(finished(row, UNCERTAIN))
    await sql`update delivery set next_try = now(), last_try = last_try - interval '1 minute'`.execute(
      database.db,
    )
    const [again] = await take()
    assert.ok(again && again.quiet >= 60_000 && again.quiet < 120_000, `${again?.quiet}`)
  })
})

describe('whose end it is', () => {
  it('nobody’s but of whom it was taken last, unless it was sent: that is true whoever says so', async () => {
    const row = await hand()
    await sql`update delivery set claim = 2 where id = ${row.id}`.execute(database.db)
    await end(finished(row, REFUSED))
    assert.equal((await read(row.id)).state, 'sending')
    await end(finished(row, sent()))
    assert.equal((await read(row.id)).state, 'sent')
    assert.equal((await readLog(database.db, workspaceId, row.id)).length, 1)
  })

  it('is sent also where a person gave it up or was asked meanwhile, and only once', async () => {
    for (const state of ['dropped', 'unknown', 'refused', 'waiting'] as const) {
      const row = await hand()
      await sql`update delivery set state = ${state}, claim = null where id = ${row.id}`.execute(database.db)
      recorded.length = 0
      await end(finished(row, sent()))
      await end(finished(row, sent()))
      assert.equal((await read(row.id)).state, 'sent', state)
      assert.equal(recorded.length, 1, 'it stands in the stream once')
    }
  })

  it('is nobody’s any more where it was taken over and taken again, be it by the same worker', async () => {
    const row = await hand()
    await sql`update delivery set lease = now() - interval '1 second'`.execute(database.db)
    await end({ ...finished(row, UNCERTAIN, { again: { kind: 'harmless' } }), takenOver: true })
    await sql`update delivery set next_try = now()`.execute(database.db)
    const [again] = await take()
    assert.ok(again && again.claim === row.claim)
    // Of the try that was given up: it says nothing of the one that is on the wire.
    await end(finished(row, REFUSED))
    assert.deepEqual([(await read(row.id)).state, (await read(row.id)).in_doubt], ['sending', true])
    await end(finished(again, sent()))
    assert.equal((await read(row.id)).state, 'sent')
  })

  it('is not what another saw of it in the same moment: of those written together only the one that counts', async () => {
    for (const late of ['before', 'after'] as const) {
      const lost = await hand()
      await sql`update delivery set lease = now() - interval '1 second' where id = ${lost.id}`.execute(
        database.db,
      )
      // Two workers see what a third has left. One gives it back, and the other has it by the time it writes what it saw.
      const seen = { ...finished(lost, { kind: 'given-back' }), takenOver: true }
      await end(seen)
      const [again] = await take(2)
      assert.ok(again && again.id === lost.id)
      await begin(database.db, 2, [again], 60_000)
      recorded.length = 0
      const counts = finished(again, sent())
      await end(...(late === 'before' ? [seen, counts] : [counts, seen]))
      const { state, claim, next_try } = await read(lost.id)
      assert.deepEqual([state, claim, next_try], ['sent', null, null], late)
      assert.deepEqual(
        (await readLog(database.db, workspaceId, lost.id)).map(({ what }) => what),
        ['given-back', 'sent'],
      )
      assert.equal(recorded.flat().length, 1)
    }
  })

  it('is that it was sent, where of two that are both this worker’s to say one says so', async () => {
    for (const first of ['sent', 'given-back'] as const) {
      const before = await hand()
      await sql`update delivery set claim = 2 where id = ${before.id}`.execute(database.db)
      const [late, now] = [
        finished(before, sent()),
        finished({ ...before, claim: 2 }, { kind: 'given-back' }),
      ]
      recorded.length = 0
      await end(...(first === 'sent' ? [late, now] : [now, late]))
      assert.equal((await read(before.id)).state, 'sent', first)
      assert.equal((await readLog(database.db, workspaceId, before.id)).length, 1)
      assert.equal(recorded.flat().length, 1)
    }
  })

  it('is told by what stands when its turn to write comes, not by what stood when it asked', async () => {
    const row = await hand()
    const other = await database.pool.connect()
    await other.query('begin')
    await other.query('update delivery set claim = 2 where id = $1', [row.id])
    const ended = end(finished(row, REFUSED))
    const waiting = 'select from pg_stat_activity where datname = current_database() and wait_event_type = $1'
    await eventually(
      async () => (await database.pool.query(waiting, ['Lock'])).rowCount,
      (count) => count === 1,
    )
    await other.query('commit')
    other.release()
    await ended
    assert.deepEqual([(await read(row.id)).state, (await read(row.id)).claim], ['sending', 2])
    assert.deepEqual(await readLog(database.db, workspaceId, row.id), [])
  })

  it('is left to a worker that began after all between the look at what is left and its end', async () => {
    const row = await hand()
    // Seen by who takes over: its lease had passed, and it had not begun.
    const over = { ...finished(row, { kind: 'given-back' }), takenOver: true }
    await begin(database.db, 1, [row], 60_000)
    await end(over)
    assert.deepEqual([(await read(row.id)).state, (await read(row.id)).begun], ['sending', true])
    await sql`update delivery set lease = now() - interval '1 second'`.execute(database.db)
    await end(over)
    assert.equal((await read(row.id)).state, 'waiting')
  })
})

describe('what is written of an end', () => {
  it('is what the network said of what was sent, and nothing stays of the worker', async () => {
    const row = await hand()
    await end(finished(row, sent({ url: 'https://echo.example/1' })))
    const { state, url, external_id, claim, lease, begun, next_try, sent_at, tries } = await read(row.id)
    assert.deepEqual(
      [state, url, external_id, claim, lease, begun, next_try, tries],
      ['sent', 'https://echo.example/1', 'echo:1', null, null, false, null, 1],
    )
    assert.ok(sent_at)
  })

  const LINES: [string, Outcome, Partial<Circumstances>, string, string | null][] = [
    ['sent', sent(), {}, 'sent', null],
    ['found', { ...sent(), found: true } as Outcome, {}, 'found', null],
    ['refused', REFUSED, {}, 'refused', 'refused: no'],
    ['in doubt', UNCERTAIN, {}, 'doubt', 'uncertain: http.timeout'],
    ['asked of a person', UNCERTAIN, { again: { kind: 'never' } }, 'unknown', 'uncertain: http.timeout'],
    ['looked for too soon', { kind: 'too-soon' }, {}, 'too-soon', null],
    ['held by a stop', { kind: 'given-back' }, {}, 'given-back', null],
    ['held by its account', { kind: 'blocked', by: 'paused' }, {}, 'blocked-paused', null],
    ['without an account', { kind: 'no-account' }, {}, 'refused', 'gone: failure.no-account'],
    [
      'looked for in vain',
      { kind: 'cannot-tell', failure: { kind: 'unreachable', detail: 'http.cut' } },
      {},
      'cannot-tell',
      'unreachable: http.cut',
    ],
    [
      'waiting',
      { kind: 'failed', failure: { kind: 'unreachable', detail: 'http.cut' } },
      {},
      'waits',
      'unreachable: http.cut',
    ],
  ]
  for (const [name, outcome, more, what, detail] of LINES) {
    it(`is one line of the log, ${name}: ${what}`, async () => {
      const row = await hand()
      await end(finished(row, outcome, more))
      const lines = await readLog(database.db, workspaceId, row.id)
      assert.deepEqual(
        lines.map((line) => [line.what, line.detail, line.member_id]),
        [[what, detail, null]],
      )
    })
  }

  it('keeps for a later look what was answered, and forgets it with the end', async () => {
    const row = await hand()
    await sql`update delivery set target = '{"id":"x"}'`.execute(database.db)
    await end(finished(row, UNCERTAIN))
    assert.deepEqual((await read(row.id)).target, { id: 'x' })
    await sql`update delivery set next_try = now()`.execute(database.db)
    const [again] = await take()
    assert.ok(again)
    await end(finished(again, sent()))
    assert.equal((await read(row.id)).target, null)
  })
})

describe('what an account learns from an end', () => {
  const failed = (failure: Failure): Outcome => ({ kind: 'failed', failure })
  const down = failed({ kind: 'unreachable', detail: 'http.cut' })

  it('is nothing where all goes well', async () => {
    await end(finished(await hand(), sent()))
    assert.deepEqual(await learnt(), { blocked: null, failures: 0, seconds: null })
  })

  it('is how often in a row it was not reached, until it is', async () => {
    for (const n of [1, 2]) {
      await end(finished(await hand(), down))
      assert.equal((await learnt())?.failures, n)
      await sql`update outbox_account set wait_until = null`.execute(database.db)
      await sql`delete from delivery`.execute(database.db)
    }
    await end(finished(await hand(), REFUSED))
    assert.equal((await learnt())?.failures, 0, 'who refuses is there')
  })

  it('is how long its network wants nothing of it, and never less than it was told before', async () => {
    const until = (seconds: number): Failure => ({
      kind: 'rate-limited',
      until: new Date(Date.now() + seconds * 1000),
    })
    const [first, second] = [await put('a'), await put('b')]
    const rows = new Map((await take()).map((row) => [row.id, row]))
    const row = (id: string) => rows.get(id) ?? assert.fail('it was not taken')
    await end(finished(row(first), failed(until(3600))))
    await end(finished(row(second), failed(until(60))))
    const { seconds } = (await learnt()) ?? {}
    assert.ok(seconds && seconds > 3500 && seconds < 3700, `${seconds}`)
    await sql`update delivery set next_try = now()`.execute(database.db)
    assert.deepEqual(await take(), [], 'nothing of it is taken, by whatever process')
  })

  it('is that only a person can mend it', async () => {
    await end(finished(await hand(), failed({ kind: 'token-dead', detail: '401' })))
    assert.equal((await learnt())?.blocked, 'token-dead')
    const { rows } = await sql<{ tries: number }>`select tries from delivery`.execute(database.db)
    assert.deepEqual(rows, [{ tries: 0 }], 'which is no try')
  })
})

describe('a lane', () => {
  it('goes on behind what ended, in the same transaction, and stands behind what did not', async () => {
    const [first, second] = [await put('a', 'l'), await put('b', 'l')]
    const [row] = await take()
    assert.ok(row && row.id === first)
    await end(finished(row, UNCERTAIN))
    assert.equal((await read(second)).next_try, null)
    await sql`update delivery set next_try = now() where id = ${first}`.execute(database.db)
    const [again] = await take()
    assert.ok(again)
    await end(finished(again, REFUSED))
    assert.ok((await read(second)).next_try)
  })

  it('stays closed where the end is not written: nobody goes past what is not known', async () => {
    const [first, second] = [await put('a', 'l'), await put('b', 'l')]
    const [row] = await take()
    assert.ok(row)
    const broken = { db: database.db, record: () => Promise.reject(new Error('the stream is full')) }
    await assert.rejects(settle(broken, [finished(row, sent())]), /the stream is full/)
    assert.deepEqual([(await read(first)).state, (await read(second)).next_try], ['sending', null])
    assert.deepEqual(await readLog(database.db, workspaceId, first), [])
  })
})

describe('the stream of an end', () => {
  it('is its network’s, which is one for all kinds of account of it', async () => {
    const row = await hand()
    const watch = { channel: { id: 'mastodon-watch', network: 'mastodon' } } as unknown as OpenedAccount
    const one = finished(row, sent())
    assert.deepEqual(streamOf([{ ...one, opened: watch }]), { workspaceId, network: 'mastodon' })
    const { opened: _, ...closed } = one
    assert.deepEqual(streamOf([closed]), { workspaceId, network: 'echo' })
    assert.throws(() => streamOf([]))
  })
})
