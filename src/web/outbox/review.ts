/** What a resume would let go, as far as it is on screen. */
export interface Review {
  leaving: number
  /** Held, but not among those that can be read here: they leave as well. */
  unseen: number
}

/** Counts what leaves: all that is held, but for what was seen and unticked. */
export function reviewOf(seen: readonly { id: string }[], held: number, drop: ReadonlySet<string>): Review {
  const unseen = Math.max(0, held - seen.length)
  return { leaving: seen.filter(({ id }) => !drop.has(id)).length + unseen, unseen }
}

/** Only what is still held can be dropped: a colleague may have let go of some meanwhile. */
export function stillDropped(seen: readonly { id: string }[], drop: ReadonlySet<string>): string[] {
  return seen.flatMap(({ id }) => (drop.has(id) ? [id] : []))
}
