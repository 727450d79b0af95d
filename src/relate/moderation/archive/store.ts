import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'

export interface Archive {
  act_id: string
  sealed: string | null
  kept: Date
  until: Date
  gone: Date | null
  gone_why: 'retention' | 'erasure' | null
}

export async function keepArchive(
  tx: Handle,
  one: { workspaceId: string; actId: string; sealed: string; now: Date; until: Date },
): Promise<void> {
  await sql`
    insert into moderation_archive (workspace_id, act_id, sealed, kept, until)
    values (${one.workspaceId}, ${one.actId}, ${one.sealed}, ${one.now}, ${one.until})`.execute(tx)
}

/** @throws Problem `not_found` where nothing was taken away */
export async function getArchive(db: Handle, workspaceId: string, actId: string): Promise<Archive> {
  const { rows } = await sql<Archive>`
    select act_id, sealed, kept, until, gone, gone_why from moderation_archive
    where workspace_id = ${workspaceId} and act_id = ${actId}`.execute(db)
  if (!rows[0]) throw notFound('moderation_archive')
  return rows[0]
}

/** Lets go of what was kept long enough, with what its authors said; that it was done stays. Answers how many. */
export async function forgetArchives(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ act_id: string }>`
    with over as (
      update moderation_archive set sealed = null, gone = ${now}, gone_why = 'retention'
      where workspace_id = ${workspaceId} and until <= ${now} and sealed is not null
      returning act_id),
    silent as (
      update moderation_appeal set sealed = null
      where workspace_id = ${workspaceId} and act_id in (select act_id from over))
    select act_id from over`.execute(db)
  return rows.length
}

/**
 * Forgets the words and the author of posts that are erased; that something was done, by whom and by which rule, stays,
 * and points to nobody. In the transaction that erases them.
 */
export async function forgetModerated(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update moderation_act set actor_id = null, notice_text = null, conversation_id = null, note = null
    where workspace_id = ${workspaceId} and activity_id = any(${activityIds}::uuid[])
    returning id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await sql`
    update moderation_archive set sealed = null, gone = now(), gone_why = 'erasure'
    where workspace_id = ${workspaceId} and act_id = any(${ids}::uuid[]) and sealed is not null`.execute(tx)
  await sql`
    update moderation_appeal set sealed = null, answer = null, token_hash = '', expires = now()
    where workspace_id = ${workspaceId} and act_id = any(${ids}::uuid[])`.execute(tx)
}
