import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { eventually } from '../../../test/support/eventually.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Again, Channel } from '../../channels/index.ts'
import { claim } from './claim.ts'
import type { DeliverDeps, OpenedAccount } from './deps.ts'
import { SEATS, type Seat, takeSeat } from './seat.ts'
import { abandoned, recheckBlocked } from './takeover.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const NEVER = new AbortController().signal
/** Long enough for a database that others keep busy to answer in. */
const PATIENT = 60_000

async function held(): Promise<number[]> {
  const { rows } = await sql<{ seat: number }>`
    select objid::int as seat from pg_locks where locktype = 'advisory' and classid = ${SEATS}::int::oid and granted
      and database = (select oid from pg_database where datname = current_database()) order by 1`.execute(
    database.db,
  )
  return rows.map((row) => row.seat)
}

/** Once a backend is gone its locks are: the server needs a moment for it. */
async function gone(seat: number): Promise<void> {
  while ((await held()).includes(seat)) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function kill(seat: number): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and classid = ${SEATS}::int::oid and objid::int = ${seat}
      and database = (select oid from pg_database where datname = current_database())`.execute(database.db)
}

/** A way to the database on which its answers can be held back. */
async function between(url: string) {
  const { host, port, user, password, database: name } = new pg.Client({ connectionString: url })
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.pipe(far).pipe(near)
    sockets.push(near, far)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const who = [user, password].filter(Boolean).map((one) => encodeURIComponent(`${one}`))
  return {
    url: `postgres://${who.join(':')}@127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
    mute: () => sockets[1]?.unpipe().resume(),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function seated(work: (seat: Seat) => Promise<void>): Promise<void> {
  const seat = await takeSeat(database.url, PATIENT)
  try {
    await work(seat)
  } finally {
    await seat.leave()
  }
}

describe('a seat', () => {
  it('is held for as long as its worker lives, and each has its own', () =>
    seated((first) =>
      seated(async (second) => {
        assert.notEqual(first.number, second.number)
        assert.deepEqual(
          await held(),
          [first.number, second.number].sort((a, b) => a - b),
        )
        assert.equal(first.lost.aborted, false)
      }),
    ))

  it('is free once it was left', async () => {
    const seat = await takeSeat(database.url, PATIENT)
    await seat.leave()
    await gone(seat.number)
    assert.equal(seat.lost.aborted, true, 'nothing may be sent in its name any more')
    await seat.leave()
  })

  it('tells its worker when the database cut it off', () =>
    seated(async (seat) => {
      const lost = once(seat.lost, 'abort')
      await kill(seat.number)
      await lost
      await gone(seat.number)
    }))

  it('is let go of where the database answers too late: its number must not be held for ever', async () => {
    const line = await between(database.url)
    const seat = await takeSeat(line.url, 50)
    try {
      const lost = once(seat.lost, 'abort')
      line.mute()
      await lost
      await eventually(held, (all) => !all.includes(seat.number), 20_000)
    } finally {
      await line.close()
    }
  })

  it('is not given where there is no database, and leaves no connection behind', async () => {
    const nowhere = database.url.replace(/\/[^/?]*(\?|$)/, '/nowhere$1')
    await assert.rejects(takeSeat(nowhere, 50), { code: '3D000' })
  })
})

describe('what others left', () => {
  const opened = (again: Again) =>
    ({ channel: { again: () => again } as unknown as Channel, account: {}, host: {} }) as OpenedAccount

  const deps = (open: DeliverDeps['open']) => ({ db: database.db, open }) as DeliverDeps

  /** One delivery in the hands of `seat`, whose lease has passed. */
  async function left(seat: number, more: { begun?: boolean; lease?: string } = {}) {
    await sql`truncate delivery, outbox_account`.execute(database.db)
    const workspaceId = await testWorkspace(database.db)
    const accountId = uuidv7()
    await say(database.db, workspaceId, accountId, 'bonjour')
    await claim(database.db, { seat, most: 9, perAccount: 9, lease: 1000 })
    const { begun = true, lease = '-1 second' } = more
    await sql`update delivery set begun = ${begun}, lease = now() + ${lease}::interval`.execute(database.db)
    return { workspaceId, accountId }
  }

  const find: Again = { kind: 'find', after: 60 }

  it('is left to a worker that is only frozen, unless the network takes it twice without harm', () =>
    seated(async (seat) => {
      await left(seat.number)
      for (const again of [find, { kind: 'never' }] as Again[])
        assert.deepEqual(
          await abandoned(
            deps(async () => opened(again)),
            NEVER,
          ),
          [],
        )
      const [taken] = await abandoned(
        deps(async () => opened({ kind: 'harmless' })),
        NEVER,
      )
      assert.deepEqual(taken?.again, { kind: 'harmless' })
    }))

  it('is left alone before its lease has passed, even where its worker is gone', async () => {
    await left(999, { lease: '1 minute' })
    assert.deepEqual(
      await abandoned(
        deps(async () => opened({ kind: 'harmless' })),
        NEVER,
      ),
      [],
    )
  })

  it('is taken over from a worker that is gone: in doubt where it had begun, untouched where not', async () => {
    await left(999)
    const [begun] = await abandoned(
      deps(async () => opened(find)),
      NEVER,
    )
    assert.deepEqual(begun?.again, find)
    await left(999, { begun: false })
    const [untouched] = await abandoned(
      deps(async () => opened(find)),
      NEVER,
    )
    assert.ok(untouched && untouched.again === undefined)
  })

  it('is looked for first where nobody can say now what a second try would do', async () => {
    await left(999)
    const closed: DeliverDeps['open'][] = [
      async () => 'paused',
      async () => undefined,
      () => Promise.reject(new Error('the vault is shut')),
    ]
    for (const open of closed) {
      const [taken] = await abandoned(deps(open), NEVER)
      assert.deepEqual(taken?.again, { kind: 'find', after: 0 })
    }
  })

  it('is never tried again by itself where the channel promises nothing', async () => {
    await left(999)
    const mute = { channel: {} as Channel, account: {}, host: {} } as OpenedAccount
    const [taken] = await abandoned(
      deps(async () => mute),
      NEVER,
    )
    assert.deepEqual(taken?.again, { kind: 'never' })
  })

  it('goes on by itself however many others go on waiting for a person', async () => {
    const { workspaceId } = await left(999)
    await sql`
      insert into outbox_account (workspace_id, account_id, blocked)
      select ${workspaceId}, gen_random_uuid(), 'paused' from generate_series(1, 2500)`.execute(database.db)
    const { rows } = await sql<{ account_id: string }>`
      select account_id from outbox_account where blocked is not null order by account_id desc limit 1`.execute(
      database.db,
    )
    const asked = new Set<string>()
    const open: DeliverDeps['open'] = async (_workspace, id) => {
      asked.add(id)
      return id === rows[0]?.account_id ? opened(find) : 'paused'
    }
    assert.equal(await recheckBlocked(deps(open), NEVER), 1)
    assert.equal(asked.size, 2500)
  })

  it('goes on by itself once its account is mended, and only then', async () => {
    const { workspaceId, accountId } = await left(999)
    await sql`update outbox_account set blocked = 'token-dead', failures = 4`.execute(database.db)
    const only = { workspaceId, accountId }
    const still: DeliverDeps['open'][] = [
      async () => 'token-dead',
      () => Promise.reject(new Error('not now')),
    ]
    for (const open of still) assert.equal(await recheckBlocked(deps(open), NEVER), 0)
    const mended = deps(async () => opened(find))
    assert.equal(await recheckBlocked(mended, NEVER, { ...only, accountId: uuidv7() }), 0, 'another account')
    assert.equal(await recheckBlocked(mended, NEVER, only), 1)
    const { rows } = await sql`select blocked, failures from outbox_account`.execute(database.db)
    assert.deepEqual(rows, [{ blocked: null, failures: 0 }])
    assert.equal(await recheckBlocked(mended, NEVER), 0)
  })
})
