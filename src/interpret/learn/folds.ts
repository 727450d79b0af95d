import { randomFrom, shuffle } from './adagrad.ts'

/** Gives each row a fold, 0 to `count - 1`; twins go together. */
export function foldsOf(groups: ArrayLike<number>, count: number, seed: number): Int32Array {
  const random = randomFrom(seed)
  const ids = Int32Array.from(new Set(Array.from(groups))).sort()
  shuffle(ids, random)
  const fold = new Map(Array.from(ids, (id, i) => [id, i % count]))
  return Int32Array.from(groups, (group) => fold.get(group) ?? 0)
}
