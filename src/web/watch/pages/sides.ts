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
  // Lines of one stretch that went and came, each still without another beside it.
  let [gone, come]: [Pair[], Pair[]] = [[], []]
  const stand = (here: Pair[], beside: Pair[], pair: Pair) => {
    const free = beside.shift()
    if (free) Object.assign(free, pair)
    else {
      here.push(pair)
      pairs.push(pair)
    }
  }
  for (const row of rows) {
    if (row.kind === 'removed') stand(gone, come, { before: lineOf(row.text, 'removed') })
    else if (row.kind === 'added') stand(come, gone, { after: lineOf(row.text, 'added') })
    else {
      ;[gone, come] = [[], []]
      pairs.push(pairOf(row))
    }
  }
  return pairs
}

function pairOf(row: Exclude<PageRow, { kind: 'added' | 'removed' }>): Pair {
  if (row.kind === 'gap') return { gap: row.lines }
  if (row.kind === 'changed') {
    return {
      before: { pieces: row.pieces.filter((piece) => piece.how !== 'added') },
      after: { pieces: row.pieces.filter((piece) => piece.how !== 'removed') },
    }
  }
  const line = { pieces: [{ text: row.text }] }
  return row.kind === 'moved' ? { after: { ...line, moved: true } } : { before: line, after: line }
}

function lineOf(text: string, how: 'added' | 'removed'): Line {
  return { pieces: [{ text, how }] }
}
