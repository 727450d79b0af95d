import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import type { Media } from '../activity.ts'
import { type Examined, idOf } from './attachment.ts'
import type { Dimensions } from './dimensions.ts'
import type { AttachmentTables } from './tables.ts'

export interface AttachmentRow {
  id: string
  name: string
  mediaType: string
  size: number
  dimensions: Dimensions | undefined
}

/** Keeps a file and answers its id; the same one kept again has the same id. */
export async function storeAttachment(
  db: Handle,
  workspaceId: string,
  file: Examined,
  bytes: Uint8Array,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into attachment (workspace_id, id, name, media_type, size, width, height, sha256, bytes)
    values (${workspaceId}, ${uuidv7()}, ${file.name}, ${file.mediaType}, ${file.size},
      ${file.dimensions?.width ?? null}, ${file.dimensions?.height ?? null}, ${Buffer.from(file.sha256)},
      ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)})
    on conflict (workspace_id, sha256, name) do update set touched = now()
    returning id`.execute(db)
  const id = rows[0]?.id
  if (!id) throw new Error('an attachment was not stored')
  return id
}

/** What is known of attachments, without their bytes, in the order asked; those that are not there are left out. */
export async function attachmentsOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: string
    name: string
    media_type: string
    size: number
    width: number | null
    height: number | null
  }>`
    select id, name, media_type, size, width, height from attachment
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(db)
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    const { name, media_type: mediaType, size, width, height } = row
    return [{ id, name, mediaType, size, dimensions: width && height ? { width, height } : undefined }]
  })
}

/** @throws Problem `not_found` also when the attachment is another workspace's, or has been removed */
export async function attachmentBytes(db: Handle, workspaceId: string, id: string): Promise<Uint8Array> {
  const row = await tables<AttachmentTables>(db)
    .selectFrom('attachment')
    .select('bytes')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('attachment')
  return row.bytes
}

/**
 * Says that a message (or whatever `usedBy` is the id of) needs these from now on; in the transaction that makes it.
 * @throws Problem `not_found` where one of them is not there
 */
export async function holdAttachments(
  tx: Handle,
  workspaceId: string,
  ids: readonly string[],
  usedBy: string,
): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const uses = wanted.map((id) => ({ id, by: usedBy }))
  if ((await noteUses(tx, workspaceId, uses)) < wanted.length) throw notFound('attachment')
}

/** The same for activities on their way into the stream: what they name and is not here is left as it is. */
export async function holdMedia(
  tx: Handle,
  workspaceId: string,
  activities: readonly { id: string; media: readonly Media[] | undefined }[],
): Promise<void> {
  const uses = activities.flatMap(({ id: by, media = [] }) =>
    media.flatMap(({ url }) => {
      const id = idOf(url)
      return id ? [{ id, by }] : []
    }),
  )
  if (uses.length > 0) await noteUses(tx, workspaceId, uses)
}

/** Answers how many of the attachments are there. */
async function noteUses(tx: Handle, workspaceId: string, uses: { id: string; by: string }[]) {
  const ids = uses.map((use) => use.id)
  // In one order, so that nobody waits in a ring; and changed, so that whoever is removing them looks again.
  const { rows: held } = await sql<{ id: string }>`
    select id from attachment where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
    order by id for no key update`.execute(tx)
  if (held.length === 0) return 0
  const there = held.map((row) => row.id)
  await sql`
    update attachment set touched = now()
    where workspace_id = ${workspaceId} and id = any(${there}::uuid[])`.execute(tx)
  await sql`
    insert into attachment_use (workspace_id, attachment_id, used_by)
    select ${workspaceId}::uuid, id, by from json_to_recordset(${JSON.stringify(uses)}::json) as use (id uuid, by uuid)
    where id = any(${there}::uuid[])
    on conflict do nothing`.execute(tx)
  return held.length
}

/** Whoever used them is gone, or uses but `staying` now: what nobody else uses goes at once. */
export async function releaseAttachments(
  tx: Handle,
  workspaceId: string,
  usedBy: readonly string[],
  staying: readonly string[] = [],
): Promise<void> {
  if (usedBy.length === 0) return
  const { rows } = await sql<{ attachment_id: string }>`
    delete from attachment_use where workspace_id = ${workspaceId} and used_by = any(${usedBy}::uuid[])
      and attachment_id <> all(${staying}::uuid[])
    returning attachment_id`.execute(tx)
  if (rows.length === 0) return
  const ids = [...new Set(rows.map((row) => row.attachment_id))].sort()
  // Held first, so that whoever is about to use one either is seen here or finds it gone.
  await sql`
    select 1 from attachment where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
    order by id for update`.execute(tx)
  await sql`
    delete from attachment as file where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
      and not exists (
        select 1 from attachment_use as use
        where use.workspace_id = file.workspace_id and use.attachment_id = file.id)`.execute(tx)
}

/** Removes what was brought before `before` and is used by nothing. Answers how many. */
export async function forgetUnused(db: Handle, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from attachment as file where touched < ${before} and not exists (
      select 1 from attachment_use as use
      where use.workspace_id = file.workspace_id and use.attachment_id = file.id)`.execute(db)
  return Number(numAffectedRows)
}
