import { createHash } from 'node:crypto'

/** Hashes kept: so many authors an hour are counted exactly, more of them to some six in a hundred. */
const KEPT = 256
const BYTES = 6
const RANGE = 2 ** (8 * BYTES)

/**
 * Who spoke within an hour, as the least of the hashes of their names: enough to tell how many they are, also when they
 * come in parts, in at most 1.5 kB. A name hashes otherwise in another hour, so that none can be followed.
 */
export function sketchOf(names: Iterable<string>, hour: number): Buffer {
  const hashes = new Set<number>()
  for (const name of names)
    hashes.add(createHash('sha256').update(`${hour}|${name}`).digest().readUIntBE(0, BYTES))
  return packed(hashes)
}

/** The sketch of those of either. */
export function joined(a: Buffer, b: Buffer): Buffer {
  return packed(new Set([...hashesIn(a), ...hashesIn(b)]))
}

/** How many they are. */
export function countOf(sketch: Buffer): number {
  const count = Math.floor(sketch.length / BYTES)
  if (count < KEPT) return count
  const last = sketch.readUIntBE((count - 1) * BYTES, BYTES)
  return Math.round((KEPT - 1) / ((last + 1) / RANGE))
}

function packed(hashes: Set<number>): Buffer {
  const least = [...hashes].sort((a, b) => a - b).slice(0, KEPT)
  const sketch = Buffer.alloc(least.length * BYTES)
  least.forEach((hash, i) => {
    sketch.writeUIntBE(hash, i * BYTES, BYTES)
  })
  return sketch
}

function* hashesIn(sketch: Buffer): Iterable<number> {
  for (let at = 0; at + BYTES <= sketch.length; at += BYTES) yield sketch.readUIntBE(at, BYTES)
}
