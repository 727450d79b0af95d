import type { ActivityItem } from '../../server/api.ts'

export type Why = ActivityItem['why'][number]

interface Piece {
  start: number
  text: string
  why?: Why
}

/** Cuts a text at the words that made its reading; pieces that overlap keep the weightiest. */
export function cutAtWhy(text: string, why: Why[]): Piece[] {
  const sorted = [...why].sort((a, b) => a.start - b.start || Math.abs(b.weight) - Math.abs(a.weight))
  const pieces: Piece[] = []
  let at = 0
  for (const one of sorted) {
    if (one.start < at || one.start < 0 || one.end > text.length || one.end <= one.start) continue
    if (one.start > at) pieces.push({ start: at, text: text.slice(at, one.start) })
    pieces.push({ start: one.start, text: text.slice(one.start, one.end), why: one })
    at = one.end
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at) })
  return pieces
}
