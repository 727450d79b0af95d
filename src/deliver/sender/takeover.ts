import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { Again } from '../../channels/index.ts'
import { errandOf } from '../outbox/delivery.ts'
import { bounded } from './bounded.ts'
import type { Claimed } from './claim.ts'
import type { DeliverDeps } from './deps.ts'
import { SEATS } from './seat.ts'

interface BlockedAccount {
  workspace_id: string
  account_id: string
}

/** What a worker left, and what its network promises of a second try; absent where nothing of it can have left. */
export interface Abandoned {
  row: Claimed
  again?: Again
}

const AT_ONCE = 100
/** Accounts asked for in one statement. */
const PAGE = 1000
/** A paused account is opened by nobody: what its channel promises is found out when it goes on. */
const LOOK_FIRST: Again = { kind: 'find', after: 0 }
const OPENING = 15_000

/**
 * What was in the hands of a worker whose lease has passed and who is gone, or whose network takes the same errand
 * twice without harm. A worker that is only frozen keeps its seat, and what it may still send.
 */
export async function abandoned(deps: DeliverDeps, signal: AbortSignal): Promise<Abandoned[]> {
  const { rows } = await sql<Claimed & { gone: boolean }>`
    select delivery.*, (extract(epoch from now() - first_try) * 1000)::float8 as since, 0 as quiet,
      not exists (select 1 from pg_locks
        where locktype = 'advisory' and classid = ${SEATS}::int::oid and objid = delivery.claim::oid and objsubid = 2
          and granted and database = (select oid from pg_database where datname = current_database())) as gone
    from delivery where state = 'sending' and lease < now() order by gone desc, lease limit ${AT_ONCE}`.execute(
    deps.db,
  )
  const found: Abandoned[] = []
  for (const row of rows) {
    const again = await promiseOf(deps, row, signal)
    if (again?.kind === 'harmless') found.push({ row, again })
    // Only where a second try could harm is it written down that the first one begins.
    else if (row.gone) found.push(row.begun || !again ? { row, again: again ?? LOOK_FIRST } : { row })
  }
  return found
}

async function promiseOf(deps: DeliverDeps, row: Claimed, signal: AbortSignal): Promise<Again | undefined> {
  const opened = await bounded(signal, OPENING, (within) =>
    deps.open(row.workspace_id, row.account_id, within),
  ).catch(() => undefined)
  if (!opened || typeof opened === 'string') return undefined
  return opened.channel.again?.(opened.account, errandOf(row, deps.readFile)) ?? { kind: 'never' }
}

/**
 * Accounts that wait for a person are asked whether they still must; what is mended goes on by itself. Asked in pages:
 * however many there are, and however many stay as they are, none is passed over.
 */
export async function recheckBlocked(
  deps: DeliverDeps,
  signal: AbortSignal,
  only?: { workspaceId: string; accountId?: string },
): Promise<number> {
  const where = only
    ? sql`workspace_id = ${only.workspaceId} ${only.accountId ? sql`and account_id = ${only.accountId}` : sql``}`
    : sql`true`
  let mended = 0
  let last: BlockedAccount | undefined
  do {
    const after = last
      ? sql`and (workspace_id, account_id) > (${last.workspace_id}, ${last.account_id})`
      : sql``
    const { rows } = await sql<BlockedAccount>`
      select workspace_id, account_id from outbox_account where blocked is not null and ${where} ${after}
      order by workspace_id, account_id limit ${PAGE}`.execute(deps.db)
    for (const row of rows) if (!signal.aborted && (await isMended(deps, row, signal))) mended++
    last = rows.length < PAGE ? undefined : rows.at(-1)
  } while (last && !signal.aborted)
  return mended
}

async function isMended(deps: DeliverDeps, row: BlockedAccount, signal: AbortSignal): Promise<boolean> {
  const opened = await bounded(signal, OPENING, (within) =>
    deps.open(row.workspace_id, row.account_id, within),
  ).catch(() => 'paused' as const)
  if (typeof opened === 'string') return false
  await unblock(deps.db, row)
  return true
}

async function unblock(db: Handle, row: BlockedAccount): Promise<void> {
  await sql`
    update outbox_account set blocked = null, failures = 0
    where workspace_id = ${row.workspace_id} and account_id = ${row.account_id}`.execute(db)
}
