import { type Selectable, sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'
import type { EscalationTables, LegState } from '../tables.ts'

/** One thing on its way, in the hands of one process. */
export type Leg = Selectable<EscalationTables['escalation_leg']>

/** What is tried so long in vain is given up, and said. */
const GIVE_UP = 24 * 3_600_000
/** An issue that may have been made is looked for only then: lists of tools lag a little behind. */
const LOOK_AFTER = 60_000

/**
 * Takes legs whose time has come. A mail that was being handed over by a process that is gone may have arrived: nobody
 * knows, and it is not sent again. An issue that may have been made is looked for before a second try.
 */
export async function claim(db: Handle, most: number, leaseMs: number, now: Date): Promise<Leg[]> {
  await sql`
    update escalation_leg set state = 'unknown', lease = null, words = 'cut'
    where state = 'sending' and kind = 'mail' and handed is not null and lease < ${now}`.execute(db)
  const lease = new Date(now.getTime() + leaseMs)
  const { rows } = await sql<Leg>`
    with due as materialized (
      select workspace_id, id from escalation_leg
      where (state = 'waiting' and next_try <= ${now}) or (state = 'sending' and lease < ${now})
      order by next_try, id limit ${most} for update skip locked)
    update escalation_leg as leg set state = 'sending', tries = tries + 1, lease = ${lease}
    from due where leg.workspace_id = due.workspace_id and leg.id = due.id
    returning leg.*`.execute(db)
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Written down before the first byte leaves; false where it is somebody else's by now, or settled. */
export async function handing(db: Handle, { workspace_id, id, tries }: Leg, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update escalation_leg set handed = ${now}
    where workspace_id = ${workspace_id} and id = ${id} and tries = ${tries} and state = 'sending'
      and lease > ${now}`.execute(db)
  return Number(numAffectedRows) > 0
}

/** False where another has it by now. */
export async function settle(db: Handle, leg: Leg, state: LegState, words: string | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update escalation_leg set state = ${state}, lease = null, words = ${words?.slice(0, 300) ?? null}
    where workspace_id = ${leg.workspace_id} and id = ${leg.id} and tries = ${leg.tries}
      and state = 'sending'`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Another try, later and later. `certain`: nothing has left, so that nothing needs to be looked for. */
export async function putOff(
  db: Handle,
  leg: Leg,
  { wait = 0, words, certain, now }: { wait?: number; words: string; certain: boolean; now: Date },
): Promise<void> {
  const backoff = Math.min(1_800_000, 10_000 * 3 ** Math.min(leg.tries - 1, 6))
  const pause = Math.max(Math.min(wait, GIVE_UP), backoff, certain ? 0 : LOOK_AFTER)
  const given = now.getTime() - leg.created.getTime() > GIVE_UP
  await sql`
    update escalation_leg set lease = null, words = ${words.slice(0, 300)},
      handed = case when ${certain} then null else handed end,
      next_try = ${new Date(now.getTime() + pause)}, state = ${given ? 'failed' : 'waiting'}
    where workspace_id = ${leg.workspace_id} and id = ${leg.id} and tries = ${leg.tries}`.execute(db)
}

/** What left badly, for those who wait for an answer. */
export async function troublesOf(
  db: Handle,
  workspaceId: string,
  escalationIds: readonly string[],
): Promise<Leg[]> {
  if (escalationIds.length === 0) return []
  const { rows } = await sql<Leg>`
    select * from escalation_leg
    where workspace_id = ${workspaceId} and escalation_id = any(${[...escalationIds]}::uuid[])
      and state in ('failed', 'unknown', 'dropped')
    order by id`.execute(db)
  return rows
}

/** A person has it tried again. Answers whether there was something to try. */
export async function retry(db: Handle, workspaceId: string, escalationId: string, id: string, now: Date) {
  const { numAffectedRows } = await sql`
    update escalation_leg set state = 'waiting', next_try = ${now}, created = ${now},
      handed = case when kind = 'mail' then null else handed end
    where workspace_id = ${workspaceId} and escalation_id = ${escalationId} and id = ${id}
      and state in ('failed', 'unknown', 'dropped')`.execute(db)
  return Number(numAffectedRows) > 0
}

/** Something of ours went wrong: tried again, unless it is a mail that may have left, which the end of its lease tells. */
export async function stumbled(db: Handle, { workspace_id, id, tries }: Leg, now: Date): Promise<void> {
  const next = new Date(now.getTime() + Math.min(tries, 60) * 30_000)
  await sql`
    update escalation_leg set state = 'waiting', lease = null, words = 'stumbled', next_try = ${next}
    where workspace_id = ${workspace_id} and id = ${id} and tries = ${tries} and state = 'sending'
      and (kind = 'issue' or handed is null)`.execute(db)
}
