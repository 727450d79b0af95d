import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify } from '../../../lib/db/index.ts'
import { type Consumer, VERBS } from '../../activity/index.ts'
import { type Endpoint, wants } from './endpoint.ts'

/** What is older when it comes (an import, the first reading of a feed) is history, and told to nobody. */
const NEWS_FOR = 7 * 24 * 3_600_000

/** Reads the stream and lines up what each endpoint wants of it, in the transaction that moves its cursor. */
export const webhookIntake: Consumer = {
  name: 'webhook',
  verbs: VERBS,
  idle: async (tx, workspaceId) => (await listening(tx, workspaceId)).length === 0,
  async handle(tx, workspaceId, activities) {
    const endpoints = await listening(tx, workspaceId)
    const oldest = Date.now() - NEWS_FOR
    const news = activities.filter((activity) => activity.published.getTime() >= oldest)
    const messages = news.flatMap((activity) =>
      endpoints
        .filter((endpoint) => wants(endpoint, activity))
        .map((endpoint) => ({
          endpoint_id: endpoint.id,
          event: `activity.${activity.verb.toLowerCase()}`,
          subject_id: activity.id,
        })),
    )
    await lineUp(tx, workspaceId, messages)
  },
}

async function listening(tx: Handle, workspaceId: string): Promise<Endpoint[]> {
  const { rows } = await sql<Endpoint>`
    select * from webhook_endpoint where workspace_id = ${workspaceId} and enabled
      and cardinality(verbs) > 0`.execute(tx)
  return rows
}

interface Told {
  endpoint_id: string
  event: string
  subject_id: string
}

async function lineUp(tx: Handle, workspaceId: string, messages: Told[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((message) => ({ ...message, id: uuidv7() }))
  await sql`
    insert into webhook_delivery (workspace_id, endpoint_id, id, event, subject_id, next_try)
    select ${workspaceId}::uuid, endpoint_id, id, event, subject_id, now()
    from json_to_recordset(${JSON.stringify(rows)}::json) as message (
      endpoint_id uuid, id uuid, event text, subject_id uuid)`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'webhook' })
}

const ENDS: Record<string, string> = {
  sent: 'delivery.sent',
  found: 'delivery.sent',
  'said-sent': 'delivery.sent',
  refused: 'delivery.refused',
  unknown: 'delivery.unknown',
  dropped: 'delivery.dropped',
}

/** Lines up how messages of ours ended, for the endpoints that ask for it; in the transaction that ends them. */
export async function tellEnds(
  tx: Handle,
  lines: readonly { workspaceId: string; deliveryId: string; what: string }[],
): Promise<void> {
  const told = lines.flatMap(({ workspaceId, deliveryId, what }) => {
    const event = ENDS[what]
    return event ? [{ workspace_id: workspaceId, subject_id: deliveryId, event }] : []
  })
  if (told.length === 0) return
  const { rows } = await sql<Told & { workspace_id: string }>`
    select workspace_id, endpoint.id as endpoint_id, event, subject_id
    from json_to_recordset(${JSON.stringify(told)}::json) as one (workspace_id uuid, subject_id uuid, event text)
      join webhook_endpoint as endpoint using (workspace_id)
    where endpoint.enabled and endpoint.deliveries`.execute(tx)
  for (const [workspaceId, mine] of Map.groupBy(rows, (row) => row.workspace_id)) {
    await lineUp(
      tx,
      workspaceId,
      mine.map(({ endpoint_id, event, subject_id }) => ({ endpoint_id, event, subject_id })),
    )
  }
}

/** What stands outside the stream and is told all the same. */
export type Matter =
  | 'alert.matched'
  | 'alarm.raised'
  | 'conversation.due'
  | 'escalation.created'
  | 'escalation.answered'
  | 'escalation.closed'

const ASKED: Record<Matter, RawBuilder<boolean>> = {
  'alert.matched': sql`matches`,
  'alarm.raised': sql`alarms`,
  'conversation.due': sql`dues`,
  'escalation.created': sql`escalations`,
  'escalation.answered': sql`escalations`,
  'escalation.closed': sql`escalations`,
}

export function isMatter(event: string): event is Matter {
  return Object.hasOwn(ASKED, event)
}

/** Lines up stories, alarms and what is raised to services for the endpoints that ask for them; in the transaction that decided them. */
export async function tellMatters(
  tx: Handle,
  workspaceId: string,
  event: Matter,
  matters: readonly { subjectId: string; alerts: readonly string[] }[],
): Promise<void> {
  if (matters.length === 0) return
  const { rows } = await sql<Endpoint>`
    select * from webhook_endpoint where workspace_id = ${workspaceId} and enabled and ${ASKED[event]}`.execute(
    tx,
  )
  const messages = matters.flatMap(({ subjectId, alerts }) =>
    rows
      .filter(
        (one) =>
          event.startsWith('escalation.') ||
          one.alerts.length === 0 ||
          one.alerts.some((id) => alerts.includes(id)),
      )
      .map((one) => ({ endpoint_id: one.id, event, subject_id: subjectId })),
  )
  await lineUp(tx, workspaceId, messages)
}
