import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { type Endpoint, GIVE_UP_AFTER, IN_ORDER_TRIES, type Message, waitAfter } from './endpoint.ts'
import type { Answer } from './post.ts'

/** An endpoint, and until when it is one's own: no two claims of it have the same. */
export interface Claim extends Endpoint {
  lease: Date
}

/** Cut to what a `Date` holds, so that it is known again. */
function until(leaseMs: number) {
  return sql`date_trunc('milliseconds', now() + ${leaseMs} * interval '1 millisecond')`
}

/** Takes up to `most` endpoints that have something due, for `leaseMs`: one sender an endpoint keeps the order. */
export async function claimEndpoints(db: Handle, most: number, leaseMs: number): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    with due as materialized (
      select workspace_id, id from webhook_endpoint as one
      where enabled and (lease is null or lease <= now()) and (resume_at is null or resume_at <= now())
        and exists (
          select 1 from webhook_delivery as message
          where message.workspace_id = one.workspace_id and message.endpoint_id = one.id
            and message.state = 'waiting' and message.next_try <= now())
      order by coalesce(lease, '-infinity') limit ${most} for update skip locked)
    update webhook_endpoint as endpoint set lease = ${until(leaseMs)}
    from due where endpoint.workspace_id = due.workspace_id and endpoint.id = due.id
    returning endpoint.*`.execute(db)
  return rows
}

/** The next of an endpoint: one that stood aside and is due again, else the first in order if it is due. */
export async function nextMessage(db: Handle, endpoint: Endpoint): Promise<Message | undefined> {
  const { workspace_id, id } = endpoint
  // Each by its own index: the same cost however much waits after an outage.
  const { rows } = await sql<Message>`
    (select * from webhook_delivery
      where workspace_id = ${workspace_id} and endpoint_id = ${id} and state = 'waiting' and aside
        and next_try <= now()
      order by id limit 1)
    union all
    (select * from (
        select * from webhook_delivery
        where workspace_id = ${workspace_id} and endpoint_id = ${id} and state = 'waiting' and not aside
        order by id limit 1) as head
      where next_try <= now())
    order by aside desc limit 1`.execute(db)
  return rows[0]
}

/** Holds on to an endpoint for another while; undefined where a person has disabled it, or it is somebody else's now. */
export async function holdOn(db: Handle, claim: Claim, leaseMs: number): Promise<Claim | undefined> {
  const { rows } = await sql<{ lease: Date }>`
    update webhook_endpoint set lease = ${until(leaseMs)}
    where workspace_id = ${claim.workspace_id} and id = ${claim.id} and enabled and lease > now()
      and lease = ${claim.lease} and (resume_at is null or resume_at <= now())
    returning lease`.execute(db)
  return rows[0] && { ...claim, lease: rows[0].lease }
}

/** Gives an endpoint back; one that is somebody else's by now stays theirs. */
export async function letGo(db: Handle, claim: Claim): Promise<void> {
  await sql`
    update webhook_endpoint set lease = null
    where workspace_id = ${claim.workspace_id} and id = ${claim.id} and lease = ${claim.lease}`.execute(db)
}

/** Notes that a message was taken; an endpoint that comes back after an outage gets at once what stood aside. */
export function noteTaken(db: Handle, message: Message, answer: Answer): Promise<void> {
  return inTransaction(db, async (tx) => {
    await sql`
      update webhook_delivery set state = 'sent', next_try = null, tries = tries + 1, last_try = now(),
        first_try = coalesce(first_try, now()), status = ${answer.status}, duration = ${answer.duration},
        answer = ${answer.text}
      where workspace_id = ${message.workspace_id} and endpoint_id = ${message.endpoint_id} and id = ${message.id}`.execute(
      tx,
    )
    const { rows } = await sql<{ failures: number; failing: boolean }>`
      update webhook_endpoint as endpoint set failures = 0, failing_since = null, resume_at = null, last_success = now()
      from (
        select workspace_id, id, failures, failing_since from webhook_endpoint
        where workspace_id = ${message.workspace_id} and id = ${message.endpoint_id} for update) as before
      where endpoint.workspace_id = before.workspace_id and endpoint.id = before.id
      returning before.failures, before.failing_since is not null as failing`.execute(tx)
    if (rows[0]?.failing) await notify(tx, { w: message.workspace_id, k: 'webhook', id: message.endpoint_id })
    // More than one message can be blamed for.
    if ((rows[0]?.failures ?? 0) <= IN_ORDER_TRIES) return
    await sql`
      update webhook_delivery set next_try = now()
      where workspace_id = ${message.workspace_id} and endpoint_id = ${message.endpoint_id} and state = 'waiting'
        and aside`.execute(tx)
  })
}

/** Why an endpoint was disabled; undefined where it goes on. */
export type Ended = 'gone' | 'failing' | undefined

/**
 * Notes a try that was not taken. The first in order holds those behind it for its first tries, then steps aside; after
 * three days it is given up, and its endpoint is disabled where nothing at all was taken in that time.
 */
export function noteFailed(db: Handle, message: Message, answer: Answer): Promise<Ended> {
  return inTransaction(db, async (tx) => {
    const { rows: endpoints } = await sql<{ failures: number }>`
      select failures from webhook_endpoint
      where workspace_id = ${message.workspace_id} and id = ${message.endpoint_id} for update`.execute(tx)
    const failures = (endpoints[0]?.failures ?? 0) + (message.aside ? 0 : 1)
    const wait = waitAfter(message.aside ? message.tries + 1 : failures, answer.retryAfter)
    const spent = await putOff(tx, message, answer, wait)
    // It steps aside: whether the endpoint or the message is to blame, the next one tells, and soon.
    const stepsAside = !message.aside && message.tries + 1 >= IN_ORDER_TRIES
    const pause = stepsAside ? waitAfter(1, answer.retryAfter) : wait
    const why = await blame(tx, message, { failures, wait: pause, gone: answer.status === 410, spent })
    await notify(tx, { w: message.workspace_id, k: 'webhook', id: message.endpoint_id })
    return why
  })
}

/** Answers whether the message is given up. */
async function putOff(tx: Handle, message: Message, answer: Answer, wait: number): Promise<boolean> {
  const tries = message.tries + 1
  const { rows } = await sql<{ spent: boolean }>`
    update webhook_delivery set tries = ${tries}, last_try = now(), first_try = coalesce(first_try, now()),
      aside = aside or ${tries >= IN_ORDER_TRIES}, status = ${answer.status}, duration = ${answer.duration},
      answer = ${answer.text}, next_try = now() + ${wait} * interval '1 millisecond',
      state = case when first_try < now() - ${GIVE_UP_AFTER} * interval '1 millisecond' then 'failed' else state end
    where workspace_id = ${message.workspace_id} and endpoint_id = ${message.endpoint_id} and id = ${message.id}
      and state = 'waiting'
    returning state = 'failed' as spent`.execute(tx)
  return rows[0]?.spent === true
}

async function blame(
  tx: Handle,
  message: Message,
  { failures, wait, gone, spent }: { failures: number; wait: number; gone: boolean; spent: boolean },
): Promise<Ended> {
  const { rows } = await sql<{ why: 'gone' | 'failing' | null }>`
    update webhook_endpoint as endpoint set failing_since = coalesce(failing_since, now()), failures = ${failures},
      resume_at = case when ${message.aside} then resume_at else now() + ${wait} * interval '1 millisecond' end,
      enabled = ended.why is null, disabled_why = ended.why
    from (
      select workspace_id, id, case when ${gone} then 'gone'
        when ${spent} and (last_success is null or last_success < ${message.first_try}::timestamptz) then 'failing'
        end as why
      from webhook_endpoint where workspace_id = ${message.workspace_id} and id = ${message.endpoint_id}) as ended
    where endpoint.workspace_id = ended.workspace_id and endpoint.id = ended.id and endpoint.enabled
    returning ended.why`.execute(tx)
  return rows[0]?.why ?? undefined
}

/** A try that a person asked for, outside of all order; noted whatever came of it, and never tried again. */
export async function noteTest(db: Handle, endpoint: Endpoint, id: string, answer: Answer): Promise<Message> {
  const { rows } = await sql<Message>`
    insert into webhook_delivery (workspace_id, endpoint_id, id, event, state, first_try, last_try, tries, status,
      duration, answer)
    values (${endpoint.workspace_id}, ${endpoint.id}, ${id}, 'webhook.test', ${answer.ok ? 'sent' : 'failed'}, now(),
      now(), 1, ${answer.status}, ${answer.duration}, ${answer.text})
    returning *`.execute(db)
  if (!rows[0]) throw new Error('a test was not noted')
  return rows[0]
}

export const testId = uuidv7

/** Newest first. */
export async function listMessages(
  db: Handle,
  workspaceId: string,
  endpointId: string,
  page: { before: string | undefined; limit: number },
): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select * from webhook_delivery
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId}
      ${page.before ? sql`and id < ${page.before}` : sql``}
    order by id desc limit ${page.limit}`.execute(db)
  return rows
}

/**
 * Tells one again, under the same id, as though for the first time and without holding anybody back.
 * @throws Problem `not_found`
 */
export async function replay(
  tx: Handle,
  workspaceId: string,
  endpointId: string,
  id: string,
): Promise<Message> {
  const { rows } = await sql<Message>`
    update webhook_delivery set state = 'waiting', aside = true, tries = 0, first_try = null, next_try = now()
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId} and id = ${id} and event <> 'webhook.test'
    returning *`.execute(tx)
  if (!rows[0]) throw notFound('webhook_delivery')
  await notify(tx, { w: workspaceId, k: 'webhook', id: endpointId })
  return rows[0]
}

/** What was told of is gone: there is nothing left to tell. */
export async function forgetMessage(db: Handle, message: Message): Promise<void> {
  await sql`
    delete from webhook_delivery
    where workspace_id = ${message.workspace_id} and endpoint_id = ${message.endpoint_id} and id = ${message.id}`.execute(
    db,
  )
}

/** The log is kept so long; what still waits is not part of it. */
export async function forgetMessages(db: Handle, before: Date): Promise<void> {
  await sql`delete from webhook_delivery where at < ${before} and state <> 'waiting'`.execute(db)
}
