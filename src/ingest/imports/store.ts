import { sql, type Updateable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import type {
  Column,
  EncodingGuess,
  FileOptions,
  Format,
  Inspection,
  Mapping,
  PreviewLine,
} from '../../channels/file/index.ts'
import type { Move } from './import.ts'
import { clearErrors } from './refusals.ts'
import type { ImportTable, ImportTables, Phase, State, Summary } from './tables.ts'

export interface ImportRow {
  workspace_id: string
  id: string
  file_name: string
  format: Format
  bytes: number
  encoding: EncodingGuess
  columns: Column[]
  sheets: string[]
  mapping: Mapping
  options: FileOptions
  given: Partial<FileOptions>
  known: string | null
  doubts: string[]
  preview: PreviewLine[]
  state: State
  phase: Phase | null
  checked: boolean
  runner: string | null
  place: number
  bytes_read: number
  rows: number
  imported: number
  duplicates: number
  errors: number
  summary: Summary | null
  seconds_left: number | null
  failure: { id: string; values: Record<string, string | number> } | null
  file_kept: boolean
  created: Date
  touched: Date
}

export const open = (db: Handle) => tables<ImportTables>(db)

/** Newest first: ids are made in the order of time. */
export async function listImports(
  db: Handle,
  workspaceId: string,
  page: { before?: string; limit: number },
): Promise<ImportRow[]> {
  let query = open(db).selectFrom('import').selectAll().where('workspace_id', '=', workspaceId)
  if (page.before) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

/** @throws Problem `not_found` also when it is another workspace's */
export async function getImport(db: Handle, workspaceId: string, id: string): Promise<ImportRow> {
  const row = await findImport(db, workspaceId, id)
  if (!row) throw notFound('import')
  return row
}

export function findImport(db: Handle, workspaceId: string, id: string): Promise<ImportRow | undefined> {
  return open(db)
    .selectFrom('import')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface NewImport {
  workspaceId: string
  id: string
  fileName: string
  bytes: number
  encoding: EncodingGuess
  inspection: Inspection
  given: Partial<FileOptions>
  preview: PreviewLine[]
  createdBy: string | null
}

export async function createImport(db: Handle, made: NewImport): Promise<void> {
  await open(db)
    .insertInto('import')
    .values({
      workspace_id: made.workspaceId,
      id: made.id,
      file_name: made.fileName,
      bytes: made.bytes,
      encoding: JSON.stringify(made.encoding),
      ...readingOf(made),
      summary: null as never,
      failure: null as never,
      created_by: made.createdBy,
    })
    .execute()
  await notify(db, { w: made.workspaceId, k: 'import', id: made.id })
}

type Reading = Pick<NewImport, 'inspection' | 'given' | 'preview'>

function readingOf({ inspection, given, preview }: Reading) {
  return {
    // Read in another encoding, a list in JSON may look like lines, and the other way round.
    format: inspection.format,
    columns: JSON.stringify(inspection.columns),
    sheets: JSON.stringify(inspection.sheets),
    mapping: JSON.stringify(inspection.mapping),
    options: JSON.stringify(inspection.options),
    given: JSON.stringify(given),
    known: inspection.known,
    doubts: JSON.stringify(inspection.doubts),
    preview: JSON.stringify(preview),
  }
}

/** Another way of reading the file: what the check had found does not hold any more. */
export async function changeReading(db: Handle, row: ImportRow, reading: Reading): Promise<void> {
  await inTransaction(db, async (tx) => {
    await clearErrors(tx, row)
    await set(tx, row, {
      ...readingOf(reading),
      state: 'ready',
      checked: false,
      errors: 0,
      rows: 0,
      place: 0,
      bytes_read: 0,
      seconds_left: null,
      summary: null as never,
      failure: null as never,
    })
  })
}

/** Moves an import as decided on what stands in the database at that moment. */
export function moveImport(
  db: Handle,
  workspaceId: string,
  id: string,
  decide: (row: ImportRow) => Move,
): Promise<ImportRow> {
  return inTransaction(db, async (tx) => {
    const row = await locked(tx, workspaceId, id)
    if (!row) throw notFound('import')
    const next = decide(row)
    const moves = next.state !== row.state || next.phase !== row.phase
    if (moves) {
      const begins = next.phase === 'importing' ? { place: 0, imported: 0, duplicates: 0 } : {}
      await set(tx, row, {
        ...next,
        ...begins,
        runner: null,
        seconds_left: null,
        bytes_read: next.phase === 'removing' ? row.bytes_read : 0,
        failure: null as never,
      })
    }
    return getImport(tx, workspaceId, id)
  })
}

export type Key = Pick<ImportRow, 'workspace_id' | 'id'>

export function locked(tx: Handle, workspaceId: string, id: string): Promise<ImportRow | undefined> {
  return open(tx)
    .selectFrom('import')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function set(tx: Handle, key: Key, values: Updateable<ImportTable>): Promise<void> {
  await open(tx)
    .updateTable('import')
    .set({ ...values, touched: sql<Date>`now()` })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
  await notify(tx, { w: key.workspace_id, k: 'import', id: key.id })
}

export async function deleteImport(tx: Handle, { workspace_id, id }: Key): Promise<void> {
  await open(tx).deleteFrom('import').where('workspace_id', '=', workspace_id).where('id', '=', id).execute()
  await notify(tx, { w: workspace_id, k: 'import', id })
}

/** Imports of any workspace that a worker has to be at and that nothing has touched since `before`. */
export function unfinishedImports(
  db: Handle,
  before: Date,
): Promise<{ workspaceId: string; importId: string; runner: string | null }[]> {
  return open(db)
    .selectFrom('import')
    .select(['workspace_id as workspaceId', 'id as importId', 'runner'])
    .where('phase', 'is not', null)
    .where('touched', '<=', before)
    .execute()
}

/** Those whose file is still there and that nothing has touched since `before`. */
export function idleImports(db: Handle, before: Date): Promise<Key[]> {
  return open(db)
    .selectFrom('import')
    .select(['workspace_id', 'id'])
    .where('file_kept', '=', true)
    .where('phase', 'is', null)
    .where('touched', '<', before)
    .limit(1000)
    .execute()
}

export async function forgetFile(db: Handle, { workspace_id, id }: Key): Promise<void> {
  await open(db)
    .updateTable('import')
    .set({ file_kept: false })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** An id for a new import: UUIDv7, so that lists run along time. */
export const newImportId = uuidv7
