import type { Handle } from '../../../../lib/db/index.ts'
import { type AccountRow, listAccounts } from '../../../ingest/index.ts'
import { type Evidence, NOTHING_SAID } from '../evidence.ts'
import {
  dropWatch,
  end,
  keepWatch,
  lastAlarmOf,
  openAlarmOf,
  raise,
  type Subject,
  type Watch,
} from '../store.ts'
import { afterHour, BACK, hoursOf } from './hours.ts'
import { followSpikes } from './spikes.ts'
import { hourOf, isQuiet, type Look, look, newWatch } from './watch.ts'

const HOUR = 3_600_000
/** A source that failed for so long is dead, and at once where it is gone for good. */
const DEAD_AFTER = 24 * HOUR

/** Looks at a channel: whether it has fallen silent, or is louder than ever. */
export async function watchChannel(tx: Handle, watch: Watch, now: Date): Promise<void> {
  const subject: Subject = { kind: 'channel', id: watch.subject }
  const accounts = (await listAccounts(tx, watch.workspace_id)).filter((row) => row.channel === watch.subject)
  const open = await openAlarmOf(tx, watch.workspace_id, subject)
  const living = accounts.filter((row) => row.connected && !row.paused)
  const [first] = living.toSorted((a, b) => a.created.getTime() - b.created.getTime())
  if (!first) {
    if (open) await end(tx, watch.workspace_id, open.id, 'gone', now)
    return dropWatch(tx, watch)
  }
  const state = watch.state ?? newWatch(Math.max(first.created.getTime(), now.getTime() - BACK))
  const seen = look(state, await hoursOf(tx, watch.workspace_id, subject, state.next, now), now.getTime())
  const quiet = isQuiet(seen)
  if (!quiet && open?.kind === 'quiet') await end(tx, watch.workspace_id, open.id, 'calm', now)
  if (quiet && open?.kind !== 'quiet') {
    if (open) await end(tx, watch.workspace_id, open.id, 'calm', now)
    if (watch.hushed === null) {
      const evidence = silenceOf(seen)
      await raise(tx, watch.workspace_id, subject, { kind: 'quiet', level: 1, evidence }, now)
    }
  }
  const { due, hushed } = quiet
    ? { due: afterHour(now, watch.subject), hushed: watch.hushed }
    : await followSpikes(tx, watch, seen, now)
  await keepWatch(tx, watch, { due, query: null, state: seen.state, hushed })
}

function silenceOf({ state, recent }: Look): Evidence {
  return {
    ...NOTHING_SAID,
    hour: new Date(recent.at(-1)?.at ?? 0).toISOString(),
    since: state.heard === null ? null : new Date(state.heard + HOUR).toISOString(),
    missing: Math.round(state.volume?.quiet ?? 0),
    strength: recent[0]?.volume.silence ?? 0,
  }
}

/** Whether a source gives nothing any more; told once an outage. */
export async function watchSource(tx: Handle, row: AccountRow, now: Date): Promise<void> {
  const subject: Subject = { kind: 'account', id: row.id }
  const open = await openAlarmOf(tx, row.workspace_id, subject)
  const dead = isDead(row, now)
  if (open && !dead) return end(tx, row.workspace_id, open.id, row.failure ? 'gone' : 'calm', now)
  if (open || !dead || !row.failure) return
  const since = row.last_exchange ?? row.created
  const told = await lastAlarmOf(tx, row.workspace_id, subject)
  if (told && told.opened > since) return
  const evidence = {
    ...NOTHING_SAID,
    hour: new Date(hourOf(now.getTime())).toISOString(),
    since: since.toISOString(),
  }
  await raise(
    tx,
    row.workspace_id,
    subject,
    { kind: 'dead', level: 2, evidence: { ...evidence, failure: row.failure.kind } },
    now,
  )
}

function isDead(row: AccountRow, now: Date): boolean {
  if (row.paused || !row.connected || !row.failure) return false
  const since = row.last_exchange ?? row.created
  return row.failure.kind === 'gone' || now.getTime() - since.getTime() >= DEAD_AFTER
}
