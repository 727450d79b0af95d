import { sql } from 'kysely'
import type { Handle } from './handle.ts'

/**
 * On Citus, distributes `table` by `workspace_id` (or copies it to every node when `how` is `reference`); on plain
 * PostgreSQL does nothing. Called by the migration that creates the table, parents first, before partitions.
 */
export async function distribute(db: Handle, table: string, how: 'workspace' | 'reference' = 'workspace') {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from pg_extension where extname = 'citus') as there`.execute(db)
  if (!rows[0]?.there) return
  if (how === 'reference') await sql`select create_reference_table(${table})`.execute(db)
  else await sql`select create_distributed_table(${table}, 'workspace_id')`.execute(db)
}
