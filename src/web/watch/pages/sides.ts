import type { PageRow } from '../../../server/api.ts'

export interface Line {
  pieces: { text: string; how?: 'added' | 'removed' }[]
  moved?: boolean
}

/** One line of the table: what stood there, what stands there; or a number of lines left out. */
export interface Pair {
  before?: Line
  after?: Line
  gap?: number
}

/** The rows of a comparison as two columns; what went stands beside what came in its place. */
export function sidesOf(rows: readonly PageRow[]): Pair[] {
  const pairs: Pair[] = []
  for (const row of rows) {
    const last = pairs.at(-1)
    if (row.kind === 'gap') pairs.push({ gap: row.lines })
    else if (row.kind === 'changed') {
      pairs.push({
        before: { pieces: row.pieces.filter((piece) => piece.how !== 'added') },
        after: { pieces: row.pieces.filter((piece) => piece.how !== 'removed') },
      })
    } else if (row.kind === 'same') {
      const line = { pieces: [{ text: row.text }] }
      pairs.push({ before: line, after: line })
    } else if (row.kind === 'removed')
      pairs.push({ before: { pieces: [{ text: row.text, how: 'removed' }] } })
    else {
      const moved = row.kind === 'moved'
      const after: Line = moved
        ? { pieces: [{ text: row.text }], moved }
        : { pieces: [{ text: row.text, how: 'added' }] }
      if (last && !last.after && last.before && !moved) last.after = after
      else pairs.push({ after })
    }
  }
  return pairs
}
