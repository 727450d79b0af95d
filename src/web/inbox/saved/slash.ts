/** A slash that asks for a saved answer, and what is typed after it. */
export interface Slash {
  start: number
  end: number
  query: string
}

const ASKED = /(?:^|\s)\/([\p{L}\p{N}_-]{0,40})$/u

/** The slash that the cursor stands behind, where it begins a word: « et/ou » and an address ask for nothing. */
export function slashAt(text: string, caret: number): Slash | null {
  const before = text.slice(Math.max(0, caret - 60), caret)
  const found = ASKED.exec(before)
  if (!found) return null
  const query = found[1] ?? ''
  return { start: caret - query.length - 1, end: caret, query }
}

/** Where a key of the field moves the choice among `count`; null for a key that is not the list’s. */
export function moved(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  return step ? (active + step + count) % count : null
}
