import type { Generated, JSONColumnType } from 'kysely'
import type { Trouble } from './look/look.ts'

export const PACES = ['hour', 'day', 'week'] as const
export type Pace = (typeof PACES)[number]

export const PAGE_KINDS = ['terms', 'page'] as const
export type PageKind = (typeof PAGE_KINDS)[number]

export interface PageTable {
  workspace_id: string
  id: string
  url: string
  name: string
  kind: PageKind
  every: Pace
  part_kind: 'selector' | 'heading' | null
  part: string | null
  /** Lines not to be looked at. */
  ignore: string[]
  /** Keeps to what the site asks of programs. */
  robots: Generated<boolean>
  /** Who is asked to read a change, and within how many days. */
  assignee_id: string | null
  days: Generated<number>
  paused: Generated<boolean>
  created: Generated<Date>
  /** Its next reading; null while it is paused. */
  next_look: Date | null
  /** A process is reading it until then. */
  lease: Date | null
  /** What is there now is the page, whatever it looks like: for the next reading only. */
  accept: Generated<boolean>
  /** Another part of it is watched than before: what is read next is no change of the page. */
  anew: Generated<boolean>
  etag: string | null
  modified: string | null
  /** When it was last read well. */
  looked: Date | null
  trouble: JSONColumnType<{ kind: Trouble; detail: string; since: string }> | null
  /** Readings in a row that went wrong. */
  troubles: Generated<number>
  moved_to: string | null
  title: string | null
}

export interface VersionTable {
  workspace_id: string
  page_id: string
  id: string
  seen: Date
  title: string
  text: string
  words: number
  /** Words that came and went since the version before, and their share of both (0 to 1). */
  added: number
  removed: number
  share: number
}

export interface TaskTable {
  workspace_id: string
  id: string
  page_id: string
  /** What to read: from one version to the other. */
  from_id: string
  to_id: string
  created: Date
  changed: Date
  assignee_id: string | null
  due: Date | null
  note: Generated<string>
  done: Date | null
  done_by: string | null
}

export interface PageTables {
  watched_page: PageTable
  page_version: VersionTable
  page_task: TaskTable
}
