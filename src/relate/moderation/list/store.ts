import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { ACT_STATES, type ActState } from '../act/act.ts'
import type { Act } from '../act/store.ts'
import type { ActFilter } from './filter.ts'

function within(workspaceId: string, filter: ActFilter): RawBuilder<unknown> {
  const { state, appealed, rule, kind, channel, by } = filter
  return sql`act.workspace_id = ${workspaceId}
    ${state ? sql`and act.state = ${state}` : sql``}
    ${rule ? sql`and act.rule_id = ${rule}` : sql``}
    ${kind ? sql`and act.kind = ${kind}` : sql``}
    ${channel ? sql`and act.channel = ${channel}` : sql``}
    ${appealed ? sql`and ${appeal(workspaceId, sql`appeal.state = 'filed'`)}` : sql``}
    ${
      by
        ? sql`and (act.proposed_by = ${by} or act.decided_by = ${by} or act.restored_by = ${by}
            or ${appeal(workspaceId, sql`appeal.decided_by = ${by}`)})`
        : sql``
    }`
}

function appeal(workspaceId: string, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select 1 from moderation_appeal as appeal
    where appeal.workspace_id = ${workspaceId} and appeal.act_id = act.id and ${which})`
}

/** Newest first, after the one whose id is given. */
export async function listActs(
  db: Handle,
  workspaceId: string,
  filter: ActFilter & { after?: string | undefined },
  limit: number,
): Promise<Act[]> {
  const { after } = filter
  const { rows } = await sql<Act>`
    select act.* from moderation_act as act where ${within(workspaceId, filter)}
      ${after ? sql`and act.id < ${after}` : sql``}
    order by act.id desc limit ${limit}`.execute(db)
  return rows
}

export interface ActCounts {
  all: number
  states: Record<ActState, number>
  /** With an appeal that waits. */
  appeals: number
}

/** How many acts a filter holds, whatever their state. */
export async function countActs(db: Handle, workspaceId: string, filter: ActFilter): Promise<ActCounts> {
  const { state: _, appealed: __, ...rest } = filter
  const { rows } = await sql<{ state: ActState; count: number; appeals: number }>`
    select act.state, count(*)::int as count,
      count(*) filter (where ${appeal(workspaceId, sql`appeal.state = 'filed'`)})::int as appeals
    from moderation_act as act where ${within(workspaceId, rest)} group by act.state`.execute(db)
  const of = (state: ActState) => rows.find((row) => row.state === state)?.count ?? 0
  const sum = (key: 'count' | 'appeals') => rows.reduce((total, row) => total + row[key], 0)
  const states = Object.fromEntries(ACT_STATES.map((one) => [one, of(one)])) as Record<ActState, number>
  return { all: sum('count'), states, appeals: sum('appeals') }
}
