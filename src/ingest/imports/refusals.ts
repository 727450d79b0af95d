import { sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { RowError } from '../../channels/file/index.ts'
import type { ImportErrorTable, ImportTables } from './tables.ts'

/** Refused lines kept in the database; the report on the whole file is made from the file. */
export const ERRORS_KEPT = 10_000

interface Key {
  workspace_id: string
  id: string
}

const open = (db: Handle) => tables<ImportTables>(db)

export async function clearErrors(tx: Handle, { workspace_id, id }: Key): Promise<void> {
  await open(tx)
    .deleteFrom('import_error')
    .where('workspace_id', '=', workspace_id)
    .where('import_id', '=', id)
    .execute()
}

export async function addErrors(
  tx: Handle,
  { workspace_id, id }: Key,
  errors: { place: number; error: RowError }[],
): Promise<void> {
  if (errors.length === 0) return
  const rows = errors.map(({ place, error }) => ({ place, ...error }))
  await sql`
    insert into import_error (workspace_id, import_id, place, line, column_name, reason, length, "values")
    select ${workspace_id}::uuid, ${id}::uuid, place, line, "column", reason, length, "values"
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (
      place bigint, line bigint, "column" text, reason text, length integer, "values" jsonb)
    on conflict do nothing`.execute(tx)
}

export async function listErrors(db: Handle, { workspace_id, id }: Key): Promise<ImportErrorRow[]> {
  return open(db)
    .selectFrom('import_error')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('import_id', '=', id)
    .orderBy('place')
    .limit(ERRORS_KEPT)
    .execute()
}

export type ImportErrorRow = Omit<ImportErrorTable, 'values'> & {
  values: Record<string, string | number> | null
}
