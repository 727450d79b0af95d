import { type Token, tokenize } from '../../token.ts'

/**
 * A text as patterns read it: its words in lower case without accents, stretched letters cut ("merciii", merci), each
 * followed by a space; marks between words as themselves, `¶` for a new line, `✉` for links and mentions.
 */
export interface Line {
  text: string
  tokens: Token[]
  said: string
  /** Where each token begins in `said`, in order. */
  at: number[]
}

/** A stretch of the text, UTF-16 offsets. */
export interface Place {
  start: number
  end: number
}

export function lineOf(text: string): Line {
  const tokens = tokenize(text)
  const at: number[] = []
  let said = ' '
  for (const token of tokens) {
    at.push(said.length)
    said += `${spelled(token)} `
  }
  return { text, tokens, said, at }
}

function spelled(token: Token): string {
  if (token.kind === 'skip') return '✉'
  if (token.kind === 'stop') return token.form.startsWith('\n') ? '¶' : (token.form[0] ?? '.')
  if (token.kind === 'pause') return token.form.trim() || ','
  if (token.kind === 'word') return inFull(token.short ?? token.form)
  return token.form
}

const CONTRACTED: [RegExp, string][] = [
  [/^won't$/, 'will not'],
  [/^(?:can't|cannot)$/, 'can not'],
  [/n't$/, ' not'],
  [/^let's$/, 'let us'],
  [/'m$/, ' am'],
  [/'re$/, ' are'],
  [/'ve$/, ' have'],
  [/'ll$/, ' will'],
  [/'d$/, ' would'],
  [/^(he|she|it|that|what|there|here)'s$/, '$1 is'],
]

/** English contractions written out, so that lists say things once. */
function inFull(form: string): string {
  if (!form.includes("'") && form !== 'cannot') return form
  for (const [short, long] of CONTRACTED) if (short.test(form)) return form.replace(short, long)
  return form
}

/** The place in the text of what a pattern found from `from`, over `length` of `said`. */
export function placeOf(line: Line, from: number, length: number): Place {
  const first = indexAt(line, from)
  const last = indexAt(line, Math.max(from, from + length - 2))
  const start = line.tokens[first]?.start ?? 0
  return { start, end: line.tokens[last]?.end ?? start }
}

/** Index of the token that stands at a place of `said`. */
export function indexAt({ at }: Line, place: number): number {
  let low = 0
  let high = at.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((at[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** Where in `said` the last `count` tokens begin. */
export function fromEnd({ at, said }: Line, count: number): number {
  return at.length > count ? (at[at.length - count] ?? 0) : said.length > 0 ? 1 : 0
}
