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
  /** Minor units of `currency`; refunds count against. */
  total: number
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
      coalesce(sum(amount) filter (where verb = 'Purchase'), 0)::bigint as total,
      mode() within group (order by currency) filter (where verb = 'Purchase') as currency,
      max(published) filter (where verb = 'Purchase') as "lastOrder"
    from activity where workspace_id = ${workspaceId} and person_id = ${personId}`.execute(db)
  const [tally] = rows
  if (!tally) throw new Error('an aggregate always answers one row')
  return tally
}
