interface Piece {
  text: string
  at: number
  marked: boolean
}

/** A text cut at its marks; those that overlap are one. */
export function piecesOf(text: string, marks: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of marks) {
    if (end <= at) continue
    const from = Math.max(start, at)
    if (from > at) pieces.push({ text: text.slice(at, from), at, marked: false })
    pieces.push({ text: text.slice(from, end), at: from, marked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), at, marked: false })
  return pieces
}
