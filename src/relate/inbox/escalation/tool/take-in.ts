import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Handle, tables, withSavepoint } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { act, type Deed } from '../matter/act.ts'
import { isOpen } from '../matter/escalation.ts'
import { type Escalation, findEscalation } from '../matter/store.ts'
import type { EscalationTables } from '../tables.ts'
import type { Comment } from './comment.ts'
import type { Look } from './desk.ts'
import { markerOf } from './tool.ts'

type Key = Pick<Escalation, 'workspace_id' | 'id'>

/** What a tool has answered. */
export interface Seen {
  look: Look
  said: { comments: readonly Comment[]; until: Date | null }
  /** When it was asked. */
  now: Date
  /** Of the issue. */
  number: string
  /** Of the service. */
  locale: Locale
}

/**
 * Makes a matter stand as its issue does, in the caller's transaction. Whatever told us to look, and however often: what
 * counts is what the tool answered, and what it answered before. Answers how much was new.
 */
export async function takeIn(tx: Handle, key: Key, seen: Seen): Promise<number> {
  const { look, said, now } = seen
  const row = await findEscalation(tx, key.workspace_id, key.id, true)
  // Somebody has asked since: that answer is the newer one, whichever came first.
  if (!row || row.state === 'withdrawn' || row.issue_read?.getTime() !== now.getTime()) return 0
  if (look.standing === 'gone') {
    await lookNoMore(tx, key)
    return 0
  }
  const reopened = await openAgain(tx, row, seen)
  const heard = await hear(tx, row, seen)
  const closed = await close(tx, row, seen)
  await tables<EscalationTables>(tx)
    .updateTable('escalation')
    .set({ issue_standing: look.standing, ...(said.until && { issue_heard: said.until }) })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
  return reopened + heard + closed
}

/** It stood closed there, and does no more. What is over here for another reason stays so while its issue is open. */
async function openAgain(tx: Handle, row: Escalation, { look, number, locale, now }: Seen): Promise<number> {
  const before = row.issue_standing
  if (look.standing !== 'open' || (before !== 'done' && before !== 'refused') || isOpen(row.state)) return 0
  const text = translate(locale, 'service:tool.reopened', { number })
  await done(tx, row, { kind: 'reopened', text, url: look.url, now })
  return 1
}

async function close(tx: Handle, row: Escalation, { look, number, locale, now }: Seen): Promise<number> {
  const { standing, closed } = look
  if (standing === 'open' || standing === 'gone') return 0
  const current = await findEscalation(tx, row.workspace_id, row.id)
  if (!current || !isOpen(current.state)) return 0
  // Opened again here while it stands closed there: what was closed before is no news.
  const again = await reopenedHere(tx, row)
  if (again && (!closed || closed <= again)) return 0
  const text = translate(locale, `service:tool.${standing}`, { number })
  const kind = standing === 'done' ? 'solved' : 'refused'
  await done(tx, row, { kind, text, author: look.by, url: look.url, at: within(row, closed, now), now })
  return 1
}

async function hear(tx: Handle, row: Escalation, { said, now }: Seen): Promise<number> {
  const theirs = said.comments.filter(({ text }) => !text.includes(markerOf(row.id)))
  const known = await knownOf(tx, row)
  let heard = 0
  for (const { id, author, url, text, at } of theirs) {
    const entryId = entryOf(row.id, id)
    if (known.has(entryId)) continue
    const deed = { kind: 'answer', text, author, url, at: within(row, at, now), entryId, now } as const
    // One that holds all that it can takes no more; how its issue stands is still followed.
    if (!(await withSavepoint(tx, () => done(tx, row, deed)).then(() => true, isFull))) break
    heard += 1
  }
  return heard
}

function isFull(error: unknown): false {
  if (error instanceof Problem && error.id === 'escalation_full') return false
  throw error
}

function done(
  tx: Handle,
  { workspace_id, id }: Escalation,
  deed: Omit<Deed, 'side' | 'via'>,
): Promise<string> {
  return act(tx, workspace_id, id, { ...deed, side: 'tool', via: 'tool' })
}

/** By a clock that is not ours: not before it was raised, nor after now. */
function within({ created }: Escalation, at: Date | null, now: Date): Date {
  if (!at || at > now) return now
  return at < created ? created : at
}

/** The same for a comment whoever reads it, so that it is kept once. */
export function entryOf(escalationId: string, comment: string): string {
  const hex = createHash('sha256').update(`${escalationId} ${comment}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function knownOf(tx: Handle, { workspace_id, id }: Escalation): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from escalation_entry
    where workspace_id = ${workspace_id} and escalation_id = ${id} and via = 'tool'`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

async function reopenedHere(tx: Handle, { workspace_id, id }: Escalation): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from escalation_entry
    where workspace_id = ${workspace_id} and escalation_id = ${id} and kind = 'reopened' and via <> 'tool'`.execute(
    tx,
  )
  return rows[0]?.at ?? null
}

export async function lookNoMore(db: Handle, { workspace_id, id }: Key): Promise<void> {
  await sql`
    update escalation set issue_look = null where workspace_id = ${workspace_id} and id = ${id}`.execute(db)
}
