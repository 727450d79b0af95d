import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { monthOf } from './entry.ts'

/** Partitions known to exist, a database each: PostgreSQL is asked once a month and process. */
const known = new WeakMap<object, Set<string>>()

function keyOf(db: Handle): object {
  return db.getExecutor().adapter
}

/** Makes the monthly partitions that `dates` fall in; cheap when they exist. Call it before the transaction if you can. */
export async function ensurePartitions(db: Handle, dates: Iterable<Date>): Promise<void> {
  const seen = known.get(keyOf(db)) ?? new Set<string>()
  const missing = new Map<string, Date>()
  const months = new Set<number>()
  for (const date of dates) months.add(monthOf(date).getTime())
  for (const month of months) {
    const name = partitionName(new Date(month))
    if (!seen.has(name)) missing.set(name, new Date(month))
  }
  for (const [, month] of [...missing].sort()) await createPartition(db, month)
  // Only what this call saw committed may be remembered: inside a transaction a rollback would make it a lie.
  if (!db.isTransaction) {
    for (const name of missing.keys()) seen.add(name)
    known.set(keyOf(db), seen)
  }
}

/** Months ahead of now that are kept ready, so that the first activity of a month never waits for a table. */
export async function ensureMonthsAhead(db: Handle, now: Date, months = 3): Promise<void> {
  const dates = Array.from(
    { length: months + 1 },
    (_, ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)),
  )
  await ensurePartitions(db, dates)
}

function partitionName(month: Date): string {
  return `activity_${month.toISOString().slice(0, 7).replace('-', '_')}`
}

async function isThere(db: Handle, name: string): Promise<boolean> {
  // Asked of the table and not of `to_regclass`, which may answer from what was before the wait for the lock.
  const { rows } = await sql<{ there: boolean }>`
    select exists (
      select 1 from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = 'activity'::regclass and relname = ${name}) as there`.execute(db)
  return rows[0]?.there ?? false
}

/** Made and attached in one transaction, by one process at a time: whoever waited finds it made. */
async function createPartition(db: Handle, month: Date): Promise<void> {
  const name = partitionName(month)
  if (await isThere(db, name)) return
  const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1))
  await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(tx)
    if (await isThere(tx, name)) return
    // Attached rather than created in place: readers and writers of the other months go on meanwhile.
    await sql`create table ${sql.table(name)} (like activity including defaults including constraints)`.execute(
      tx,
    )
    await sql`
      alter table activity attach partition ${sql.table(name)}
        for values from (${sql.lit(month.toISOString())}) to (${sql.lit(next.toISOString())})`.execute(tx)
  })
}
