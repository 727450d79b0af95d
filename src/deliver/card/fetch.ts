import type { Handle } from '../../../lib/db/index.ts'
import { decodeHtml } from '../../../lib/html/index.ts'
import { HttpFailure, type SafeHttp } from '../../../lib/http/index.ts'
import { attachmentIdOf, attachmentsOf, examineFile, isShownFile, keepFile } from '../../activity/index.ts'
import { cardIn } from './card.ts'

const PAGE_BYTES = 3_000_000
const PICTURE_BYTES = 8_000_000
const PATIENCE_MS = 8_000

export interface FetchedCard {
  url: string
  title: string
  description: string
  /** Id of an attachment that goes after a day unless a message carries it. */
  thumb: string | null
  /** Bytes of it; 0 for none. */
  thumbSize: number
  thumbType: string | null
}

/**
 * Reads the page behind a link and keeps its picture; undefined where it cannot be had, or says nothing of itself. The
 * link stays as it was written, wherever it led.
 */
export async function fetchCard(
  http: SafeHttp,
  db: Handle,
  workspaceId: string,
  link: string,
): Promise<FetchedCard | undefined> {
  const page = await got(http, link, PAGE_BYTES, 'text/html,application/xhtml+xml')
  if (!page || !/html/i.test(page.headers['content-type'] ?? 'text/html')) return undefined
  const card = cardIn(decodeHtml(page.body, page.headers['content-type']), page.url)
  if (!card) return undefined
  const { title, description, picture } = card
  const thumb = picture ? await pictureAt(http, db, workspaceId, picture) : undefined
  return {
    ...{ url: link, title, description },
    thumb: thumb?.id ?? null,
    thumbSize: thumb?.size ?? 0,
    thumbType: thumb?.mediaType ?? null,
  }
}

/** Kept only where a browser may show it: what a page calls a picture may be anything. */
async function pictureAt(http: SafeHttp, db: Handle, workspaceId: string, url: string) {
  const found = await got(http, url, PICTURE_BYTES, 'image/jpeg,image/png,image/webp,image/gif')
  if (!found || found.body.byteLength === 0) return undefined
  const name = new URL(found.url).pathname.split('/').at(-1) || 'image'
  const file = { name: name.slice(-120), bytes: found.body }
  if (!isShownFile(examineFile(file))) return undefined
  const id = attachmentIdOf((await keepFile(db, workspaceId, file)).url)
  return id ? (await attachmentsOf(db, workspaceId, [id]))[0] : undefined
}

/** A page that does not answer is no fault of whoever writes: there is no card. */
async function got(http: SafeHttp, url: string, maxBytes: number, accept: string) {
  try {
    const reply = await http.request(url, { accept, maxBytes, timeoutMs: PATIENCE_MS, redirects: 5 })
    return reply.status === 200 ? reply : undefined
  } catch (error) {
    if (error instanceof HttpFailure) return undefined
    throw error
  }
}
