/**
 * Texts with variables, and nothing else: `{{name}}`, or `{{name|what stands there when nothing is known}}`. No condition, no loop,
 * no call, nothing read but the values that are handed over; one pass, so that what a value says is never read as a template.
 */

export interface Variable {
  start: number
  end: number
  /** As it is written. */
  name: string
  /** Null where none is given; an empty one leaves nothing in its place. */
  fallback: string | null
}

/** What is still to be written in a text, at its place. */
export interface Blank {
  start: number
  end: number
  name: string
}

/** The longest that comes out: values are short, and templates bounded by who keeps them. */
const LONGEST = 40_000
const LONGEST_VALUE = 300

const VARIABLE =
  /\{\{[ \u00a0\u202f]*(\p{L}[\p{L}\p{N}_'’-]{0,39})[ \u00a0\u202f]*(?:\|([^{}\n]{0,200}))?\}\}/gu
/** Looser than a variable: what looks like one to a reader must not leave either. */
const BLANK = /\{\{[^{}\n]{0,260}\}\}/g

export function variablesIn(text: string): Variable[] {
  return [...text.matchAll(VARIABLE)].map(({ 0: whole, 1: name = '', 2: fallback, index }) => ({
    start: index,
    end: index + whole.length,
    name,
    fallback: fallback?.trim() ?? null,
  }))
}

/** All that a person has still to fill. */
export function blanksIn(text: string): Blank[] {
  return [...text.matchAll(BLANK)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
    name: whole.slice(2, -2).split('|')[0]?.trim() ?? '',
  }))
}

/**
 * The text with its variables filled: by the value, else by its own fallback, else left for a person to fill.
 * @param known of a name as it is written; undefined or empty where nothing is known
 */
export function fill(text: string, known: (name: string) => string | undefined): string {
  let out = ''
  let from = 0
  for (const { start, end, name, fallback } of variablesIn(text)) {
    const value = plain(known(name) ?? '')
    const put = value || (fallback ?? text.slice(start, end))
    out += text.slice(from, start)
    // « Bonjour {{prénom|}}, » leaves no space before its comma.
    if (put === '' && /[ \u00a0]$/.test(out) && /^(?:[ \u00a0,.;:!?\n]|$)/.test(text.slice(end)))
      out = out.slice(0, -1)
    out += put
    from = end
    if (out.length > LONGEST) return out.slice(0, LONGEST)
  }
  return (out + text.slice(from)).slice(0, LONGEST)
}

/** A value is words on one line: what a stranger is called can neither open a variable nor break a line. */
function plain(value: string): string {
  return value
    .replace(/[{}\p{Cc}\u2028\u2029\p{Bidi_Control}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .slice(0, LONGEST_VALUE)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}
