import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Handle, notify, tables, withSavepoint } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import type { Escalation } from '../matter/store.ts'
import type { EarlierText, EscalationTables } from '../tables.ts'
import type { Comment } from './comment/comment.ts'
import type { Said } from './comment/said.ts'
import { done, within } from './deed.ts'
import { markerOf } from './tool.ts'

/** What somebody wrote before they wrote it anew, so often; what was said first is always kept. */
const MOST_EARLIER = 20

interface Known {
  id: string
  at: Date
  text: string | null
  edited: Date | null
  gone: Date | null
  earlier: EarlierText[] | null
}

/**
 * Makes what is known of a matter say what stands under its issue: what is new is an answer, what was written anew says
 * what it says now and keeps what it said, what was taken away is marked and can come back. Answers how much was news.
 */
export async function hear(tx: Handle, row: Escalation, said: Said, now: Date): Promise<number> {
  const known = await knownOf(tx, row)
  const there = new Set([...said.there].map((id) => entryOf(row.id, id)))
  let changed = 0
  for (const comment of said.comments) {
    const entry = known.get(entryOf(row.id, comment.id))
    if (entry && (await follow(tx, row, entry, comment, now))) changed += 1
  }
  for (const entry of known.values())
    if (!there.has(entry.id) && !entry.gone && said.from && entry.at >= said.from) {
      await set(tx, row, entry.id, { gone: now })
      changed += 1
    }
  if (changed > 0) await notify(tx, { w: row.workspace_id, k: 'conversation', id: row.conversation_id })
  const fresh = said.comments.filter(({ id }) => !known.has(entryOf(row.id, id)))
  return changed + (await answers(tx, row, fresh, now))
}

/** As it stands there now; says whether that is another than it was. */
async function follow(
  tx: Handle,
  row: Escalation,
  entry: Known,
  comment: Comment,
  now: Date,
): Promise<boolean> {
  const { id, at, text, edited, gone, earlier } = entry
  const says = comment.text.trim()
  if (text === says) {
    if (gone) await set(tx, row, id, { gone: null })
    return gone !== null
  }
  const before = { text: text ?? '', at: (edited ?? at).toISOString() }
  const [first, ...more] = [...(earlier ?? []), before]
  const kept = first ? [first, ...more.slice(1 - MOST_EARLIER)] : []
  const anew = within(row, comment.edited, now)
  const since = anew < (edited ?? at) ? now : anew
  await set(tx, row, id, { text: says, edited: since, gone: null, earlier: JSON.stringify(kept) })
  return true
}

interface Change {
  text?: string
  edited?: Date
  gone: Date | null
  earlier?: string
}

async function set(tx: Handle, row: Escalation, id: string, change: Change): Promise<void> {
  await tables<EscalationTables>(tx)
    .updateTable('escalation_entry')
    .set(change)
    .where('workspace_id', '=', row.workspace_id)
    .where('escalation_id', '=', row.id)
    .where('id', '=', id)
    .execute()
}

async function answers(
  tx: Handle,
  row: Escalation,
  comments: readonly Comment[],
  now: Date,
): Promise<number> {
  let heard = 0
  for (const { id, author, url, text, at } of comments) {
    if (text.includes(markerOf(row.id))) continue
    const entryId = entryOf(row.id, id)
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

/** The same for a comment whoever reads it, so that it is kept once. */
export function entryOf(escalationId: string, comment: string): string {
  const hex = createHash('sha256').update(`${escalationId} ${comment}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Comments alone are answers of a tool: its ends and reopenings are no comments. */
async function knownOf(tx: Handle, { workspace_id, id }: Escalation): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await sql<Known>`
    select id, at, text, edited, gone, earlier from escalation_entry
    where workspace_id = ${workspace_id} and escalation_id = ${id} and via = 'tool' and kind = 'answer'`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
