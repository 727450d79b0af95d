import { isUtf8 } from 'node:buffer'
import PostalMime, { addressParser, decodeWords, type Email } from 'postal-mime'
import { decodeUtf7, saysUtf7 } from './utf7.ts'

/** Deeper than any mail that people write. */
const DEEPEST = 100
const HEAD = 65_536

export interface Parsed {
  mail: Email
  /** Values of a header, in their order, unfolded; the name in lower case. */
  headers(name: string): string[]
  /** The first of them, without comments around it. */
  header(name: string): string
}

/** A mail that cannot be read at all; the message tells why, and nothing of what stood in it. */
export class Unreadable extends Error {
  override name = 'Unreadable' as const
}

/** Reads a raw mail. Whatever is broken in it costs only itself: charsets, boundaries, headers. Throws Unreadable. */
export async function parseMail(raw: Uint8Array): Promise<Parsed> {
  if (raw.byteLength === 0) throw new Unreadable('empty')
  const mail = await parsed(isUndeclared(raw) ? Buffer.from(WINDOWS.decode(raw)) : raw)
  mendCharsets(mail, raw)
  if (mail.headers.length === 0) throw new Unreadable('no headers')
  const index = new Map<string, string[]>()
  for (const { key, value } of mail.headers) {
    const values = index.get(key)
    if (values) values.push(value.trim())
    else index.set(key, [value.trim()])
  }
  const headers = (name: string) => index.get(name) ?? []
  return { mail, headers, header: (name) => headers(name)[0] ?? '' }
}

const WINDOWS = new TextDecoder('windows-1252')

/** Eight-bit, no UTF-8, and saying nowhere what it is: old programs wrote so in Windows-1252. */
function isUndeclared(raw: Uint8Array): boolean {
  return !isUtf8(raw) && !/charset\s*=/i.test(Buffer.from(raw).toString('latin1'))
}

async function parsed(raw: Uint8Array): Promise<Email> {
  const options = { forceRfc822Attachments: true, maxNestingDepth: DEEPEST }
  try {
    return await PostalMime.parse(raw, options)
  } catch (cause) {
    throw new Unreadable(
      cause instanceof Error && /nesting/i.test(cause.message) ? 'too deep' : 'not a mail',
      {
        cause,
      },
    )
  }
}

function mendCharsets(mail: Email, raw: Uint8Array): void {
  const { body, words } = saysUtf7(Buffer.from(raw.subarray(0, HEAD)).toString('latin1'))
  if (body && mail.text) mail.text = decodeUtf7(mail.text)
  if (body && mail.html) mail.html = decodeUtf7(mail.html)
  mendHeaders(mail, raw)
  if (words && mail.subject) mail.subject = decodeUtf7(mail.subject)
  for (const one of words ? [mail.from, ...(mail.to ?? []), ...(mail.cc ?? [])] : []) {
    if (one) one.name = decodeUtf7(one.name)
  }
}

const UNKNOWN = '\ufffd'

/** Headers in bare eight-bit characters that are no UTF-8. */
function mendHeaders(mail: Email, raw: Uint8Array): void {
  if (!mail.subject?.includes(UNKNOWN) && !mail.from?.name.includes(UNKNOWN)) return
  const head = WINDOWS.decode(raw.subarray(0, HEAD)).split(/\r?\n\r?\n/)[0] ?? ''
  const line = (name: string) => new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1]
  const subject = line('subject')
  if (mail.subject?.includes(UNKNOWN) && subject)
    mail.subject = decodeWords(subject.replace(/\s+/g, ' ').trim())
  const from = line('from')
  if (mail.from?.name.includes(UNKNOWN) && from) mail.from = addressParser(decodeWords(from))[0] ?? mail.from
}

/** Ids in a header, without their brackets; a broken one costs only itself. */
export function idsIn(header: string): string[] {
  const bracketed = [...header.matchAll(/<\s*([^<>]{1,500}?)\s*>/g)].map(([, id]) => squeezed(id ?? ''))
  if (bracketed.length > 0) return bracketed.filter(Boolean)
  const bare = header.trim()
  return /^[^\s<>"]+@[^\s<>"]+$/.test(bare) ? [bare] : []
}

function squeezed(id: string): string {
  return id.replace(/\s+/g, '')
}
