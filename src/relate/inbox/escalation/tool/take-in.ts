import { sql } from 'kysely'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import { type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { isOpen } from '../matter/escalation.ts'
import { type Escalation, findEscalation } from '../matter/store.ts'
import type { EscalationTables } from '../tables.ts'
import type { Said } from './comment/said.ts'
import { done, within } from './deed.ts'
import type { Look } from './dialect/dialect.ts'
import { hear } from './hear.ts'

type Key = Pick<Escalation, 'workspace_id' | 'id'>

/** What a tool has answered. */
export interface Seen {
  look: Look
  said: Said
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
  const heard = await hear(tx, row, said, now)
  const closed = await close(tx, row, seen)
  await tables<EscalationTables>(tx)
    .updateTable('escalation')
    .set({ issue_standing: look.standing, ...(said.until && { issue_heard: said.until }) })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
  return reopened + heard + closed
}

/** The same, of what was seen without a look that was claimed: nobody looks meanwhile. */
export async function seenInTool(tx: Handle, workspaceId: string, id: string, seen: Seen): Promise<number> {
  await sql`
    update escalation set issue_read = ${seen.now} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  )
  return takeIn(tx, { workspace_id: workspaceId, id }, seen)
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
