import type { Handle } from '../../../../lib/db/index.ts'
import type { FileLayout, Plan } from '../../../channels/file/index.ts'
import type { PipelineDeps } from '../../pipeline/index.ts'
import type { ImportRow } from '../store.ts'
import { filePath } from '../upload.ts'

export interface ImportDeps {
  db: Handle
  /** Where the files are: `<data>/imports`. */
  folder: string
  pipeline: PipelineDeps
  /** Takes activities back as though they had never come, with all that others made of them. */
  withdraw(tx: Handle, workspaceId: string, activityIds: string[]): Promise<unknown>
}

/** Thrown when another run, or a person, has moved the import meanwhile. */
export class TurnLost extends Error {}

export function layoutOf(folder: string, row: ImportRow): FileLayout {
  const { format, options } = row
  return { path: filePath(folder, row.workspace_id, row.id), format, columns: namesOf(row), options }
}

/** The same in every pass over the file, whenever it runs: what a line becomes never changes on the way. */
export function planOf(row: ImportRow): Plan {
  const { mapping, options, created } = row
  return { columns: namesOf(row), mapping, options, now: created }
}

function namesOf({ columns }: ImportRow): string[] {
  return columns.map(({ name }) => name)
}
