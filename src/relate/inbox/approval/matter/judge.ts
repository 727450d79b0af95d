import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { audit, contactsOf } from '../../../../access/index.ts'
import {
  type Delivery,
  digestOf,
  getDelivery,
  heldBack,
  letThrough,
  standingOf,
} from '../../../../deliver/index.ts'
import { changeConversations } from '../../change.ts'
import { getConversations } from '../../store.ts'
import { type Named, namedBy, timesOf, type Verdict, verdictOn } from '../rule/rule.ts'
import { readRules } from '../rule/store.ts'
import { factsOf } from './facts.ts'
import { askFurther, handOf } from './further.ts'
import {
  type Approval,
  addVersion,
  announce,
  askedAbout,
  changeApproval,
  insertApproval,
  listApprovals,
  waitingFor,
} from './store.ts'

export interface Judging {
  now: Date
  /** The member who has just written in it; default: its author. */
  by?: string
  /** Its conversation is to be closed with it. */
  done?: boolean
}

/**
 * Finds out where something in the outbox stands, in the transaction that put it there, changed it or gave it up: what no rule
 * asks for is let through; what one does is asked about, of these very words; what is asked about no more is closed. Words
 * that somebody other than their author has changed meanwhile are never let through by it: they may meet a further rule.
 * @returns whether it waits for approval
 */
export async function judge(
  tx: Handle,
  workspaceId: string,
  deliveryId: string,
  judging: Judging,
): Promise<boolean> {
  const row = await getDelivery(tx, workspaceId, deliveryId, true)
  const asked = await waitingFor(tx, workspaceId, deliveryId)
  const hash = await digestOf(tx, workspaceId, deliveryId)
  if (row.state !== 'approval' || hash === undefined) {
    if (asked) await close(tx, asked, judging.now)
    return false
  }
  if (asked?.hash === hash) return true
  const { rules } = await readRules(tx, workspaceId)
  const facts = await factsOf(tx, row)
  if (asked && judging.by !== undefined && judging.by !== row.by_member) {
    const reworded = { text: textOf(row), hash, rules, facts }
    await askFurther(tx, asked, reworded, { now: judging.now, by: judging.by })
    return true
  }
  const verdict = verdictOn(rules, facts)
  if (!verdict) {
    if (asked) await close(tx, asked, judging.now)
    await letThrough(tx, { workspaceId, id: deliveryId, hash })
    if (asked?.done) await closeTalk(tx, asked, judging.now)
    return false
  }
  if (asked) await askAnew(tx, asked, { row, hash, verdict }, judging)
  else await ask(tx, { row, hash, verdict }, judging)
  return true
}

interface Standing {
  row: Delivery
  hash: string
  verdict: Verdict
}

async function ask(tx: Handle, { row, hash, verdict }: Standing, judging: Judging): Promise<void> {
  const { workspace_id, conversation_id } = row
  const { now } = judging
  const [talk] = conversation_id ? await getConversations(tx, workspace_id, [conversation_id]) : []
  const { expires, remindAt } = timesOf(now, verdict.hours)
  const approval = {
    ...{ workspace_id, id: uuidv7(), conversation_id: talk?.id ?? null, delivery_id: row.id },
    ...{ target_id: row.target_id, by_member: row.by_member, by_key: row.by_key, hash, expires },
    ...{ state: 'waiting' as const, ...(await named(tx, workspace_id, verdict)) },
    ...{ done: judging.done ?? false, editor: judging.by ?? row.by_member, asked: now, remind_at: remindAt },
    ...{ reasons: JSON.stringify(verdict.reasons), round: 1, untold: true, changed: false },
    editor_may: verdict.editorMay,
  }
  await insertApproval(tx, approval)
  await addVersion(tx, approval, { text: textOf(row), by: approval.editor, at: now })
  const detail = { rules: verdict.reasons.map(({ name }) => name) }
  const who = { label: 'rule' }
  await audit(tx, { workspaceId: workspace_id, who, action: 'approval.asked', target: approval.id, detail })
  await announce(tx, approval)
}

/** New words need approval anew: whoever had seen the old ones has seen nothing of these. */
async function askAnew(
  tx: Handle,
  asked: Approval,
  { row, hash, verdict }: Standing,
  { now, by }: Judging,
): Promise<void> {
  const { expires, remindAt } = timesOf(now, verdict.hours)
  const editor = by ?? row.by_member
  const who = await named(tx, asked.workspace_id, verdict)
  await addVersion(tx, asked, { text: textOf(row), by: editor, at: now })
  await changeApproval(tx, asked, {
    ...{ hash, editor, expires, remind_at: remindAt, round: asked.round + 1, untold: true },
    ...{ ...who, editor_may: verdict.editorMay, ...handOf(asked, who) },
    reasons: JSON.stringify(verdict.reasons),
  })
  await announce(tx, asked)
}

async function named(tx: Handle, workspaceId: string, verdict: Verdict): Promise<Named> {
  return namedBy(verdict, verdict.roles.length === 0 ? [] : await contactsOf(tx, workspaceId))
}

function textOf({ draft }: Pick<Delivery, 'draft'>): string {
  return draft?.text ?? ''
}

/** It left the outbox by another door, or nothing asks for it any more, as `by` said. */
export async function close(tx: Handle, asked: Approval, now: Date, by?: string): Promise<void> {
  const set = { decided: now, decided_by: by ?? null, untold: false, remind_at: null }
  await changeApproval(tx, asked, { state: 'withdrawn', ...set })
  await announce(tx, asked)
}

/** Closes a conversation as its author wanted, unless somebody has written there since. */
export async function closeTalk(
  tx: Handle,
  { workspace_id, conversation_id, by_member, asked }: Approval,
  now: Date,
): Promise<void> {
  if (conversation_id === null) return
  const [talk] = await getConversations(tx, workspace_id, [conversation_id])
  if (!talk || talk.last_at > asked) return
  await changeConversations(tx, workspace_id, [talk.id], { status: 'done' }, { memberId: by_member, now })
}

/** Read in one go. */
const PAGE = 200

/**
 * Judges what came into the outbox by a door that asks nobody, and closes what has left it by one: until then nothing of it
 * leaves. Answers how many changed.
 */
export async function catchUp(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const loose = [...(await unasked(db, workspaceId)), ...(await leftSince(db, workspaceId))]
  for (const id of loose) {
    await inTransaction(db, async (tx) => {
      const [row] = await gone(tx, workspaceId, id)
      if (!row) await judge(tx, workspaceId, id, { now })
      else await close(tx, row, now)
    })
  }
  return loose.length
}

/** What is held and nobody was asked about, however much waits before it. */
async function unasked(db: Handle, workspaceId: string): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined
  for (;;) {
    const held = (await heldBack(db, workspaceId, PAGE, after)).map(({ id }) => id)
    const known = await askedAbout(db, workspaceId, held)
    found.push(...held.filter((id) => !known.has(id)))
    after = held.at(-1)
    if (held.length < PAGE) return found
  }
}

/** What is asked about and is held no more. */
async function leftSince(db: Handle, workspaceId: string): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined
  for (;;) {
    const asked = await listApprovals(db, workspaceId, { state: 'waiting', ...(after && { after }) }, PAGE)
    const ids = asked.map((one) => one.delivery_id)
    const standings = await standingOf(db, workspaceId, ids)
    found.push(...ids.filter((id) => standings.get(id)?.state !== 'approval'))
    after = asked.at(-1)?.id
    if (asked.length < PAGE) return found
  }
}

/** What is asked about a delivery that is not there any more. */
async function gone(tx: Handle, workspaceId: string, deliveryId: string): Promise<Approval[]> {
  const found = await getDelivery(tx, workspaceId, deliveryId, true).catch(() => undefined)
  return found ? [] : listApprovals(tx, workspaceId, { deliveryId, state: 'waiting' }, 1)
}
