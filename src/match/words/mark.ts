/** Stands in a word of a query for any letters, or none. */
export const STAR = '*'
/** Stands in a word of a query for one letter. */
export const ONE = '?'
/** Between a word and the way it is written. */
export const WRITTEN = '='

/** What the words begin with that are no plain ones. */
export const MARKS = ['#', '@', '^', '~']

/** Whether a query's word is a pattern of words. */
export function isPattern(word: string): boolean {
  return word.includes(STAR) || word.includes(ONE)
}

/** The word whose writing is asked for, by a query's word that asks for one. */
export function baseOf(word: string): string | undefined {
  const at = word.indexOf(WRITTEN)
  return at < 0 ? undefined : word.slice(0, at)
}

/** Letters of a pattern before its first sign, and after its last. */
export function endsOf(pattern: string): { head: string; tail: string } {
  const first = pattern.search(/[*?]/u)
  return { head: pattern.slice(0, first), tail: pattern.slice(pattern.search(/[^*?]*$/u)) }
}

/**
 * Whether a word of a text is of the pattern. A pattern that begins with a sign is one of words, not of tags, handles or
 * names, and none is one of the ways to write a word. Steps: at most the length of the word times that of the pattern. */
export function suitsPattern(pattern: string, word: string): boolean {
  if (word.includes(WRITTEN) || (isPattern(pattern.charAt(0)) && MARKS.includes(word.charAt(0)))) return false
  let p = 0
  let star = -1
  let retry = 0
  let w = 0
  while (w < word.length) {
    const sign = pattern.charAt(p)
    if (sign === STAR) {
      star = p++
      retry = w
    } else if (sign === ONE) {
      p++
      w += letterLength(word, w)
    } else if (p < pattern.length && sign === word.charAt(w)) {
      p++
      w++
    } else if (star >= 0) {
      p = star + 1
      retry += letterLength(word, retry)
      w = retry
    } else return false
  }
  while (pattern.charAt(p) === STAR) p++
  return p === pattern.length
}

/** A letter beyond the basic plane is two units, as PostgreSQL knows too. */
function letterLength(word: string, at: number): number {
  return (word.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
