import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Handle } from '../../../../lib/db/index.ts'
import { KINDS, type Kind } from './clock.ts'

export const dueReply = z.object({ at: z.string(), kind: z.enum(KINDS) })

/** What comes due first in a conversation. */
export interface Due {
  at: Date
  kind: Kind
}

/** Conversations in the order in which something is due in them, from an index; `due` is one of its columns. */
export function dueFirst(workspaceId: string, { before, after }: DueSpan): RawBuilder<unknown> {
  return sql`(
    select conversation_id as clock_id, due from service_clock as clock
    where workspace_id = ${workspaceId} and due is not null
      ${before ? sql`and due < ${before}` : sql``}
      ${after ? sql`and (due, conversation_id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    ) as clock join conversation on conversation.id = clock.clock_id`
}

export interface DueSpan {
  before?: Date | undefined
  /** The last one of the page before. */
  after?: { at: Date | number; id: string } | undefined
}

/** Holds for conversations in which something is due before an instant. */
export function isDueBefore(workspaceId: string, before: Date): RawBuilder<boolean> {
  return sql<boolean>`id in (
    select conversation_id from service_clock where workspace_id = ${workspaceId} and due < ${before})`
}

/** What comes due first in each of some conversations; those in which nothing does are left out. */
export async function duesIn(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Due>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; at: Date; kind: Kind }>`
    select conversation_id as id, due as at, due_kind as kind from service_clock
    where workspace_id = ${workspaceId} and conversation_id = any(${[...ids]}::uuid[]) and due is not null`.execute(
    db,
  )
  return new Map(rows.map(({ id, at, kind }) => [id, { at, kind }]))
}

/** Beyond so many they are not counted one by one. */
export const COUNTED = 1000

/** How many are late and how many will be within the hour, up to a thousand of each; all of them, and one member's own. */
export async function dueCounts(db: Handle, workspaceId: string, memberId: string, now: Date) {
  const hour = new Date(now.getTime() + 3_600_000)
  const span = (where: RawBuilder<unknown>) => sql`
    select count(*)::int as n, (count(*) filter (where assignee_id = ${memberId}))::int as mine from (
      select conversation_id from service_clock as clock
      where workspace_id = ${workspaceId} and due is not null and ${where} limit ${COUNTED}) as clock
    join conversation on conversation.workspace_id = ${workspaceId} and conversation.id = clock.conversation_id`
  const { rows } = await sql<{ late: number; lateMine: number; soon: number; soonMine: number }>`
    select late.n as late, late.mine as "lateMine", soon.n as soon, soon.mine as "soonMine"
    from (${span(sql`due < ${now}`)}) as late, (${span(sql`due >= ${now} and due < ${hour}`)}) as soon`.execute(
    db,
  )
  return rows[0] ?? { late: 0, lateMine: 0, soon: 0, soonMine: 0 }
}
