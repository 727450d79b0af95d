import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { type Endpoint, OVERLAP, type Sealing, secretPurpose } from './endpoint.ts'
import { newSecret } from './signature.ts'
import type { WebhookTables } from './tables.ts'

const MOST = 50

export interface Subscription {
  url: string
  verbs: string[]
  channels: string[]
  alerts: string[]
  deliveries: boolean
  matches: boolean
  alarms: boolean
  escalations: boolean
  dues: boolean
}

export async function listEndpoints(db: Handle, workspaceId: string): Promise<Endpoint[]> {
  return tables<WebhookTables>(db)
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
}

/** @throws Problem `not_found`, also when the endpoint is another workspace's */
export async function getEndpoint(db: Handle, workspaceId: string, id: string): Promise<Endpoint> {
  const { rows } = await sql<Endpoint>`
    select * from webhook_endpoint where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  if (!rows[0]) throw notFound('webhook')
  return rows[0]
}

/** Answers the id, and the secret that is shown this once. */
export async function createEndpoint(
  tx: Handle,
  sealing: Sealing,
  workspaceId: string,
  given: Subscription,
): Promise<{ id: string; secret: string }> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from webhook_endpoint where workspace_id = ${workspaceId}`.execute(tx)
  if ((rows[0]?.n ?? 0) >= MOST) throw invalid('webhooks_full', { max: MOST })
  const row = { workspace_id: workspaceId, id: uuidv7() }
  const secret = newSecret()
  await sql`
    insert into webhook_endpoint
      (workspace_id, id, url, verbs, channels, alerts, deliveries, matches, alarms, escalations, dues,
        sealed_secret)
    values (${workspaceId}, ${row.id}, ${given.url}, ${given.verbs}, ${given.channels}, ${given.alerts}::uuid[],
      ${given.deliveries}, ${given.matches}, ${given.alarms}, ${given.escalations}, ${given.dues},
      ${sealing.seal(secret, secretPurpose(row))})`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'webhook', id: row.id })
  return { id: row.id, secret }
}

/** Enabling it again forgets what had failed: what still waits is tried as though for the first time. */
export async function changeEndpoint(
  tx: Handle,
  row: Endpoint,
  change: Partial<Subscription> & { enabled?: boolean },
): Promise<void> {
  const { url, verbs, channels, alerts, deliveries, matches, alarms, escalations, dues, enabled } = {
    ...row,
    ...change,
  }
  await sql`
    update webhook_endpoint set url = ${url}, verbs = ${verbs}, channels = ${channels}, alerts = ${alerts}::uuid[],
      deliveries = ${deliveries}, matches = ${matches}, alarms = ${alarms}, escalations = ${escalations}, dues = ${dues}, enabled = ${enabled},
      disabled_why = case when ${enabled} then null else disabled_why end
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
  if ((change.enabled && !row.enabled) || url !== row.url) await startAfresh(tx, row)
  await notify(tx, { w: row.workspace_id, k: 'webhook', id: row.id })
}

async function startAfresh(tx: Handle, row: Endpoint): Promise<void> {
  await sql`
    update webhook_endpoint set failures = 0, failing_since = null, resume_at = null
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
  await sql`
    update webhook_delivery set next_try = now(), first_try = null, tries = 0, aside = false
    where workspace_id = ${row.workspace_id} and endpoint_id = ${row.id} and state = 'waiting'`.execute(tx)
}

/** A new secret; the one before signs too for a day, so that the receiver changes it without missing anything. */
export async function renewSecret(tx: Handle, sealing: Sealing, row: Endpoint): Promise<string> {
  const secret = newSecret()
  await sql`
    update webhook_endpoint set sealed_secret_before = sealed_secret,
      secret_before_until = now() + ${OVERLAP} * interval '1 millisecond',
      sealed_secret = ${sealing.seal(secret, secretPurpose(row))}
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(tx)
  return secret
}

export function secretsOf(sealing: Sealing, row: Endpoint, now: Date): string[] {
  const { sealed_secret, sealed_secret_before: before, secret_before_until: until } = row
  const sealed = before && until && until > now ? [sealed_secret, before] : [sealed_secret]
  return sealed.map((one) => sealing.open(one, secretPurpose(row)))
}

export async function deleteEndpoint(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await sql`delete from webhook_delivery where workspace_id = ${workspaceId} and endpoint_id = ${id}`.execute(
    tx,
  )
  await sql`delete from webhook_endpoint where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'webhook', id })
}
