import { isDeepStrictEqual } from 'node:util'
import type { Handle } from '../../../lib/db/index.ts'
import { findWorkspace } from '../../access/index.ts'
import {
  type EncodingGuess,
  type FileOptions,
  type Given,
  type Inspection,
  inspect,
  type Mapping,
  type PreviewLine,
  preview,
} from '../../channels/file/index.ts'
import { createImport, getImport, type ImportRow, newImportId } from './store.ts'
import { filePath, receiveFile, removeFile } from './upload.ts'

interface Look {
  workspaceId: string
  path: string
  encoding: EncodingGuess
  /** Dates after it are in the future. */
  now: Date
}

/** Looks at a stored file: how it would be read, and its first lines so. @throws Problem `import_…` */
export async function lookAt(
  db: Handle,
  { workspaceId, path, encoding, now }: Look,
  given: Given,
): Promise<{ inspection: Inspection; preview: PreviewLine[] }> {
  const { timeZone } = await findWorkspace(db, workspaceId)
  const inspection = await inspect(path, { encoding, timeZone }, given)
  const { format, options, mapping } = inspection
  const columns = inspection.columns.map(({ name }) => name)
  const lines = await preview({ path, format, columns, options }, { columns, mapping, options, now })
  return { inspection, preview: lines }
}

export interface Arrival {
  workspaceId: string
  /** As its owner calls it: shown, and never a path. */
  fileName: string
  source: AsyncIterable<Uint8Array>
  createdBy: string | null
  now: Date
  given?: Given
}

/**
 * Takes a file in and proposes how to read it: an import in state `ready`. Nothing stays of what cannot be a table.
 * @throws Problem `import_…`
 */
export async function receiveImport(
  db: Handle,
  options: { folder: string; limit: number },
  { workspaceId, fileName, source, createdBy, now, given = {} }: Arrival,
): Promise<ImportRow> {
  const id = newImportId()
  const path = filePath(options.folder, workspaceId, id)
  const { bytes, encoding } = await receiveFile(source, path, options.limit)
  try {
    const looked = await lookAt(db, { workspaceId, path, encoding, now }, given)
    const made = {
      workspaceId,
      id,
      fileName,
      bytes,
      encoding,
      createdBy,
      given: given.options ?? {},
      ...looked,
    }
    await createImport(db, made)
  } catch (error) {
    await removeFile(options.folder, workspaceId, id)
    throw error
  }
  return getImport(db, workspaceId, id)
}

export interface Change {
  mapping?: Mapping | undefined
  options?: Partial<FileOptions> | undefined
}

/**
 * What a person decided so far, with a change: only what differs from what stood there counts as decided, so that a
 * form sent whole freezes nothing. Undefined when nothing changes.
 */
export function decide(row: ImportRow, change: Change): Given | undefined {
  const changed = Object.entries(change.options ?? {}).filter(
    ([name, value]) => !isDeepStrictEqual(value, row.options[name as keyof FileOptions]),
  )
  const mapping = change.mapping ?? row.mapping
  const same = isDeepStrictEqual(mapping, row.mapping)
  if (changed.length === 0 && same) return undefined
  const options = { ...row.given, ...Object.fromEntries(changed) }
  // Where nothing had been found in the columns, other columns deserve another look.
  const stale = same && Object.keys(mapping).length === 0
  return stale ? { options } : { options, mapping }
}
