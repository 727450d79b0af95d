import type { Sparse } from '../src/interpret/learn/index.ts'

/** 2^24 places, in which hardly two features of any set of ours meet. */
export const WIDE = 24

/**
 * Rows seen in 2^{@link WIDE} places, as they are in 2^bits, without what the rows `among` hold fewer than `least` times in
 * all: what was met once or twice teaches chance, and takes places from what was met more often. Rows that are not among
 * them keep all they show, as a text in use does.
 */
export function thinned(
  { from, ids, values }: Sparse,
  { bits, least, among }: { bits: number; least: number; among(row: number): boolean },
): Sparse {
  const words = 2 ** WIDE
  const counts = new Uint8Array(words)
  const rows = from.length - 1
  for (let row = 0; row < rows; row++) {
    if (!among(row)) continue
    for (let f = from[row]!; f < from[row + 1]!; f++) {
      const id = ids[f]!
      if (id < words && counts[id]! < 255) counts[id]!++
    }
  }
  const kept = {
    from: new Int32Array(rows + 1),
    ids: new Int32Array(ids.length),
    values: new Float32Array(ids.length),
  }
  let end = 0
  for (let row = 0; row < rows; row++) {
    const isTaught = among(row)
    for (let f = from[row]!; f < from[row + 1]!; f++) {
      const id = ids[f]!
      if (isTaught && id < words && counts[id]! < least) continue
      // What is beside the words stands behind them, in as many places.
      kept.ids[end] = id < words ? id & (2 ** bits - 1) : id - words + 2 ** bits
      kept.values[end++] = values[f]!
    }
    kept.from[row + 1] = end
  }
  return { from: kept.from, ids: kept.ids.subarray(0, end), values: kept.values.subarray(0, end) }
}
