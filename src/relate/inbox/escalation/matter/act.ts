import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { type Handle, inTransaction, notify, tables } from '../../../../../lib/db/index.ts'
import { conflict, invalid } from '../../../../../lib/errors/index.ts'
import { holdAttachments } from '../../../../activity/index.ts'
import { type Matter, tellMatters } from '../../../../deliver/index.ts'
import { changeConversations } from '../../change.ts'
import { getConversations } from '../../store.ts'
import { linkFor, linksOf, MOST_LINKS, reviveLinks, revokeLinks, same } from '../link/link.ts'
import { lineUp, type Outgoing } from '../sender/line-up.ts'
import { dueAt, expiresAt, nextStep } from '../service/plan.ts'
import type { EntryKind, EscalationTables } from '../tables.ts'
import { moved, needsWords, type Side, type State } from './escalation.ts'
import { type Escalation, getEscalation } from './store.ts'

/** One thing that somebody does with an escalation. */
export interface Deed {
  kind: EntryKind
  side: Side
  via: 'app' | 'page' | 'mail' | 'tool' | 'clock'
  now: Date
  /** Given by the form, so that what is sent twice is one. */
  entryId?: string | undefined
  memberId?: string | undefined
  /** Of the service; of `handed`, who hands over. */
  email?: string | undefined
  text?: string | undefined
  files?: readonly string[] | undefined
  /** The colleague that it is handed to. */
  to?: string | undefined
  /** Done in a tool: by whom, where it can be read, and when by its clock. */
  author?: string | null | undefined
  url?: string | null | undefined
  at?: Date | undefined
}

/** More of these in one escalation is nobody's work. */
const MOST_ENTRIES = 300
const MOST_FILES = 40
/** Mails by which one matter is handed to one address. */
const MOST_HANDED = 3
/** What counts against it: whatever was written, it can be ended, withdrawn, and run out. */
const FILLS: readonly EntryKind[] = ['seen', 'answer', 'question', 'reply', 'handed']

/**
 * Does it, with all that follows, in one transaction: the entry, the state, links, reminders, what leaves, the conversation
 * that comes back. Answers the entry's id.
 * @throws Problem `escalation_state` (409) where it cannot be done any more, `escalation_words`, `escalation_full`, `escalation_handed`
 */
export function act(db: Handle, workspaceId: string, id: string, deed: Deed): Promise<string> {
  return inTransaction(db, async (tx) => {
    const row = await getEscalation(tx, workspaceId, id, true)
    const entryId = deed.entryId ?? uuidv7()
    if (await isThere(tx, row, entryId, deed.kind)) return entryId
    const state = moved(row.state, deed.kind, deed.side)
    if (!state) throw conflict('escalation_state')
    if (needsWords(deed.kind) && !deed.text?.trim() && !deed.files?.length) throw invalid('escalation_words')
    await addEntry(tx, row, entryId, deed)
    const next = await follow(tx, row, deed, state)
    await lineUp(tx, workspaceId, id, await legsOf(tx, next, deed, entryId), deed.now)
    await tellOthers(tx, next, deed)
    await comeBack(tx, next, deed)
    await notify(tx, { w: workspaceId, k: 'conversation', id: row.conversation_id })
    return entryId
  })
}

async function isThere(tx: Handle, row: Escalation, entryId: string, kind: EntryKind): Promise<boolean> {
  const { rows } = await sql<{ there: boolean; entries: number; files: number }>`
    select coalesce(bool_or(id = ${entryId}::uuid), false) as there, count(*)::int as entries,
      coalesce(sum(cardinality(files)), 0)::int as files
    from escalation_entry where workspace_id = ${row.workspace_id} and escalation_id = ${row.id}`.execute(tx)
  const found = rows[0]
  if (found?.there) return true
  const full = found && (found.entries >= MOST_ENTRIES || found.files > MOST_FILES)
  if (full && FILLS.includes(kind)) throw conflict('escalation_full')
  return false
}

/** Writes down what happened; its files are held from then on. */
export async function addEntry(
  tx: Handle,
  { workspace_id, id }: Pick<Escalation, 'workspace_id' | 'id'>,
  entryId: string,
  { kind, via, now, memberId, email, text, files = [], to, author, url, at }: Omit<Deed, 'side'>,
): Promise<void> {
  const words = kind === 'handed' ? (to ?? '') : (text?.trim() ?? '')
  await tables<EscalationTables>(tx)
    .insertInto('escalation_entry')
    .values({
      ...{ workspace_id, escalation_id: id, id: entryId, at: at ?? now, kind, via, files: [...files] },
      ...{ member_id: memberId ?? null, email: email ?? null, text: words || null },
      ...{ author: author || null, url: url ?? null },
    })
    .execute()
  await holdAttachments(tx, workspace_id, files, id)
}

const ANSWERS: readonly EntryKind[] = ['answer', 'question', 'solved', 'refused']
const ENDS: readonly State[] = ['solved', 'refused', 'withdrawn']

/** What it makes of the row, which it writes. */
async function follow(tx: Handle, row: Escalation, deed: Deed, state: State): Promise<Escalation> {
  const { kind, side, now, at = now } = deed
  const answers = side !== 'member' && ANSWERS.includes(kind)
  const next: Escalation = { ...row, state }
  if (kind === 'told') next.told = row.told ?? now
  if (answers) next.first_answer = row.first_answer ?? at
  if (kind === 'reply' || kind === 'reopened') askedAgain(next, now)
  else if (state !== 'sent' && state !== 'seen') next.next_step = null
  if (ENDS.includes(state) && state !== row.state) {
    next.closed = at
    next.closed_by = side === 'clock' ? null : side
    // In its tool it may be opened again, and spoken of; what was withdrawn is nobody's business there.
    if (state === 'withdrawn') next.issue_look = null
  }
  const { workspace_id, id, round, due, expires, step, next_step, first_answer, closed, closed_by } = next
  await tables<EscalationTables>(tx)
    .updateTable('escalation')
    .set({ state, round, due, expires, step, next_step, first_answer, closed, closed_by })
    .set({ issue_look: next.issue_look, told: next.told })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
  if (kind === 'withdrawn') await revokeLinks(tx, workspace_id, id, now)
  if (kind === 'reopened' && row.state === 'withdrawn' && row.closed)
    await reviveLinks(tx, workspace_id, id, row.closed)
  if (kind === 'reply' || kind === 'reopened') {
    await sql`
      update escalation_link set expires = ${expires}
      where workspace_id = ${workspace_id} and escalation_id = ${id} and revoked is null`.execute(tx)
  }
  return next
}

function askedAgain(next: Escalation, now: Date): void {
  next.round += 1
  next.due = dueAt(now, next.timing)
  next.expires = expiresAt(next.due, next.timing)
  next.step = 0
  next.next_step = nextStep(next, now)
  next.closed = null
  next.closed_by = null
  next.told = null
  next.issue_look = next.issue ? now : null
}

/** What has to leave because of it: to the service, or to the member in charge. */
async function legsOf(tx: Handle, row: Escalation, deed: Deed, entryId: string): Promise<Outgoing[]> {
  const { kind, side } = deed
  const to = async (what: 'reply' | 'withdrawn') => {
    const links = await linksOf(tx, row.workspace_id, row.id)
    const live = links.filter(({ revoked }) => what === 'withdrawn' || revoked === null)
    return live.map(({ email }) => ({ subject: `${what}:${entryId}:${email}`, what, email, entryId }))
  }
  // Who opens it again at the service knows that it is open.
  if (kind === 'reply' || (kind === 'reopened' && side === 'member')) return to('reply')
  if (kind === 'withdrawn') return to('withdrawn')
  if (kind === 'handed') {
    const email = await colleague(tx, row, deed)
    return [{ subject: `hand:${entryId}`, what: 'hand', email, entryId }]
  }
  return tells(deed) ? [{ subject: `tell:${entryId}`, what: 'tell', entryId }] : []
}

async function colleague(tx: Handle, row: Escalation, { to = '', email = '' }: Deed): Promise<string> {
  const links = await linksOf(tx, row.workspace_id, row.id)
  if (links.length >= MOST_LINKS) throw conflict('escalation_full')
  if (!z.email().safeParse(to).success) throw invalid('escalation_address', {}, { to: 'escalation_address' })
  if (same(to, email)) throw invalid('escalation_self', {}, { to: 'escalation_self' })
  await requireFew(tx, row, to)
  await linkFor(tx, row.workspace_id, row.id, to, row.expires)
  return to
}

/** T16: whoever holds a link can have so many mails written to one address, and no more. */
async function requireFew(tx: Handle, row: Escalation, to: string): Promise<void> {
  const { rows } = await sql<{ sent: number }>`
    select count(*)::int as sent from escalation_leg
    where workspace_id = ${row.workspace_id} and escalation_id = ${row.id} and what = 'hand'
      and lower(email) = lower(${to})`.execute(tx)
  if ((rows[0]?.sent ?? 0) >= MOST_HANDED) throw invalid('escalation_handed', {}, { to: 'escalation_handed' })
}

async function tellOthers(tx: Handle, row: Escalation, { kind }: Deed): Promise<void> {
  const events: Partial<Record<EntryKind, Matter>> = {
    answer: 'escalation.answered',
    question: 'escalation.answered',
    solved: 'escalation.closed',
    refused: 'escalation.closed',
    withdrawn: 'escalation.closed',
  }
  const event = events[kind]
  if (event) await tellMatters(tx, row.workspace_id, event, [{ subjectId: row.id, alerts: [] }])
}

/** Whoever has the customer in charge hears of it. */
function tells({ kind, side }: Deed): boolean {
  return side !== 'member' && (ANSWERS.includes(kind) || kind === 'expired' || kind === 'reopened')
}

/** What was put away until the service answers, or closed while it was with it, is open again. */
async function comeBack(tx: Handle, row: Escalation, deed: Deed): Promise<void> {
  if (!tells(deed)) return
  const [conversation] = await getConversations(tx, row.workspace_id, [row.conversation_id])
  if (!conversation || conversation.status === 'open') return
  if (conversation.status === 'snoozed' && !row.snoozes) return
  await changeConversations(
    tx,
    row.workspace_id,
    [row.conversation_id],
    { status: 'open' },
    { memberId: null, now: deed.now },
  )
}
