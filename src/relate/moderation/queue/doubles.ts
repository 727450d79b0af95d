import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { conflict } from '../../../../lib/errors/index.ts'
import { labelOf, type Verdict } from './item.ts'

/** What two said of an item, neither knowing of the other, and what became of it. */
export interface Double {
  activity_id: string
  at: Date
  /** Of the workspace's calendar, as `2026-11`. */
  month: string
  first: Said
  second: Said
  /** What was said where they did not agree. */
  last: Omit<Said, 'named'> | null
}

export interface Said {
  member: string
  verdict: Verdict
  rule: string | null
  named: boolean
}

/** So many are read, the newest. */
const MOST = 20_000

/** What was judged twice since a time, oldest first; what was answered by a question to a third is none. */
export async function doublesSince(
  db: Handle,
  workspaceId: string,
  { since, timeZone }: { since: Date; timeZone: string },
): Promise<Double[]> {
  const said = (table: string) =>
    sql.raw(`json_build_object('member', ${table}.member_id, 'verdict', ${table}.verdict, 'rule', ${table}.rule_id,
      'named', ${table}.named)`)
  const { rows } = await sql<Double>`
    select b.activity_id, b.at, to_char(b.at at time zone ${timeZone}, 'YYYY-MM') as month,
      ${said('a')} as first, ${said('b')} as second,
      case when c.member_id is not null then ${said('c')} end as last
    from moderation_verdict as b
    join moderation_verdict as a on a.workspace_id = ${workspaceId} and a.activity_id = b.activity_id
      and a.revision = b.revision and a.round = 1 and a.blind
    left join moderation_verdict as c on c.workspace_id = ${workspaceId} and c.activity_id = b.activity_id
      and c.revision = b.revision and c.round = 3
    where b.workspace_id = ${workspaceId} and b.blind and b.round = 2 and b.at >= ${since}
      and b.verdict <> 'second' and a.verdict <> 'second'
    order by b.at desc, b.activity_id limit ${MOST}`.execute(db)
  return rows.reverse()
}

/** By what each of the two agrees or not. */
export function pairOf({ first, second }: Pick<Double, 'first' | 'second'>): [string, string] {
  const label = ({ verdict, rule }: Said) => labelOf({ verdict, ruleId: rule }) ?? 'none'
  return [label(first), label(second)]
}

/**
 * Lets the other see one's name beside what one said, or no longer; names are seen only where both let.
 * @throws Problem `moderation_not_yours` (409) where one did not judge it
 */
export async function setNamed(
  tx: Handle,
  workspaceId: string,
  { activityId, memberId, named }: { activityId: string; memberId: string; named: boolean },
): Promise<void> {
  const { rows } = await sql`
    update moderation_verdict set named = ${named}
    where workspace_id = ${workspaceId} and activity_id = ${activityId} and member_id = ${memberId} and blind
    returning 1`.execute(tx)
  if (rows.length === 0) throw conflict('moderation_not_yours')
}
