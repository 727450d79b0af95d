import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import type { Sanction } from '../charter/charter.ts'

export interface ActChoices {
  /** The newest version by which something was done by a rule names it. */
  rules: { id: string; version: number; count: number }[]
  kinds: { id: Sanction; count: number }[]
  channels: { id: string; count: number }[]
  /** Who ever proposed, decided, restored or answered. */
  people: string[]
}

/** What there is to narrow a list to: nothing is offered that finds nothing. */
export async function choicesOf(db: Handle, workspaceId: string): Promise<ActChoices> {
  const [groups, people] = await Promise.all([
    sql<{
      rule: string | null
      kind: Sanction | null
      channel: string | null
      version: number
      count: number
    }>`
      select rule_id as rule, kind, channel, max(charter_version)::int as version, count(*)::int as count
      from moderation_act where workspace_id = ${workspaceId}
      group by grouping sets ((rule_id), (kind), (channel))
      order by count(*) desc, rule_id, kind, channel`.execute(db),
    sql<{ id: string }>`
      select distinct id from (
        select unnest(array[proposed_by, decided_by, restored_by]) as id
        from moderation_act where workspace_id = ${workspaceId}
        union all
        select decided_by from moderation_appeal where workspace_id = ${workspaceId}
      ) as had where id is not null order by id`.execute(db),
  ])
  const { rows } = groups
  return {
    rules: rows.flatMap(({ rule: id, version, count }) => (id === null ? [] : [{ id, version, count }])),
    kinds: rows.flatMap(({ kind: id, count }) => (id === null ? [] : [{ id, count }])),
    channels: rows.flatMap(({ channel: id, count }) => (id === null ? [] : [{ id, count }])),
    people: people.rows.map(({ id }) => id),
  }
}
