import { sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'
import type { State } from './escalation.ts'

/** One escalation as figures need it; hours are of the clock, not of work. */
export interface Measured {
  serviceId: string
  service: string
  reasonId: string
  reason: { fr: string; en: string }
  state: State
  created: Date
  /** Null: not yet, or never. */
  toAnswer: number | null
  toClosure: number | null
  /** The same conversation had been with this service before. */
  again: boolean
  late: boolean
}

/** Beyond this a span is to be chosen shorter: nothing is measured of a part. */
export const MOST_MEASURED = 20_000

/** All that was raised in a span, the oldest first; one more than can be measured where there is too much. */
export async function measuredEscalations(
  db: Handle,
  workspaceId: string,
  { from, to, now }: { from: Date; to: Date; now: Date },
): Promise<Measured[]> {
  const { rows } = await sql<Measured>`
    select one.service_id as "serviceId", service.name as service, one.reason_id as "reasonId",
      coalesce((select reason -> 'words' from jsonb_array_elements(service.reasons) as reason
        where reason ->> 'id' = one.reason_id::text limit 1), '{"fr": "", "en": ""}') as reason,
      one.state, one.created, extract(epoch from one.first_answer - one.created)::float / 3600 as "toAnswer",
      extract(epoch from one.closed - one.created)::float / 3600 as "toClosure", one.again,
      coalesce(one.first_answer, one.closed, ${now}) > one.due as late
    from escalation as one
      join service on service.workspace_id = one.workspace_id and service.id = one.service_id
    where one.workspace_id = ${workspaceId} and one.created >= ${from} and one.created < ${to}
    order by one.created, one.id limit ${MOST_MEASURED + 1}`.execute(db)
  return rows
}
