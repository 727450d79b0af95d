import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { SealedColumn } from '../../../../../lib/crypto/index.ts'
import { type Handle, inTransaction, notify, tables } from '../../../../../lib/db/index.ts'
import type { Sealing } from '../service/store.ts'
import type { EscalationTables, Outcome, Refusal } from '../tables.ts'
import type { News } from './hook.ts'

export type Hook = Selectable<EscalationTables['service_hook']>

/** The secret before holds for so long after a new one was made, in milliseconds. */
export const GRACE = 48 * 3_600_000
/** A delivery that comes again after this only has an issue looked at once more. */
const REMEMBERED = 4 * 86_400_000
/** Between two looks at one issue, however much its tool tells. */
const BETWEEN = 5000

function purpose(workspaceId: string, serviceId: string): string {
  return `service-hook:${workspaceId}:${serviceId}`
}

export async function findHook(
  db: Handle,
  workspaceId: string,
  serviceId: string,
): Promise<Hook | undefined> {
  return await tables<EscalationTables>(db)
    .selectFrom('service_hook')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
}

/** Keeps a new secret, sealed; the one before holds on for a while. Answers whether there was one. */
export async function keepSecret(
  tx: Handle,
  sealing: Sealing,
  key: { workspaceId: string; serviceId: string; secret: string; now: Date },
): Promise<boolean> {
  const { workspaceId, serviceId, secret, now } = key
  const sealed = sealing.seal(secret, purpose(workspaceId, serviceId))
  const until = new Date(now.getTime() + GRACE)
  const { rows } = await sql<{ before: boolean }>`
    insert into service_hook (workspace_id, service_id, sealed_secret, made)
    values (${workspaceId}, ${serviceId}, ${sealed}, ${now})
    on conflict (workspace_id, service_id) do update set sealed_before = service_hook.sealed_secret,
      before_until = ${until}, sealed_secret = excluded.sealed_secret, made = excluded.made
    returning sealed_before is not null as before`.execute(tx)
  return rows[0]?.before ?? false
}

export async function removeHook(tx: Handle, workspaceId: string, serviceId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from service_hook where workspace_id = ${workspaceId} and service_id = ${serviceId}`.execute(tx)
  return Number(numAffectedRows) > 0
}

/** What deliveries may be proved by now. */
export function secretsOf(sealing: Sealing, hook: Hook, now: Date): string[] {
  const { workspace_id, service_id, sealed_secret, sealed_before, before_until } = hook
  const open = (sealed: string) => sealing.open(sealed, purpose(workspace_id, service_id))
  const before = sealed_before && before_until && before_until > now ? [open(sealed_before)] : []
  return [open(sealed_secret), ...before]
}

/** Of what did not prove where it came from, one a minute is noted: strangers write nothing else here. */
export async function noteRefused(db: Handle, hook: Hook, why: Refusal, now: Date): Promise<void> {
  await sql`
    update service_hook set refused_at = ${now}, refused_why = ${why}
    where workspace_id = ${hook.workspace_id} and service_id = ${hook.service_id}
      and (refused_at is null or refused_at <= ${new Date(now.getTime() - 60_000)})`.execute(db)
}

/**
 * Takes what a tool told, once: has the issue looked at that it is about, where it is one of ours, and notes what became of
 * it. Nothing of it is believed but that there may be news.
 */
export function take(
  db: Handle,
  hook: Hook,
  told: { news: News; project: string; delivery: string | null; body: Uint8Array },
  now: Date,
): Promise<Outcome> {
  return inTransaction(db, async (tx) => {
    const outcome = await outcomeOf(tx, hook, told, now)
    await sql`
      update service_hook set last_at = ${now}, last_event = ${told.news.event}, last_delivery = ${told.delivery},
        last_outcome = ${outcome}
      where workspace_id = ${hook.workspace_id} and service_id = ${hook.service_id}`.execute(tx)
    return outcome
  })
}

async function outcomeOf(
  tx: Handle,
  { workspace_id, service_id }: Hook,
  { news: { about }, project, body }: { news: News; project: string; body: Uint8Array },
  now: Date,
): Promise<Outcome> {
  if (about === 'ping' || about === 'other') return about
  if (about.project.toLowerCase() !== project.toLowerCase()) return 'unknown'
  const { rows } = await sql<{ id: string }>`
    select id from escalation
    where workspace_id = ${workspace_id} and service_id = ${service_id}
      and issue ->> 'number' = ${about.number} and state <> 'withdrawn'`.execute(tx)
  if (rows.length === 0) return 'unknown'
  if (!(await isFirst(tx, { workspace_id, service_id }, body, now))) return 'again'
  await sql`
    update escalation set issue_look = least(issue_look,
      greatest(${now}::timestamptz, issue_read + ${BETWEEN} * interval '1 millisecond'))
    where workspace_id = ${workspace_id} and id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx)
  await notify(tx, { w: workspace_id, k: 'issue' })
  return 'read'
}

/** By what is signed, not by the id that it bears, which anybody could change to send the same again. */
async function isFirst(
  tx: Handle,
  { workspace_id, service_id }: Pick<Hook, 'workspace_id' | 'service_id'>,
  body: Uint8Array,
  now: Date,
): Promise<boolean> {
  const hash = createHash('sha256').update(body).digest()
  await sql`
    delete from service_hook_delivery where workspace_id = ${workspace_id} and service_id = ${service_id}
      and at < ${new Date(now.getTime() - REMEMBERED)}`.execute(tx)
  const { numAffectedRows } = await sql`
    insert into service_hook_delivery (workspace_id, service_id, hash, at)
    values (${workspace_id}, ${service_id}, ${hash}, ${now}) on conflict do nothing`.execute(tx)
  return Number(numAffectedRows) > 0
}

/** What this module keeps sealed, for a change of the key. */
export const sealedHooks: readonly SealedColumn[] = [column('sealed_secret'), column('sealed_before')]

function column(of: 'sealed_secret' | 'sealed_before'): SealedColumn {
  const name = sql.ref(of)
  return {
    name: `service_hook.${of}`,
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; service_id: string; sealed: string }>`
        select workspace_id, service_id, ${name} as sealed from service_hook where ${name} is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ workspace_id, service_id, sealed }) => ({
        key: { workspace_id, service_id },
        sealed,
        purposes: [purpose(workspace_id, service_id)],
      }))
    },
    async write(tx, { workspace_id, service_id }, sealed) {
      await sql`
        update service_hook set ${name} = ${sealed}
        where workspace_id = ${workspace_id} and service_id = ${service_id}`.execute(tx)
    },
  }
}
