import { createHash } from 'node:crypto'

/** A fifth of a set of ours, told by the id alone: never trained on, however the set grows. */
export function isKeptBack(id: string): boolean {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % 5 === 0
}
