import type { JSONColumnType } from 'kysely'
import type { Task } from '../delta/index.ts'

/** A line for each mark that somebody set or gave back; never changed. */
export interface CorrectionTable {
  workspace_id: string
  id: string
  activity_id: string
  mark: string
  was: JSONColumnType<{ value: unknown }>
  /** Null where it was given back to the models. */
  now: JSONColumnType<{ value: unknown } | null, string | null>
  /** What had read the post, as of then. */
  model: string
  lang: string
  member_id: string
  at: Date
}

export interface Score {
  macroF1: number
  accuracy: number
}

/** What a learning was measured at, on posts kept aside. */
export interface TeachingFigures {
  n: number
  before: Score
  after: Score
  gain: { by: number; low: number; high: number }
  /** Share of the corrected posts that it bends. */
  reaches: number
}

export interface TeachingTable {
  workspace_id: string
  task: Task
  lang: string
  version: number
  state: 'used' | 'kept' | 'refused'
  delta: Buffer | null
  figures: JSONColumnType<TeachingFigures>
  /** The common model that it bends. */
  learnt_on: string
  member_id: string
  at: Date
}

export interface RereadingTable {
  workspace_id: string
  id: string
  state: 'running' | 'done' | 'cancelled'
  since: Date
  /** Where it stands: what is older is still to be read. */
  before_published: Date | null
  before_id: string | null
  total: number
  done: number
  changed: number
  member_id: string
  at: Date
  ended: Date | null
}

export interface CorrectionTables {
  correction: CorrectionTable
  teaching: TeachingTable
  rereading: RereadingTable
}
