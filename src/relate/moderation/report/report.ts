import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import type { Sanction } from '../charter/charter.ts'

/** Acts of one month, rule, channel and kind, with what became of them. */
export interface Line {
  /** `2026-11`, of the workspace's own calendar. */
  month: string
  rule: string
  channel: string
  kind: Sanction
  done: number
  /** Of those done, the criticisms, which two persons decided. */
  critical: number
  restored: number
  appealed: number
  granted: number
  dismissed: number
}

/** What was done between two moments, by the month in which it was. */
export async function linesOf(
  db: Handle,
  workspaceId: string,
  span: { from: Date; to: Date; zone: string },
): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select to_char(act.done at time zone ${span.zone}, 'YYYY-MM') as month, act.rule_id as rule, act.channel, act.kind,
      count(*)::int as done, count(act.critical)::int as critical,
      count(*) filter (where act.state = 'restored')::int as restored,
      count(*) filter (where appeal.state <> 'open')::int as appealed,
      count(*) filter (where appeal.state = 'granted')::int as granted,
      count(*) filter (where appeal.state = 'dismissed')::int as dismissed
    from moderation_act as act
      left join moderation_appeal as appeal on appeal.workspace_id = act.workspace_id and appeal.act_id = act.id
    where act.workspace_id = ${workspaceId} and act.done >= ${span.from} and act.done < ${span.to}
    group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4 limit 5000`.execute(db)
  return rows
}

export interface Sums {
  done: number
  critical: number
  restored: number
  appealed: number
  granted: number
  dismissed: number
}

const NONE: Sums = { done: 0, critical: 0, restored: 0, appealed: 0, granted: 0, dismissed: 0 }

export function sumOf(lines: readonly Sums[]): Sums {
  return lines.reduce(
    (sum, one) => ({
      done: sum.done + one.done,
      critical: sum.critical + one.critical,
      restored: sum.restored + one.restored,
      appealed: sum.appealed + one.appealed,
      granted: sum.granted + one.granted,
      dismissed: sum.dismissed + one.dismissed,
    }),
    NONE,
  )
}

/** Lines by something they share, the most first. */
export function sumsBy(lines: readonly Line[], key: 'rule' | 'channel' | 'kind'): ({ key: string } & Sums)[] {
  return [...Map.groupBy(lines, (line) => line[key])]
    .map(([name, mine]) => ({ key: name, ...sumOf(mine) }))
    .sort((a, b) => b.done - a.done || (a.key < b.key ? -1 : 1))
}

export interface Summary {
  rules: { rule: string; done: number; restored: number }[]
  appeals: { filed: number; granted: number; dismissed: number }
}

const YEAR = 365 * 86_400_000

/** The figures of a year that everybody may see: by rule alone, of nobody and of no single day. */
export async function publicSummary(db: Handle, workspaceId: string, now: Date): Promise<Summary> {
  const from = new Date(now.getTime() - YEAR)
  const lines = await linesOf(db, workspaceId, { from, to: new Date(now.getTime() + 1), zone: 'UTC' })
  const { appealed: filed, granted, dismissed } = sumOf(lines)
  return {
    rules: sumsBy(lines, 'rule').map(({ key: rule, done, restored }) => ({ rule, done, restored })),
    appeals: { filed, granted, dismissed },
  }
}
