import type { Handle } from '../../lib/db/index.ts'
import { allKeys } from '../activity/index.ts'

const BITS = 1 << 23
const HASHES = 5

/** A Bloom filter of the ids in the stream: never a false no, and some 0.3 % of false yes at half a million ids. */
export class KnownIds {
  readonly #bits = new Uint8Array(BITS / 8)

  add(id: string): void {
    for (const bit of positions(id)) this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }

  has(id: string): boolean {
    return positions(id).every((bit) => ((this.#bits[bit >>> 3] ?? 0) >>> (bit & 7)) & 1)
  }
}

/** Double hashing (Kirsch and Mitzenmacher 2006) over two 32-bit FNV-1a hashes. */
function positions(id: string): number[] {
  let one = 0x811c9dc5
  let two = 0x01000193
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ code, 0x85ebca6b) + 0x9e3779b9
  }
  const step = (two ^ (two >>> 15)) | 1
  return Array.from({ length: HASHES }, (_, i) => ((one + Math.imul(i, step)) >>> 0) % BITS)
}

/** All ids of a channel in a workspace, for a firehose to ask what it may concern. */
export async function loadKnown(db: Handle, workspaceId: string, channel: string): Promise<KnownIds> {
  const known = new KnownIds()
  for await (const ids of allKeys(db, workspaceId, channel)) for (const id of ids) known.add(id)
  return known
}
