import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { conflict, forbidden, invalid, Problem } from '../../../../../lib/errors/index.ts'
import { audit, membersWho, type Who } from '../../../../access/index.ts'
import type { Limits } from '../../../../channels/index.ts'
import {
  type Delivery,
  digestOf,
  dropDelivery,
  getDelivery,
  letThrough,
  requireFit,
  rewriteDelivery,
} from '../../../../deliver/index.ts'
import { requireFilled } from '../../answer/used.ts'
import { deciders } from '../rule/rule.ts'
import { giveBack } from './give-back.ts'
import { closeTalk, judge } from './judge.ts'
import { type Approval, announce, changeApproval, getApproval } from './store.ts'

/** Who acts, on what they saw. */
export interface Act {
  workspaceId: string
  id: string
  memberId: string
  /** As the journal names them. */
  who: Who
  via: 'app' | 'mail'
  /** Digest of the words that they had before them. */
  hash: string
  now: Date
}

const able = 'answers:approve'

/**
 * Approves of the very words that were seen: they leave, once.
 * @throws Problem `not_found`, `approval_decided`, `approval_changed` (409), `approval_not_yours` (403)
 */
export function approve(db: Handle, act: Act): Promise<void> {
  return decide(db, act, async (tx, asked) => {
    const { workspaceId, memberId, now, via } = act
    await letThrough(tx, { workspaceId, id: asked.delivery_id, hash: asked.hash, by: memberId })
    await end(tx, asked, { ...{ state: 'approved' as const, via }, by: memberId, now })
    if (asked.done) await closeTalk(tx, asked, now)
    return { action: 'approval.approved', detail: { via, changed: asked.changed } }
  })
}

/**
 * Refuses, with the reason that its author is told: it does not leave, and is theirs again as a draft.
 * @throws Problem as `approve`, and `approval_reason` (422)
 */
export function refuse(db: Handle, act: Act & { reason: string }): Promise<void> {
  const reason = act.reason.trim()
  return decide(db, act, async (tx, asked, row) => {
    if (reason === '') throw invalid('approval_reason', {}, { reason: 'approval_reason' })
    const { memberId, now, via } = act
    await giveBack(tx, asked, row.draft, now)
    await dropDelivery(tx, { workspaceId: act.workspaceId, id: row.id, by: memberId })
    await end(tx, asked, { ...{ state: 'refused' as const, via, reason }, by: memberId, now })
    return { action: 'approval.refused', detail: { via } }
  })
}

/**
 * Hands it on to somebody else who may approve; whoever else may still does.
 * @throws Problem as `approve`, and `approval_cannot_be_theirs` (422)
 */
export function handOn(db: Handle, act: Act & { to: string }): Promise<void> {
  return decide(db, act, async (tx, asked) => {
    const members = await membersWho(tx, act.workspaceId, able)
    if (!members.includes(act.to) || !isFor(asked, act.to))
      throw invalid('approval_cannot_be_theirs', {}, { to: 'approval_cannot_be_theirs' })
    await changeApproval(tx, asked, {
      ...{ assigned: act.to, handed_by: act.memberId, round: asked.round + 1, untold: true },
    })
    return { action: 'approval.handed', detail: { to: act.to } }
  })
}

/** Its author decides nothing about it, nor, unless the rule says so, who wrote in it last. */
function isFor({ by_member, editor, editor_may }: Approval, memberId: string): boolean {
  return memberId !== by_member && (editor_may || memberId !== editor)
}

/**
 * Changes the words. The author’s are judged anew; those of somebody who may approve wait as before, with the difference shown,
 * and where they meet a further rule, for whom that one names.
 * @throws Problem as `approve`, `answer_unfilled`, and those of `requireFit`
 */
export function edit(
  db: Handle,
  act: Act & { text: string; limitsOf(accountId: string): Promise<Limits | undefined> },
): Promise<void> {
  return held(db, act, async (tx, asked, row) => {
    const { workspaceId, memberId, now } = act
    const mine = memberId === asked.by_member
    if (!mine && !(await membersWho(tx, workspaceId, able)).includes(memberId)) throw forbidden(able)
    const draft = { ...(row.draft ?? { media: [] }), text: act.text }
    const limits = await act.limitsOf(row.account_id)
    requireFilled(draft.text)
    if (limits) requireFit(draft, limits)
    await rewriteDelivery(tx, { workspaceId, id: row.id, by: memberId, draft })
    const hash = await digestOf(tx, workspaceId, row.id)
    if (hash === asked.hash || hash === undefined) return undefined
    await judge(tx, workspaceId, row.id, { now, by: memberId })
    return { action: 'approval.edited', detail: {} }
  })
}

/**
 * Its author takes it back, as a draft.
 * @throws Problem `not_found`, `approval_decided` (409), `approval_not_yours` (403)
 */
export function takeBack(db: Handle, act: Omit<Act, 'hash'>): Promise<void> {
  return held(db, act, async (tx, asked, row) => {
    const { workspaceId, memberId, now } = act
    if (memberId !== asked.by_member) throw notYours()
    await giveBack(tx, asked, row.draft, now)
    await dropDelivery(tx, { workspaceId, id: row.id, by: memberId })
    await end(tx, asked, { state: 'withdrawn', by: memberId, now })
    return { action: 'approval.taken_back', detail: {} }
  })
}

interface Line {
  action: string
  detail: Record<string, unknown>
}

function decide(
  db: Handle,
  act: Act,
  work: (tx: Handle, asked: Approval, row: Delivery) => Promise<Line>,
): Promise<void> {
  return held(db, act, async (tx, asked, row) => {
    const members = await membersWho(tx, act.workspaceId, able)
    if (!deciders(asked, members).includes(act.memberId)) throw notYours()
    return work(tx, asked, row)
  })
}

/** Does one thing about what still waits, one at a time, and writes it down. */
function held(
  db: Handle,
  act: Omit<Act, 'hash'> & { hash?: string },
  work: (tx: Handle, asked: Approval, row: Delivery) => Promise<Line | undefined>,
): Promise<void> {
  const { workspaceId, id } = act
  return inTransaction(db, async (tx) => {
    // The delivery first, as everybody who locks both.
    const { delivery_id } = await getApproval(tx, workspaceId, id)
    const row = await getDelivery(tx, workspaceId, delivery_id, true)
    const asked = await getApproval(tx, workspaceId, id, true)
    if (asked.state !== 'waiting' || row.state !== 'approval') throw decidedBy(asked)
    const hash = await digestOf(tx, workspaceId, row.id)
    if (act.hash !== undefined && (act.hash !== asked.hash || hash !== asked.hash))
      throw conflict('approval_changed')
    const line = await work(tx, asked, row)
    if (line) await audit(tx, { workspaceId, who: act.who, target: id, ...line })
    await announce(tx, asked)
  })
}

function decidedBy({ state, decided_by }: Approval): Problem {
  return new Problem('approval_decided', { status: 409, more: { state, by: decided_by } })
}

function notYours(): Problem {
  return new Problem('approval_not_yours', { status: 403 })
}

interface End {
  state: 'approved' | 'refused' | 'withdrawn' | 'expired'
  by: string | null
  now: Date
  via?: 'app' | 'mail'
  reason?: string
}

/** Its author is told, unless it is they who ended it. */
export async function end(tx: Handle, asked: Approval, { state, by, now, via, reason }: End): Promise<void> {
  await changeApproval(tx, asked, {
    ...{ state, decided: now, decided_by: by, remind_at: null, via: via ?? null, reason: reason ?? null },
    ...{ untold: state !== 'withdrawn', round: asked.round + 1 },
  })
}
