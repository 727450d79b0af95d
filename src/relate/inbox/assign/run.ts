import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { changeEach, type Step } from '../change.ts'
import { type Arrival, arrivalsOf, candidatesOf } from './candidate.ts'
import { decide } from './rule.ts'
import { deskOf, keepTurns, keepWaits, listRules, waitsOf } from './store.ts'

/** What became of conversations that rules looked at. */
export interface Outcome {
  given: { id: string; memberId: string }[]
  /** A rule fits, and nobody is there or free. */
  waiting: string[]
}

/**
 * Gives conversations that are nobody's to whom the rules say, in the caller's transaction: with it they are given once, or
 * not at all. What a rule fits and nobody can take waits for somebody; what no rule fits stays nobody's.
 */
export async function giveByRules(
  tx: Handle,
  workspaceId: string,
  arrivals: readonly Arrival[],
  now: Date,
  /** A member who hands over takes nothing back. */
  except?: string,
): Promise<Outcome> {
  if (arrivals.length === 0) return { given: [], waiting: [] }
  const rules = (await listRules(tx, workspaceId)).filter(({ enabled }) => enabled)
  const ids = arrivals.map(({ id }) => id)
  if (rules.length === 0) {
    await keepWaits(tx, workspaceId, { wait: [], settled: ids }, now)
    return { given: [], waiting: [] }
  }
  // Two who give at once would both see the same desk.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`assign ${workspaceId}`}, 0))`.execute(tx)
  const whole = await deskOf(tx, workspaceId, now)
  const desk = { ...whole, mates: whole.mates.filter(({ memberId }) => memberId !== except) }
  const steps: Step[] = []
  const outcome: Outcome = { given: [], waiting: [] }
  for (const candidate of await candidatesOf(tx, workspaceId, arrivals, rules)) {
    const { id } = candidate
    const decided = decide(rules, candidate, desk, now)
    if (!decided) continue
    const { rule, memberId } = decided
    if (!memberId) outcome.waiting.push(id)
    else {
      outcome.given.push({ id, memberId })
      steps.push({ id, change: { assigneeId: memberId }, memberId: null, now, rule: rule.name })
    }
  }
  if (steps.length > 0) await changeEach(tx, workspaceId, steps)
  await keepTurns(tx, workspaceId, desk)
  const wait = new Set(outcome.waiting)
  await keepWaits(tx, workspaceId, { wait: outcome.waiting, settled: ids.filter((id) => !wait.has(id)) }, now)
  return outcome
}

/** How many are looked at in one turn of the clock. */
const MOST = 200

/** Gives what waited to who has come back, or has room again; answers how many. */
export async function giveWhatWaits(db: Handle, workspaceId: string, now: Date): Promise<number> {
  if ((await waitsOf(db, workspaceId, 1)).length === 0) return 0
  return inTransaction(db, async (tx) => {
    const ids = await waitsOf(tx, workspaceId, MOST)
    await lockAll(tx, workspaceId, ids)
    const arrivals = await arrivalsOf(tx, workspaceId, ids)
    const free = arrivals.filter((one) => one.free)
    const still = new Set(free.map(({ id }) => id))
    await keepWaits(tx, workspaceId, { wait: [], settled: ids.filter((id) => !still.has(id)) }, now)
    const { given } = await giveByRules(tx, workspaceId, free, now)
    return given.length
  })
}

/** In the order of their ids, as everybody who changes some does. */
export async function lockAll(tx: Handle, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    select 1 from conversation where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(tx)
}
