import { FeedRefused } from './feed.ts'

export interface Decoded {
  text: string
  /** WHATWG name, lower case. */
  encoding: string
}

const BOMS: [number[], string][] = [
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
]

/** The first characters of a document without a mark, `<` before anything, as each encoding writes them. */
const STARTS: [number[], string][] = [
  [[0x00, 0x00, 0x00, 0x3c], 'utf-32be'],
  [[0x3c, 0x00, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x3c], 'utf-16be'],
  [[0x3c, 0x00], 'utf-16le'],
]

/**
 * Bytes to text. A byte order mark wins; bytes that are well-formed UTF-8 beyond ASCII are UTF-8 whatever a header or
 * a declaration claims (no other encoding yields them by chance); then the HTTP charset, the XML declaration, UTF-8,
 * and windows-1252 for the rest. Throws FeedRefused `encoding` where a claim names what nobody here can read.
 */
export function decodeFeed(bytes: Uint8Array, contentType = ''): Decoded {
  const marked = BOMS.find(([mark]) => startsWith(bytes, mark))
  if (marked) return decodeAs(bytes.subarray(marked[0].length), marked[1])
  const start = STARTS.find(([mark]) => startsWith(bytes, mark))
  if (start) return decodeAs(bytes, start[1])
  const claims = [charsetOf(contentType), declared(bytes)].filter((name) => name !== undefined)
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8 !== undefined && (utf8.length < bytes.length || claims.length === 0)) {
    return { text: utf8, encoding: 'utf-8' }
  }
  for (const claim of claims) {
    const text = strictly(bytes, claim)
    if (text !== undefined) return { text, encoding: nameOf(claim) }
  }
  const known = claims.find((claim) => nameOf(claim) !== '')
  if (claims.length > 0 && !known && utf8 === undefined) throw new FeedRefused('encoding')
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' }
  return mostly(bytes, known)
}

/** Some bytes are wrong in every reading: keep the reading that spoils least. */
function mostly(bytes: Uint8Array, claim: string | undefined): Decoded {
  const utf8 = new TextDecoder('utf-8').decode(bytes)
  const spoilt = utf8.split('\ufffd').length - 1
  const beyond = utf8.length - spoilt > 0 ? (utf8.match(/[\u0080-\ufffc]/g)?.length ?? 0) : 0
  if (claim && nameOf(claim) !== 'utf-8')
    return { text: decoderOf(claim).decode(bytes), encoding: nameOf(claim) }
  if (beyond > spoilt) return { text: utf8, encoding: 'utf-8' }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
}

function startsWith(bytes: Uint8Array, mark: number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte)
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  const text = encoding.startsWith('utf-32')
    ? decodeUtf32(bytes, encoding === 'utf-32le')
    : decoderOf(encoding).decode(bytes)
  return { text, encoding }
}

/** No TextDecoder knows UTF-32, and a few feeds are in it. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let i = 0; i + 3 < bytes.length; i += 4) {
    const point = view.getUint32(i, littleEndian)
    parts.push(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd')
  }
  return parts.join('')
}

function decoderOf(label: string, fatal = false): TextDecoder {
  return new TextDecoder(label, { fatal, ignoreBOM: false })
}

function nameOf(label: string): string {
  try {
    return decoderOf(label).encoding
  } catch {
    return ''
  }
}

function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return decoderOf(label, true).decode(bytes)
  } catch {
    return undefined
  }
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:+-]{1,40})/i.exec(contentType)?.[1]
}

/** The XML declaration is ASCII in every encoding that gets this far. */
function declared(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1')
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:+-]{1,40})["']/i.exec(head)?.[1]
}
