import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { SAID } from './series.ts'

export interface PersonTally {
  exchanges: number
  positive: number
  neutral: number
  negative: number
  last: Date | null
  orders: number
  /** Minor units of `currency`; refunds count against. Orders in others are counted, and not added to it. */
  total: number
  /** The one of most orders. */
  currency: string | null
  lastOrder: Date | null
}

/** What one person said and bought, over all time. */
export async function tallyOf(db: Handle, workspaceId: string, personId: string): Promise<PersonTally> {
  const said = [...SAID]
  const { rows } = await sql<PersonTally>`
    select count(*) filter (where verb = any(${said}::text[]))::int as exchanges,
      count(*) filter (where verb = any(${said}::text[]) and sentiment = 'positive')::int as positive,
      count(*) filter (where verb = any(${said}::text[]) and sentiment = 'neutral')::int as neutral,
      count(*) filter (where verb = any(${said}::text[]) and sentiment = 'negative')::int as negative,
      max(published) as last,
      count(*) filter (where verb = 'Purchase')::int as orders,
      coalesce(sum(amount) filter (where verb = 'Purchase' and currency = main), 0)::bigint as total,
      max(main) as currency, max(published) filter (where verb = 'Purchase') as "lastOrder"
    from activity cross join (
      select mode() within group (order by currency) as main from activity
      where workspace_id = ${workspaceId} and person_id = ${personId} and verb = 'Purchase') as spent
    where workspace_id = ${workspaceId} and person_id = ${personId}`.execute(db)
  const [tally] = rows
  if (!tally) throw new Error('an aggregate always answers one row')
  return tally
}

/** How many purchases each of these people made, refunds aside; those who made none are left out. */
export async function ordersOf(
  db: Handle,
  workspaceId: string,
  personIds: string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ person_id: string; orders: number }>`
    select person_id, count(*)::int as orders from activity
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::uuid[]) and verb = 'Purchase'
      and coalesce(amount, 0) >= 0
    group by person_id`.execute(db)
  return new Map(rows.map((row) => [row.person_id, row.orders]))
}
