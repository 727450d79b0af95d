import { sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'

/** What approvals of a month came to; of nobody in particular. */
export interface MonthOfApprovals {
  /** `YYYY-MM`, on the clocks of the zone. */
  month: string
  /** Decided by somebody. */
  approved: number
  /** Of those, approved of after somebody else than their author had changed them. */
  changed: number
  refused: number
  expired: number
  withdrawn: number
  /** Median minutes from asking to a decision; null where there was none. */
  minutes: number | null
}

/** By the month in which they ended, the latest first. */
export async function approvalFigures(
  db: Handle,
  workspaceId: string,
  { since, zone }: { since: Date; zone: string },
): Promise<MonthOfApprovals[]> {
  const { rows } = await sql<MonthOfApprovals>`
    select to_char(decided at time zone ${zone}, 'YYYY-MM') as month,
      count(*) filter (where state = 'approved')::int as approved,
      count(*) filter (where state = 'approved' and changed)::int as changed,
      count(*) filter (where state = 'refused')::int as refused,
      count(*) filter (where state = 'expired')::int as expired,
      count(*) filter (where state = 'withdrawn')::int as withdrawn,
      (percentile_cont(0.5) within group (order by extract(epoch from decided - asked) / 60)
        filter (where state in ('approved', 'refused')))::float8 as minutes
    from approval where workspace_id = ${workspaceId} and decided >= ${since}
    group by 1 order by 1 desc`.execute(db)
  return rows
}
