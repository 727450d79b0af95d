import { sql } from 'kysely'
import { z } from 'zod'
import type { Handle } from '../../../lib/db/index.ts'
import { TROUBLES } from './look/look.ts'
import type { PageRow, TaskRow, VersionRow } from './store.ts'
import { PACES, PAGE_KINDS } from './tables.ts'

export const partShape = z.strictObject({
  kind: z.enum(['selector', 'heading']),
  of: z.string().trim().min(1).max(300),
})

export const taskReply = z.object({
  id: z.string(),
  pageId: z.string(),
  page: z.string(),
  from: z.string(),
  to: z.string(),
  created: z.string(),
  changed: z.string(),
  assigneeId: z.string().nullable(),
  assignee: z.string().nullable(),
  due: z.string().nullable(),
  note: z.string(),
  done: z.string().nullable(),
  doneBy: z.string().nullable(),
})

export const versionReply = z.object({
  id: z.string(),
  seen: z.string(),
  title: z.string(),
  words: z.number(),
  added: z.number(),
  removed: z.number(),
  share: z.number(),
})

export const pageReply = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  kind: z.enum(PAGE_KINDS),
  every: z.enum(PACES),
  part: partShape.nullable(),
  ignore: z.array(z.string()),
  robots: z.boolean(),
  assigneeId: z.string().nullable(),
  days: z.number(),
  paused: z.boolean(),
  looked: z.string().nullable(),
  nextLook: z.string().nullable(),
  trouble: z.object({ kind: z.enum(TROUBLES), detail: z.string(), since: z.string() }).nullable(),
  movedTo: z.string().nullable(),
  title: z.string().nullable(),
  /** How often its words changed, and when they last did. */
  changes: z.number(),
  changed: z.string().nullable(),
  task: taskReply.nullable(),
})

export const pageDetailReply = pageReply.extend({
  versions: z.array(versionReply),
  tasks: z.array(taskReply),
})

const row = { text: z.string() }
export const comparisonReply = z.object({
  from: versionReply,
  to: versionReply,
  added: z.number(),
  removed: z.number(),
  share: z.number(),
  rows: z.array(
    z.union([
      z.object({ kind: z.enum(['same', 'added', 'removed', 'moved']), ...row }),
      z.object({
        kind: z.literal('changed'),
        pieces: z.array(z.object({ ...row, how: z.enum(['added', 'removed']).optional() })),
      }),
      z.object({ kind: z.literal('gap'), lines: z.number() }),
    ]),
  ),
})

export type Names = ReadonlyMap<string, string>

export function presentTask(task: TaskRow, page: string, names: Names): z.output<typeof taskReply> {
  const named = (id: string | null) => (id ? (names.get(id) ?? null) : null)
  return {
    id: task.id,
    pageId: task.page_id,
    page,
    from: task.from_id,
    to: task.to_id,
    created: task.created.toISOString(),
    changed: task.changed.toISOString(),
    assigneeId: task.assignee_id,
    assignee: named(task.assignee_id),
    due: task.due?.toISOString() ?? null,
    note: task.note,
    done: task.done?.toISOString() ?? null,
    doneBy: named(task.done_by),
  }
}

export function presentVersion(version: Omit<VersionRow, 'text'>): z.output<typeof versionReply> {
  const { id, seen, title, words, added, removed, share } = version
  return { id, seen: seen.toISOString(), title, words, added, removed, share }
}

/** How often each page changed since it was first read, and when it last did. */
export async function changesOf(
  db: Handle,
  workspaceId: string,
): Promise<Map<string, { changes: number; changed: Date | null }>> {
  const { rows } = await sql<{ page_id: string; changes: number; changed: Date | null }>`
    select page_id, count(*) filter (where share > 0)::int as changes, max(seen) filter (where share > 0) as changed
    from page_version where workspace_id = ${workspaceId} group by page_id`.execute(db)
  return new Map(rows.map(({ page_id, ...rest }) => [page_id, rest]))
}

export function presentPage(
  page: PageRow,
  parts: {
    changes: { changes: number; changed: Date | null } | undefined
    task: TaskRow | undefined
    names: Names
  },
): z.output<typeof pageReply> {
  const { id, url, name, kind, every, ignore, robots, days, paused, trouble, title } = page
  const { changes = 0, changed = null } = parts.changes ?? {}
  return {
    ...{ id, url, name, kind, every, ignore, robots, days, paused, title, trouble },
    part: page.part_kind && page.part ? { kind: page.part_kind, of: page.part } : null,
    assigneeId: page.assignee_id,
    looked: page.looked?.toISOString() ?? null,
    nextLook: page.next_look?.toISOString() ?? null,
    movedTo: page.moved_to,
    changes,
    changed: changed?.toISOString() ?? null,
    task: parts.task ? presentTask(parts.task, name, parts.names) : null,
  }
}
