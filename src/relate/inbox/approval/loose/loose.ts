import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { audit, type Who } from '../../../../access/index.ts'
import { digestOf, getDelivery, letThrough } from '../../../../deliver/index.ts'
import { factsOf } from '../matter/facts.ts'
import { close, closeTalk } from '../matter/judge.ts'
import { type Approval, getApproval, listApprovals } from '../matter/store.ts'
import { type Rule, verdictOn } from '../rule/rule.ts'
import { readRules } from '../rule/store.ts'

/** Looked at in one go. */
const PAGE = 200

/** Whether none of the rules for which something waits is on any more: they were turned off, or taken away. */
export function lostItsRules(asked: Pick<Approval, 'reasons'>, rules: readonly Rule[]): boolean {
  const on = new Set(rules.filter(({ enabled }) => enabled).map(({ id }) => id))
  return asked.reasons.every(({ rule }) => !on.has(rule))
}

/** Of these those that wait for nothing: the rules that asked for them are off, and no other asks. */
export async function looseAmong(
  db: Handle,
  workspaceId: string,
  asked: readonly Approval[],
): Promise<Approval[]> {
  const { rules } = await readRules(db, workspaceId)
  const loose: Approval[] = []
  for (const one of asked) {
    if (one.state !== 'waiting' || !lostItsRules(one, rules)) continue
    const row = await getDelivery(db, workspaceId, one.delivery_id).catch(() => undefined)
    if (row?.state === 'approval' && !verdictOn(rules, await factsOf(db, row))) loose.push(one)
  }
  return loose
}

/** All that waits for nothing, the first asked about first, however much else waits. */
export async function listLoose(db: Handle, workspaceId: string): Promise<Approval[]> {
  const loose: Approval[] = []
  let after: string | undefined
  for (;;) {
    const asked = await listApprovals(db, workspaceId, { state: 'waiting', ...(after && { after }) }, PAGE)
    loose.push(...(await looseAmong(db, workspaceId, asked)))
    after = asked.at(-1)?.id
    if (asked.length < PAGE) return loose.reverse()
  }
}

export interface Freeing {
  workspaceId: string
  memberId: string
  /** As the journal names them. */
  who: Who
  now: Date
}

/**
 * Lets all leave that waits for nothing any more, in one act and in the order in which it was asked about; what a rule asks
 * for again by then, what was decided or changed meanwhile stays as it is.
 * @returns the ids of what leaves
 */
export async function freeLoose(db: Handle, freeing: Freeing): Promise<string[]> {
  const freed: string[] = []
  for (const { id } of await listLoose(db, freeing.workspaceId))
    if (await inTransaction(db, (tx) => freeOne(tx, id, freeing))) freed.push(id)
  return freed
}

async function freeOne(tx: Handle, id: string, { workspaceId, memberId, who, now }: Freeing) {
  // The delivery first, as everybody who locks both.
  const seen = await getApproval(tx, workspaceId, id).catch(() => undefined)
  const row = seen && (await getDelivery(tx, workspaceId, seen.delivery_id, true).catch(() => undefined))
  const asked = row && (await getApproval(tx, workspaceId, id, true))
  if (!asked || (await looseAmong(tx, workspaceId, [asked])).length === 0) return false
  if ((await digestOf(tx, workspaceId, row.id)) !== asked.hash) return false
  await letThrough(tx, { workspaceId, id: row.id, hash: asked.hash, by: memberId })
  await close(tx, asked, now, memberId)
  if (asked.done) await closeTalk(tx, asked, now)
  await audit(tx, { workspaceId, who, action: 'approval.freed', target: id, detail: {} })
  return true
}
