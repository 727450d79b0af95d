import type { Attachment } from 'postal-mime'
import type { Media } from '../../../activity/index.ts'
import { ChannelFailure, type Host } from '../../channel.ts'

const MOST_FILES = 20
/** Smaller pictures inside a mail are spacers and counters of readings. */
const SMALLEST_INLINE = 1_024
/** Parts that speak to programs. */
const MACHINERY =
  /^(?:message\/(?:delivery-status|disposition-notification|global-delivery-status)|text\/rfc822-headers|application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|ms-tnef|pgp-encrypted))$/

/** The files of a mail, kept by the host and named by their content; `left` counts those that were not. */
export async function filesOf(
  attachments: readonly Attachment[],
  keep: Host['keep'],
): Promise<{ media: Media[]; left: number }> {
  const wanted = attachments.filter(isFile)
  if (!keep) return { media: [], left: wanted.length }
  const media: Media[] = []
  for (const [n, part] of wanted.slice(0, MOST_FILES).entries()) {
    const name = nameOf(part, n)
    const kept = await keep({ name, bytes: bytesOf(part) }).catch(unlessRefused)
    if (!kept) continue
    const { url, mediaType } = kept
    const type = mediaType.split('/')[0]
    const known = type === 'image' || type === 'video' || type === 'audio' ? type : 'file'
    media.push({ type: known, url, alt: part.description || name, mediaType })
  }
  return { media, left: wanted.length - media.length }
}

/** A file that the host does not want (too large) costs itself and not the mail. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ChannelFailure) || error.failure.kind !== 'refused') throw error
}

function isFile(part: Attachment): boolean {
  if (MACHINERY.test(part.mimeType)) return false
  const size = bytesOf(part).byteLength
  const inline = part.related || (part.disposition !== 'attachment' && part.contentId)
  return size > 0 && !(inline && size < SMALLEST_INLINE)
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function nameOf({ filename, mimeType }: Attachment, n: number): string {
  const name = (filename ?? '').replace(/[\p{Cc}/\\]+/gu, ' ').trim()
  if (name) return name.slice(0, 200)
  if (mimeType === 'message/rfc822') return `mail-${n + 1}.eml`
  return `file-${n + 1}.${/\/([a-z0-9]{1,8})$/.exec(mimeType)?.[1] ?? 'bin'}`
}
