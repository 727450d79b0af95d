import { sql } from 'kysely'
import type { SealedColumn } from '../../../../lib/crypto/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { appealPurpose } from '../appeal/appeal.ts'
import { archivePurpose } from './archive.ts'

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

interface SealedRow {
  workspace_id: string
  act_id: string
  sealed: string
}

/** What this module keeps sealed, for a change of the key. */
export const sealedModeration: readonly SealedColumn[] = [
  sealedOfActs('moderation_archive', archivePurpose),
  sealedOfActs('moderation_appeal', appealPurpose),
]

function sealedOfActs(
  table: 'moderation_archive' | 'moderation_appeal',
  purposeOf: (workspaceId: string, actId: string) => string,
): SealedColumn {
  return {
    name: `${table}.sealed`,
    async read(db, limit) {
      const { rows } = await sql<SealedRow>`
        select workspace_id, act_id, sealed from ${sql.table(table)} where sealed is not null limit ${limit}`.execute(
        db,
      )
      return rows.map((row) => presented(row, purposeOf))
    },
    async write(tx, { workspace_id, act_id }, sealed) {
      await sql`
        update ${sql.table(table)} set sealed = ${sealed}
        where workspace_id = ${workspace_id} and act_id = ${act_id}`.execute(tx)
    },
  }
}

function presented(
  { workspace_id, act_id, sealed }: SealedRow,
  purposeOf: (workspaceId: string, actId: string) => string,
) {
  const purposes: [string] = [purposeOf(workspace_id, act_id)]
  return { key: { workspace_id, act_id }, sealed, purposes }
}
