import type { ImportedAlert } from '../../../server/api.ts'

/** An alert of a file, by its place there: several may be called alike. */
export interface Found extends ImportedAlert {
  at: number
  /** Its query can be kept as it stands. */
  usable: boolean
}

export function foundIn(items: readonly ImportedAlert[]): Found[] {
  return items.map((item, at) => ({ ...item, at, usable: item.query !== '' && item.errors.length === 0 }))
}

/** Those that are to be made: usable, not left out, and not made before. */
export function leftOf(
  found: readonly Found[],
  off: ReadonlySet<number>,
  made: ReadonlySet<number>,
): Found[] {
  return found.filter(({ at, usable }) => usable && !off.has(at) && !made.has(at))
}
