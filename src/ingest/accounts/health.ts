import { type RawBuilder, sql } from 'kysely'
import { type Handle, notify } from '../../../lib/db/index.ts'
import type { Channel, Failure } from '../../channels/index.ts'
import type { AccountRow } from './store.ts'

export type Health = 'ok' | 'waiting' | 'late' | 'failing' | 'expiring' | 'paused'

const MINUTE = 60_000
/** A stream whose newest event is older than this is catching up. */
const LATE_STREAM = 2 * MINUTE
/** So long before a credential dies, a person is asked for a new one. */
const AHEAD = 7 * 24 * 60 * MINUTE

export function healthOf(row: AccountRow, channel: Channel | undefined, now: Date): Health {
  if (row.paused) return 'paused'
  if (!row.connected) return 'ok'
  if (row.failure) return 'failing'
  if (row.credential_expires && row.credential_expires.getTime() - now.getTime() < AHEAD) return 'expiring'
  if (!row.last_exchange) return 'waiting'
  const lag = lagSeconds(row, channel, now)
  if (lag !== null) return lag * 1000 > LATE_STREAM ? 'late' : 'ok'
  const expected = (channel?.every ?? 15 * 60) * 1000
  const due = row.next_pull?.getTime() ?? row.last_exchange.getTime() + expected
  return channel?.pull && now.getTime() - due > 2 * expected + 5 * MINUTE ? 'late' : 'ok'
}

/** Seconds between the network's newest event seen and now; null where there is no stream. */
export function lagSeconds(row: AccountRow, channel: Channel | undefined, now: Date): number | null {
  if (!channel?.listen || !row.head) return null
  return Math.max(0, Math.round((now.getTime() - row.head.getTime()) / 1000))
}

const FIRST_WAIT = 30_000
const LONGEST_WAIT = 60 * MINUTE

/** No network closes an account for longer; what says so has a clock, or a bug, of its own. */
const LONGEST_TOLD = 31 * 24 * 60 * MINUTE

/** What a network says, where that is a time to come: a past one is no leave to hammer. */
function timeToCome(until: Date | undefined, now: Date): Date | undefined {
  const wait = (until?.getTime() ?? Number.NaN) - now.getTime()
  if (!until || !(wait >= 0)) return undefined
  return wait > LONGEST_TOLD ? new Date(now.getTime() + LONGEST_TOLD) : until
}

/**
 * When to try again after the `failures`-th failure in a row: what the network says, else exponential with full
 * jitter, so that many accounts of one network do not come back together. Null: only a person can mend it.
 */
export function retryAt(
  failure: Failure,
  failures: number,
  now: Date,
  random: () => number = Math.random,
): Date | null {
  if (failure.kind === 'token-dead' || failure.kind === 'gone') return null
  const told = 'until' in failure ? timeToCome(failure.until, now) : undefined
  if (told) return told
  const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 12))
  return new Date(now.getTime() + most / 2 + (random() * most) / 2)
}

/** The next time, unless somebody asked for another one since `row` was read: that is still to be answered. */
function nextOf(row: AccountRow, next: Date | null): RawBuilder<unknown> {
  return sql`case when next_pull is distinct from ${row.next_pull}::timestamptz then next_pull
    else ${next}::timestamptz end`
}

/** Notes a failed exchange of the account as `row` has it; it waits, and nothing of what came before is lost. */
export async function noteFailure(
  db: Handle,
  row: AccountRow,
  failure: Failure,
  now: Date,
): Promise<Date | null> {
  const next = retryAt(failure, row.failures, now)
  await sql`
    update channel_account set failure = ${JSON.stringify(failure)}::jsonb, failures = failures + 1,
      next_pull = ${nextOf(row, next)}
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(db)
  await notify(db, { w: row.workspace_id, k: 'account', id: row.id })
  return next
}

/** Notes an exchange that went well, with or without something new. */
export async function noteExchange(db: Handle, row: AccountRow, next: Date | null, now: Date): Promise<void> {
  await sql`
    update channel_account set failure = null, failures = 0, last_exchange = ${now}::timestamptz,
      next_pull = ${nextOf(row, next)}
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(db)
  if (row.failure || !row.last_exchange) await notify(db, { w: row.workspace_id, k: 'account', id: row.id })
}

export async function noteStatus(
  db: Handle,
  row: AccountRow,
  key: string,
  values: Record<string, string | number> = {},
): Promise<void> {
  await sql`
    update channel_account set status = ${JSON.stringify({ key, values })}::jsonb
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(db)
}
