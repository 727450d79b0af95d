/** The same list with the one at `from` standing at `to`; a place outside the list is its nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const all = [...list]
  const [one] = all.splice(from, 1)
  if (one === undefined) return [...list]
  all.splice(Math.max(0, Math.min(to, all.length)), 0, one)
  return all
}

/** Whether a place is one of the list that something could go to from `from`. */
export function canMove(length: number, from: number, to: number): boolean {
  return from !== to && to >= 0 && to < length
}
