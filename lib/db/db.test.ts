import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { emptyDatabase } from '../../test/support/database.ts'
import { Problem } from '../errors/index.ts'
import {
  type Connection,
  connect,
  distribute,
  inTransaction,
  notify,
  refusalOf,
  within,
  withSavepoint,
} from './index.ts'

let empty: { url: string; close(): Promise<void> }
let connection: Connection
before(async () => {
  empty = await emptyDatabase()
  connection = connect(empty.url, { max: 4, applicationName: 'db test' })
  await sql`create table thing (name text primary key, size int check (size < 10))`.execute(connection.db)
})
after(async () => {
  await connection.close()
  await empty.close()
})
beforeEach(() => sql`truncate thing`.execute(connection.db))

const add = (name: string, size: number | null = null, db = connection.db) =>
  sql`insert into thing (name, size) values (${name}, ${size})`.execute(db)

async function names(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from thing order by name`.execute(connection.db)
  return rows.map((row) => row.name)
}

describe('a transaction', () => {
  it('keeps all of it, or none of it where something throws', async () => {
    assert.equal(
      await inTransaction(connection.db, async (tx) => {
        await add('a', 1, tx)
        return 'done'
      }),
      'done',
    )
    const cut = inTransaction(connection.db, async (tx) => {
      await add('b', 1, tx)
      throw new Error('cut')
    })
    await assert.rejects(cut, /cut/)
    assert.deepEqual(await names(), ['a'])
  })

  it('inside another is that one: its end decides', async () => {
    const outer = inTransaction(connection.db, async (tx) => {
      await inTransaction(tx, async (same) => {
        assert.equal(same, tx)
        await add('inner', 1, same)
      })
      throw new Error('the outer one failed')
    })
    await assert.rejects(outer, /the outer one failed/)
    assert.deepEqual(await names(), [])
  })

  it('gives its connection back, however it ends', async () => {
    for (let n = 0; n < 12; n++)
      await inTransaction(connection.db, async () => {
        if (n % 2) throw new Error('odd')
      }).catch(() => undefined)
    assert.equal(connection.pool.waitingCount, 0)
    assert.equal(connection.pool.idleCount, connection.pool.totalCount)
  })
})

describe('a savepoint', () => {
  it('undoes only its own work, and what comes after still counts', async () => {
    await inTransaction(connection.db, async (tx) => {
      await add('before', 1, tx)
      const refused = withSavepoint(tx, async () => {
        await add('inside', 1, tx)
        await add('too large', 99, tx)
      })
      await assert.rejects(refused, { code: '23514' })
      await withSavepoint(tx, () => add('after', 2, tx))
    })
    assert.deepEqual(await names(), ['after', 'before'])
  })

  it('inside another undoes the inner alone', async () => {
    await inTransaction(connection.db, (tx) =>
      withSavepoint(tx, async () => {
        await add('outer', 1, tx)
        await withSavepoint(tx, async () => {
          await add('inner', 1, tx)
          throw new Error('inner')
        }).catch(() => undefined)
        await add('outer too', 1, tx)
      }),
    )
    assert.deepEqual(await names(), ['outer', 'outer too'])
  })

  it('throws what happened, not that there was nothing to go back to', async () => {
    const lost = inTransaction(connection.db, (tx) =>
      withSavepoint(tx, () => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)),
    )
    await assert.rejects(lost, (error: Error) => !/savepoint/.test(error.message))
    await add('alive')
    assert.deepEqual(await names(), ['alive'], 'the pool goes on with another connection')
  })
})

describe('a refusal', () => {
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail('it was taken'),
      (error: unknown) => error,
    )

  it('says the kind and the place, and nothing of what was given', async () => {
    await add('secret of a customer')
    const twice = refusalOf(await errorOf(add('secret of a customer')))
    assert.deepEqual(twice, { code: '23505', table: 'thing', constraint: 'thing_pkey' })
    const large = refusalOf(await errorOf(add('b', 99)))
    assert.deepEqual(large, { code: '23514', table: 'thing', constraint: 'thing_size_check' })
    const zero = refusalOf(await errorOf(sql`select ${'a\u0000b'}::text`.execute(connection.db)))
    assert.deepEqual(zero, { code: '22021' })
  })

  it('is none of what may go well at the next try, or is no error of the database', async () => {
    const passing = [{ code: '40P01' }, { code: '57014' }, { code: '08006' }, { code: '53100' }]
    for (const error of [
      ...passing,
      { code: 'ECONNREFUSED' },
      { code: 'ENOSPC' },
      new Error('22000'),
      { code: 23 },
    ])
      assert.equal(refusalOf(error), undefined)
  })
})

describe('a reading under a limit', () => {
  it('is ended by the database, and told as something the reader can change', async () => {
    const long = within(connection.db, 0.05, 'search_too_costly', (tx) =>
      sql`select pg_sleep(20)`.execute(tx),
    )
    await assert.rejects(long, (error: unknown) => {
      assert.ok(error instanceof Problem)
      assert.deepEqual([error.id, error.status, error.values], ['search_too_costly', 422, { seconds: 0.05 }])
      return true
    })
  })

  it('leaves no limit on the connection, and lets other errors through', async () => {
    const one = connect(empty.url, { max: 1 })
    try {
      await within(one.db, 0.05, 'x', (tx) => sql`select 1`.execute(tx))
      await assert.rejects(
        within(one.db, 5, 'x', (tx) => sql`select 1/0`.execute(tx)),
        { code: '22012' },
      )
      const { rows } = await sql<{ limit: string }>`
        select current_setting('statement_timeout') as limit`.execute(one.db)
      assert.equal(rows[0]?.limit, '0')
    } finally {
      await one.close()
    }
  })
})

describe('a notice', () => {
  it('is heard once the transaction commits, in order, and never of one that is rolled back', async () => {
    const ear = new pg.Client({ connectionString: empty.url })
    await ear.connect()
    const heard: unknown[] = []
    ear.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')))
    await ear.query('listen veillee')
    await inTransaction(connection.db, async (tx) => {
      await notify(tx, { w: 'w', k: 'lost' })
      throw new Error('cut')
    }).catch(() => undefined)
    const first = once(ear, 'notification')
    await inTransaction(connection.db, async (tx) => {
      await notify(tx, { w: 'w', k: 'one', id: 'l\'été "d\'ici"' })
      await notify(tx, { w: 'w', k: 'two' })
      await notify(tx, { w: 'w', k: 'two' })
      await ear.query('select 1')
      assert.deepEqual(heard, [], 'nothing before it is true')
    })
    await first
    await ear.query('select 1')
    assert.deepEqual(heard, [
      { w: 'w', k: 'one', id: 'l\'été "d\'ici"' },
      { w: 'w', k: 'two' },
    ])
    await ear.end()
  })
})

describe('a table', () => {
  it('is left as it is where there is no cluster, and distributed by its workspace where there is', async () => {
    await distribute(connection.db, 'thing')
    // What a cluster has under these names, writing down what it was asked.
    await sql`create table asked (what text)`.execute(connection.db)
    const answering = (name: string, given: string) =>
      sql
        .raw(
          `create function ${name}(${given}) returns void language sql as
            $$ insert into asked select concat_ws(' ', '${name}', ${given
              .split(',')
              .map((_, n) => `$${n + 1}`)
              .join(', ')}) $$`,
        )
        .execute(connection.db)
    await answering('create_distributed_table', 'text, text')
    await answering('create_reference_table', 'text')
    await distribute(connection.db, 'thing')
    assert.deepEqual((await sql`select what from asked`.execute(connection.db)).rows, [])
    await inTransaction(connection.db, async (tx) => {
      // The catalogue is not ours to write in: a list of extensions of our own stands before it.
      await sql`create table pg_extension as select 'citus' as extname`.execute(tx)
      await sql`set local search_path = public, pg_catalog`.execute(tx)
      await distribute(tx, 'thing')
      await distribute(tx, 'workspace', 'reference')
      await sql`drop table public.pg_extension`.execute(tx)
    })
    const { rows } = await sql<{ what: string }>`select what from asked`.execute(connection.db)
    assert.deepEqual(
      rows.map((row) => row.what),
      ['create_distributed_table thing workspace_id', 'create_reference_table workspace'],
    )
  })
})

describe('a connection', () => {
  it('reads counts and sums as numbers', async () => {
    const { rows } = await sql`select count(*) as n, 9007199254740991::bigint as most`.execute(connection.db)
    assert.deepEqual(rows, [{ n: 1, most: Number.MAX_SAFE_INTEGER }])
  })

  it('closes also when nothing was ever asked of it', async () => {
    const unused = connect(empty.url)
    await unused.close()
    assert.equal(unused.pool.ended, true)
  })

  it('interrupted, gives up what it is at, which rolls back', async () => {
    const busy = connect(empty.url, { max: 2 })
    const begun = Promise.withResolvers<void>()
    const working = inTransaction(busy.db, async (tx) => {
      await add('half', 1, tx)
      begun.resolve()
      await sql`select pg_sleep(60)`.execute(tx)
    })
    await begun.promise
    const interrupted = busy.interrupt()
    await assert.rejects(working, { code: '57014' })
    await busy.close()
    await interrupted
    assert.deepEqual(await names(), [])
  })
})
