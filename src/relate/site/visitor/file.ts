import { tables } from '../../../../lib/db/index.ts'
import { notFound, Problem } from '../../../../lib/errors/index.ts'
import {
  attachmentBytes,
  attachmentHeaders,
  attachmentsOf,
  examineFile,
  isShownFile,
  keepFile,
  refuseUnfit,
} from '../../../activity/index.ts'
import type { Call } from '../door/answer.ts'
import { binds } from '../door/link.ts'
import type { SiteTables } from '../tables.ts'
import type { Visitor } from './store.ts'

export const MOST_FILE = 5 * 1024 * 1024
/** Of one visitor, as long as they are kept. */
const MOST_FILES = 50
/** What strangers may send beside pictures: what opens in a reader, and nothing that a program runs. */
const TAKEN = new Set(['application/pdf', 'text/plain', 'text/csv'])

/**
 * Keeps a file of a visitor, whom alone it may be named by.
 * @throws Problem `site_file_kind`, `site_file_large`, `site_files_off`, `site_files_many`, `attachment_empty`,
 *   `attachment_pixels`
 */
export async function keepVisitorFile(
  { deps: { db, clock }, site }: Call,
  visitor: Pick<Visitor, 'id'>,
  file: { name: string; bytes: Uint8Array },
): Promise<{ id: string; name: string; mediaType: string }> {
  if (!site.config.files) throw new Problem('site_files_off', { status: 422 })
  if (file.bytes.byteLength > MOST_FILE)
    throw new Problem('site_file_large', { status: 413, values: { most: 5 } })
  const examined = examineFile(file)
  refuseUnfit(examined)
  if (!isShownFile(examined) && !TAKEN.has(examined.mediaType)) {
    throw new Problem('site_file_kind', { status: 422 })
  }
  const sent = await filesOf(db, site.workspaceId, visitor.id)
  if (sent.length >= MOST_FILES) throw new Problem('site_files_many', { status: 422 })
  const { url } = await keepFile(db, site.workspaceId, file)
  const id = url.slice('attachment:'.length)
  await tables<SiteTables>(db)
    .insertInto('site_file')
    .values({ workspace_id: site.workspaceId, visitor_id: visitor.id, attachment_id: id, at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { id, name: examined.name, mediaType: examined.mediaType }
}

/** Ids of what a visitor sent, out of those given where some are. */
export async function filesOf(
  db: Call['deps']['db'],
  workspaceId: string,
  visitorId: string,
  named?: readonly string[],
): Promise<string[]> {
  if (named?.length === 0) return []
  const rows = await tables<SiteTables>(db)
    .selectFrom('site_file')
    .select('attachment_id')
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId)
    .execute()
  const all = rows.map((row) => row.attachment_id)
  return named ? named.filter((id) => all.includes(id)) : all
}

/** A file of a visitor's thread, for whoever was given its address there; always a download. */
export async function handOverFile(
  { deps: { db, secretOf }, site }: Call,
  visitorId: string,
  fileId: string,
  proof: string,
): Promise<Response> {
  if (!binds(secretOf('file'), visitorId, fileId, proof)) throw notFound('attachment')
  const [file] = await attachmentsOf(db, site.workspaceId, [fileId])
  if (!file) throw notFound('attachment')
  const headers = { ...attachmentHeaders(file), 'cache-control': 'private, no-store' }
  headers['content-disposition'] = headers['content-disposition'].replace(/^inline/, 'attachment')
  return new Response(Buffer.from(await attachmentBytes(db, site.workspaceId, fileId)), { headers })
}
