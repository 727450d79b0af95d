import type { ActivityItem } from '../../server/api.ts'

export type Why = ActivityItem['why'][number]

interface Piece {
  start: number
  text: string
  why?: Why
}

/** Cuts a text at the words that made its reading; of those that overlap the weightiest stays, the longer of two alike. */
export function cutAtWhy(text: string, why: Why[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const one of apart(text, why)) {
    if (one.start > at) pieces.push({ start: at, text: text.slice(at, one.start) })
    pieces.push({ start: one.start, text: text.slice(one.start, one.end), why: one })
    at = one.end
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at) })
  return pieces
}

/** Those that stand within the text and beside each other, in its order. */
function apart(text: string, why: Why[]): Why[] {
  const kept: Why[] = []
  const heaviest = why
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || b.end - b.start - (a.end - a.start))
  for (const one of heaviest)
    if (kept.every(({ start, end }) => end <= one.start || one.end <= start)) kept.push(one)
  return kept.sort((a, b) => a.start - b.start)
}
