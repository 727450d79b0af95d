import type { Generated, JSONColumnType } from 'kysely'
import type {
  Column,
  EncodingGuess,
  FileOptions,
  Format,
  Mapping,
  PreviewLine,
} from '../../channels/file/index.ts'

export type State = 'ready' | 'running' | 'cancelled' | 'failed' | 'done'
/** What a worker is at, or has to be at. */
export type Phase = 'checking' | 'importing' | 'removing'

/** What the check found in a whole file. */
export interface Summary {
  /** Lines that can be imported. */
  valid: number
  /** Oldest and newest of them. */
  from: string | null
  to: string | null
  verbs: Record<string, number>
  /** Lines refused, by reason. */
  reasons: Record<string, number>
  /** Clock readings that spring skipped, and that autumn showed twice. */
  gaps: number
  folds: number
  /** Left out on the way in, by the pipeline’s own reasons. */
  dropped?: Record<string, number>
}

export interface ImportTable {
  workspace_id: string
  id: string
  file_name: string
  format: Format
  bytes: number
  encoding: JSONColumnType<EncodingGuess>
  columns: JSONColumnType<Column[]>
  sheets: JSONColumnType<string[]>
  mapping: JSONColumnType<Mapping>
  options: JSONColumnType<FileOptions>
  /** The options that a person chose; the others are found again when these change. */
  given: JSONColumnType<Partial<FileOptions>>
  known: string | null
  doubts: JSONColumnType<string[]>
  preview: JSONColumnType<PreviewLine[]>
  state: Generated<State>
  phase: Phase | null
  /** The whole file was read with this mapping and these options. */
  checked: Generated<boolean>
  /** The run that may write progress; an older one finds that it is not its turn any more. */
  runner: string | null
  /** Records dealt with in the present phase. */
  place: Generated<number>
  bytes_read: Generated<number>
  /** Records of the file: so far, and all once checked. */
  rows: Generated<number>
  imported: Generated<number>
  duplicates: Generated<number>
  errors: Generated<number>
  summary: JSONColumnType<Summary | null>
  seconds_left: number | null
  failure: JSONColumnType<{ id: string; values: Record<string, string | number> } | null>
  file_kept: Generated<boolean>
  created_by: string | null
  created: Generated<Date>
  /** Last time anything moved. */
  touched: Generated<Date>
}

export interface ImportErrorTable {
  workspace_id: string
  import_id: string
  place: number
  line: number
  column_name: string | null
  reason: string
  length: number
  values: JSONColumnType<Record<string, string | number> | null>
}

export interface ImportBatchTable {
  workspace_id: string
  import_id: string
  /** Records dealt with once this batch was in. */
  place: number
  activity_ids: string[]
}

export interface ImportTables {
  import: ImportTable
  import_error: ImportErrorTable
  import_batch: ImportBatchTable
}
