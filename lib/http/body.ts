import { pipeline, Readable, type Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import { HttpFailure } from './http.ts'

/** What we offer; a body in anything else is refused. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

/** Stacked encodings multiply the ratio of a bomb and nobody honest stacks more. */
const MOST_LAYERS = 2

/** A compressed body may be a little longer than what it unfolds to, and no more: empty frames cost time for nothing. */
const WIRE_SLACK = 65_536

/** 8 MiB, what RFC 9659 lets a server ask of a zstd client; the library's own bound is 128. */
const ZSTD_WINDOW_LOG = 23

type Bytes = AsyncIterable<Uint8Array>

/**
 * The body as it was before Content-Encoding, at most `maxBytes` of it: the chunk that passes the cap throws
 * HttpFailure `too-large`, and leaving the iteration closes the connection.
 */
export function decoded(body: Readable, encoding: string | undefined, maxBytes: number): Bytes {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length > MOST_LAYERS) throw new HttpFailure('bad-response', 'too many content encodings')
  const wire = capped(body, maxBytes + WIRE_SLACK)
  const plain = names.reduceRight<Bytes>((bytes, name) => through(bytes, name), wire)
  return capped(plain, maxBytes)
}

async function* capped(bytes: Bytes, most: number): Bytes {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.byteLength
    if (total > most) throw new HttpFailure('too-large', `body is longer than ${most} bytes`)
    yield chunk
  }
}

/** An empty body is empty in every encoding: answers to HEAD and 304 announce one and send none. */
async function* through(bytes: Bytes, name: string): Bytes {
  const iterator = bytes[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const source = Readable.from(resumed(first.value, iterator), { highWaterMark: 1 })
  const decoder = decoderOf(name, first.value)
  pipeline(source, decoder, () => undefined)
  yield* decoder
}

async function* resumed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

function decoderOf(name: string, first: Uint8Array): Transform {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
    case 'x-deflate':
      return isZlib(first) ? createInflate() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } })
    default:
      throw new HttpFailure('bad-response', `content encoding ${name.slice(0, 40)} is not taken`)
  }
}

/** "deflate" means zlib by the standard and bare deflate on a good many servers. */
function isZlib(bytes: Uint8Array): boolean {
  const [cmf = 0, flags] = bytes
  return (cmf & 0x0f) === 8 && (flags === undefined || ((cmf << 8) | flags) % 31 === 0)
}

export async function gather(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}
