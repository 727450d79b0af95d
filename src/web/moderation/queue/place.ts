import type { QueueItem } from '../../../server/api.ts'

/** What is read stays where it is: those that are there still, in the order they were first shown, as they are now. */
export function inPlace(shown: readonly string[], items: readonly QueueItem[]): QueueItem[] {
  const now = new Map(items.map((item) => [item.id, item]))
  return shown.flatMap((id) => now.get(id) ?? [])
}

/** How many there are that are not shown yet. */
export function newAmong(shown: readonly string[], items: readonly QueueItem[]): number {
  const known = new Set(shown)
  return items.filter(({ id }) => !known.has(id)).length
}

/** The item to look at after one: the next, else the one before; null where there is no other. */
export function afterLeaving(ids: readonly string[], id: string): string | null {
  const at = ids.indexOf(id)
  return ids[at + 1] ?? ids[at - 1] ?? null
}

/** The item so many further on; it stops at both ends. */
export function stepped(ids: readonly string[], current: string | null, by: number): string | null {
  const at = current === null ? -1 : ids.indexOf(current)
  if (at < 0) return ids[0] ?? null
  return ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null
}

interface Piece {
  text: string
  /** Where it begins in the whole. */
  at: number
  /** It is the sentence at stake. */
  stake: boolean
}

/** A text around the sentence at stake; nothing of it is lost. */
export function piecesOf(text: string, sentence: { start: number; end: number } | null): Piece[] {
  if (!sentence) return [{ text, at: 0, stake: false }]
  const { start, end } = sentence
  return [
    { text: text.slice(0, start), at: 0, stake: false },
    { text: text.slice(start, end), at: start, stake: true },
    { text: text.slice(end), at: end, stake: false },
  ].filter((piece) => piece.text !== '')
}

/** The words that weigh within a piece, by their place in it; one that runs over its end is not shown twice. */
export function spotsIn<T extends { start: number; end: number }>(piece: Piece, spots: readonly T[]): T[] {
  const end = piece.at + piece.text.length
  return spots
    .filter((spot) => spot.start >= piece.at && spot.end <= end)
    .map((spot) => ({ ...spot, start: spot.start - piece.at, end: spot.end - piece.at }))
}
