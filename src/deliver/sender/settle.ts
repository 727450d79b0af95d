import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type Again, networkOf } from '../../channels/index.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { comeForward } from '../outbox/lane.ts'
import type { Outcome, Verdict } from './decide.ts'
import type { DeliverDeps, OpenedAccount, SentItem } from './deps.ts'

/** A delivery whose turn is over, with what follows from it. */
export interface Finished {
  row: Delivery
  outcome: Outcome
  again: Again
  opened?: OpenedAccount
  verdict: Verdict
  /** Ended for a worker that left it, and only if it has not begun since. */
  takenOver?: boolean
}

const ENDS: readonly Delivery['state'][] = ['sent', 'refused', 'dropped']

/**
 * Ends the turns of many deliveries of one stream (see `streamOf`) in one transaction, with the activities that those
 * sent become, what their accounts learnt, and what comes forward in their lanes. What another worker has taken meanwhile
 * is left to it, unless it was sent: that is true whoever says so.
 */
export async function settle(
  deps: Pick<DeliverDeps, 'db' | 'record' | 'point'>,
  finished: readonly Finished[],
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { mine, failing } = await stillMine(tx, finished)
    if (mine.length === 0) return
    await deps.point?.('held')
    const activities = await record(tx, deps, mine)
    await deps.point?.('recorded')
    await write(tx, mine, activities)
    await deps.point?.('written')
    const ended = mine.filter(({ verdict }) => ENDS.includes(verdict.state)).map(({ row }) => row)
    // Most stand in a lane of their own.
    await comeForward(
      tx,
      ended.filter((row) => row.lane !== row.id),
    )
    await teachAccounts(tx, mine, failing)
  })
}

/**
 * Those that are still this worker's to end, one for each delivery, and the accounts among theirs that failed before. What
 * was taken over from a worker, and by the same one again, has been tried once more since: an end of before is nobody's any
 * more, though it be written together with the one that counts.
 */
async function stillMine(tx: Handle, finished: readonly Finished[]) {
  const given = finished.map(({ row, verdict, takenOver = false }, n) => ({
    n,
    workspace_id: row.workspace_id,
    id: row.id,
    claim: row.claim,
    tries: row.tries,
    sent: verdict.state === 'sent',
    over: takenOver,
  }))
  const { rows } = await sql<{ n: number; account_id: string; failing: boolean }>`
    select mine.n, held.account_id, account.failures > 0 as failing
    from (
      select * from json_to_recordset(${JSON.stringify(given)}::json) as one (
        n int, workspace_id uuid, id uuid, claim int, tries int, sent boolean, over boolean)
      order by workspace_id, id) as mine
    cross join lateral (
      select workspace_id, account_id from delivery
      where delivery.workspace_id = mine.workspace_id and delivery.id = mine.id
        and ((state = 'sending' and claim = mine.claim and delivery.tries = mine.tries
            and (not mine.over or lease <= now()))
          or (mine.sent and state <> 'sent'))
      for update) as held
    join outbox_account as account on account.workspace_id = held.workspace_id and account.account_id = held.account_id`.execute(
    tx,
  )
  const failing = new Set(rows.flatMap((row) => (row.failing ? [row.account_id] : [])))
  const allowed = new Set(rows.map((row) => row.n))
  return { mine: oneEach(finished.filter((_, n) => allowed.has(n))), failing }
}

/** One end for each delivery; where one of several says that it was sent, that one. */
function oneEach(finished: readonly Finished[]): Finished[] {
  const ends = new Map<string, Finished>()
  for (const one of finished) {
    const other = ends.get(one.row.id)
    if (!other || (one.outcome.kind === 'sent' && other.outcome.kind !== 'sent')) ends.set(one.row.id, one)
  }
  return [...ends.values()]
}

async function record(
  tx: Handle,
  deps: Pick<DeliverDeps, 'record'>,
  mine: readonly Finished[],
): Promise<Map<string, string | null>> {
  const sent = mine.flatMap(itemOf)
  if (sent.length === 0) return new Map()
  const items = sent.map(({ item }) => item)
  const ids = await deps.record(tx, streamOf(mine), items)
  return new Map(sent.map(({ id }, i) => [id, ids[i] ?? null]))
}

function itemOf({ row, outcome, opened }: Finished): { id: string; item: SentItem }[] {
  if (outcome.kind !== 'sent' || !opened) return []
  return [{ id: row.id, item: { accountId: row.account_id, activity: outcome.sent.activity } }]
}

/** The stream that the activities of some finished go to, which must be one: two held at once could end in a ring. */
export function streamOf(finished: readonly Finished[]): { workspaceId: string; network: string } {
  const [first] = finished
  if (!first) throw new Error('nothing is finished')
  const { row, opened } = first
  return { workspaceId: row.workspace_id, network: opened ? networkOf(opened.channel) : row.channel }
}

async function write(
  tx: Handle,
  mine: readonly Finished[],
  activities: ReadonlyMap<string, string | null>,
): Promise<void> {
  const given = mine.map((one) => {
    const { row, outcome, verdict } = one
    const sent = outcome.kind === 'sent' ? outcome.sent : undefined
    return {
      workspace_id: row.workspace_id,
      id: row.id,
      state: verdict.state,
      wait: verdict.wait,
      after: verdict.afterLastTry ?? null,
      tried: verdict.tried ? 1 : 0,
      in_doubt: verdict.inDoubt,
      failure: verdict.failure,
      url: keepable(sent?.url ?? sent?.activity.object.url),
      external_id: keepable(sent?.activity.externalId),
      activity_id: activities.get(row.id) ?? null,
      line: uuidv7(),
      what: wordOf(outcome, verdict),
      detail: detailOf(verdict),
      notice: JSON.stringify({ w: row.workspace_id, k: 'delivery', id: row.id }),
    }
  })
  // One statement, for what a round trip costs when there are many.
  await sql`
    with new as materialized (
      select * from json_to_recordset(${JSON.stringify(given)}::json) as new (
        workspace_id uuid, id uuid, state text, wait float8, after float8, tried int, in_doubt boolean, failure jsonb,
        url text, external_id text, activity_id uuid, line uuid, what text, detail text, notice text)),
    lines as (
      insert into delivery_log (workspace_id, delivery_id, id, what, detail)
      select workspace_id, id, line, what, detail from new),
    ended as (
    update delivery set state = new.state, claim = null, lease = null, begun = false, tries = tries + new.tried,
      first_try = case when new.tried + tries = 0 and not new.in_doubt then null else first_try end,
      in_doubt = new.in_doubt, failure = new.failure, url = coalesce(new.url, delivery.url),
      last_try = ${LAST_TRY},
      external_id = coalesce(new.external_id, delivery.external_id),
      activity_id = coalesce(new.activity_id, delivery.activity_id),
      sent_at = case when new.state = 'sent' then now() end,
      target = case when new.state <> 'sent' then target end,
      next_try = case when new.state = 'waiting' then ${nextTry()} end
    from new where delivery.workspace_id = new.workspace_id and delivery.id = new.id)
    select pg_notify('veillee', notice) from new`.execute(tx)
}

/** As the network said it, less what the database does not take: an address must not keep open what was sent. */
function keepable(text: string | undefined): string | null {
  return text?.toWellFormed().replaceAll('\0', '') ?? null
}

/** A try ends when it is written down at the latest: what it left on the wire may arrive from then on, and not before. */
const LAST_TRY = sql`case when begun or new.tried = 1 then now() else delivery.last_try end`

function nextTry(): RawBuilder<unknown> {
  return sql`case when new.after is null then now() + new.wait * interval '1 millisecond'
    else greatest(now(), coalesce(${LAST_TRY}, now()) + new.after * interval '1 millisecond') end`
}

function detailOf({ failure }: Verdict): string | null {
  if (!failure) return null
  return [failure.kind, 'detail' in failure ? failure.detail : ''].filter(Boolean).join(': ')
}

/** What the log says; the interface has words for each. */
function wordOf(outcome: Outcome, { state, inDoubt }: Verdict): string {
  if (outcome.kind === 'sent') return outcome.found ? 'found' : 'sent'
  if (outcome.kind === 'cannot-tell') return state === 'unknown' ? 'unknown' : 'cannot-tell'
  if (outcome.kind === 'blocked') return `blocked-${outcome.by}`
  if (outcome.kind === 'given-back' || outcome.kind === 'too-soon') return outcome.kind
  if (state !== 'waiting') return state
  return inDoubt ? 'doubt' : 'waits'
}

/** Limits, silence and credentials are the account's: whatever else it has to send waits with it. */
async function teachAccounts(
  tx: Handle,
  mine: readonly Finished[],
  failing: ReadonlySet<string>,
): Promise<void> {
  const lessons = mine.filter(({ row, verdict }) => verdict.account || failing.has(row.account_id))
  if (lessons.length === 0) return
  const given = lessons.map(({ row, outcome, verdict }) => ({
    workspace_id: row.workspace_id,
    account_id: row.account_id,
    blocked: verdict.account?.blocked ?? null,
    wait: verdict.account?.wait ?? null,
    failed: verdict.account?.failed ? 1 : 0,
    well: outcome.kind === 'sent' || verdict.state === 'refused',
  }))
  await sql`
    update outbox_account as account set
      blocked = coalesce(new.blocked, account.blocked),
      wait_until = case when new.wait is null then account.wait_until
        else greatest(account.wait_until, now() + new.wait * interval '1 millisecond') end,
      failures = case when new.failed > 0 then account.failures + 1 when new.well then 0 else account.failures end
    from (
      select workspace_id, account_id, max(blocked) as blocked, max(wait) as wait, max(failed) as failed,
        bool_or(well) as well
      from json_to_recordset(${JSON.stringify(given)}::json) as one (
        workspace_id uuid, account_id uuid, blocked text, wait float8, failed int, well boolean)
      group by workspace_id, account_id) as new
    where account.workspace_id = new.workspace_id and account.account_id = new.account_id
      and (new.blocked is not null or new.wait is not null or new.failed > 0
        or (new.well and account.failures > 0))`.execute(tx)
}

/** A spent quota holds the account until it is given anew. */
export async function holdAccount(
  db: Handle,
  row: Pick<Delivery, 'workspace_id' | 'account_id'>,
  milliseconds: number,
): Promise<void> {
  await sql`
    update outbox_account set wait_until = greatest(wait_until, now() + ${milliseconds} * interval '1 millisecond')
    where workspace_id = ${row.workspace_id} and account_id = ${row.account_id}`.execute(db)
}
