import { z } from 'zod'
import { notFound } from '../../../lib/errors/index.ts'
import { type Route, route } from '../../access/index.ts'
import { examine, isShown, refuseUnfit } from './attachment.ts'
import { type AttachmentRow, attachmentBytes, attachmentsOf, storeAttachment } from './store.ts'

export const attachmentReply = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
})

/** Nothing of a file from outside may run, load or be framed, even where a browser opens it by itself. */
const POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
const YEAR = 31_536_000

export function attachmentRoutes({ maxBytes }: { maxBytes: number }): Route[] {
  return [
    route({
      method: 'post',
      path: '/attachments',
      summary: 'Sends a file that a message will carry',
      description:
        'The file is the body, whatever its content type: what it is, its content says. Unused, it goes after a day.',
      tag: 'deliveries',
      can: 'outbox:write',
      query: z.strictObject({ name: z.string().trim().min(1).max(255) }),
      raw: true,
      maxBody: maxBytes,
      limit: 120,
      reply: attachmentReply,
      status: 201,
      handler: async ({ db, workspaceId, request }, { query }) => {
        const bytes = new Uint8Array(await request.arrayBuffer())
        const file = examine({ name: query.name, bytes })
        refuseUnfit(file)
        const id = await storeAttachment(db, workspaceId, file, bytes)
        return { id, name: file.name, mediaType: file.mediaType, size: file.size }
      },
    }),
    route({
      method: 'get',
      path: '/attachments/{id}',
      summary: 'A file that came with a message, or that one carries',
      description: 'Small pictures may be shown in place; everything else is a download.',
      tag: 'deliveries',
      can: 'inbox:read',
      params: z.strictObject({ id: z.uuid() }),
      handler: async ({ db, workspaceId, request }, { params }) => {
        const [file] = await attachmentsOf(db, workspaceId, [params.id])
        if (!file) throw notFound('attachment')
        const headers = headersOf(file)
        // Bytes under an id never change.
        if (request.headers.get('if-none-match') === headers.etag) {
          return new Response(null, { status: 304, headers })
        }
        return new Response(Buffer.from(await attachmentBytes(db, workspaceId, file.id)), { headers })
      },
    }),
  ]
}

/** What a file is handed over with: shown in place or a download, and never anything that runs. */
export function headersOf(file: AttachmentRow) {
  const shown = isShown(file)
  return {
    'content-type': shown || isInert(file.mediaType) ? file.mediaType : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; ${fileName(file.name)}`,
    'content-security-policy': POLICY,
    'cache-control': `private, max-age=${YEAR}, immutable`,
    etag: `"${file.id}"`,
  }
}

/** What no browser makes a page of, nor a script. */
function isInert(mediaType: string): boolean {
  return /^(audio|video)\/|^application\/(pdf|zip|gzip|vnd\.)|^text\/(plain|csv|calendar)$/.test(mediaType)
}

/** For old and new readers of the header (RFC 6266). */
function fileName(name: string): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%]/g, '_') || 'file'
  const whole = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return `filename="${plain}"; filename*=UTF-8''${whole}`
}
