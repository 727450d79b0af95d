import { randomFrom } from './adagrad.ts'

/** Gives each row a fold, 0 to `count - 1`; twins go together. */
export function foldsOf(groups: ArrayLike<number>, count: number, seed: number): Int32Array {
  const random = randomFrom(seed)
  const ids = [...new Set(Array.from(groups))].sort((a, b) => a - b)
  for (let i = ids.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = ids[i]!
    ids[i] = ids[j]!
    ids[j] = held
  }
  const fold = new Map(ids.map((id, i) => [id, i % count]))
  return Int32Array.from(groups, (group) => fold.get(group) ?? 0)
}
