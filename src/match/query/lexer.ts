export type Part = 'open' | 'close' | 'and' | 'or' | 'not' | 'near' | 'phrase' | 'word'

export interface Lexeme {
  symbol: Part
  /** What is inside the quotes, or the word itself. */
  text: string
  start: number
  end: number
  /** Nothing, not even a space, between it and the lexeme before. */
  glued: boolean
  /** A phrase whose quotes never close. */
  open?: boolean
}

const STRAIGHT = '"“”„‟＂'
const GUILLEMETS = '«»'
const MINUS = '-−–—'
const SPACE = /\s/u
/** `NEAR/5`, `ONEAR/5` and `NEAR/5f` where what stands left comes first; by French names with a distance only. */
const NEAR = /^(?:O?NEAR(?:\/\d+[fF]?)?|(?:PR[ÈE]S|PROCHE)\/\d+)$/u
const OPERATORS: Record<string, Part> = {
  AND: 'and',
  ET: 'and',
  '&': 'and',
  '&&': 'and',
  OR: 'or',
  OU: 'or',
  '|': 'or',
  '||': 'or',
  NOT: 'not',
  SAUF: 'not',
  NON: 'not',
}

/** Cuts a query into its symbols. Operators are words in capitals; `-` excludes only where a word begins. */
export function lex(source: string): Lexeme[] {
  const out: Lexeme[] = []
  let i = 0
  while (i < source.length) {
    const char = source.charAt(i)
    if (SPACE.test(char)) {
      i++
      continue
    }
    const lexeme = next(source, i, char)
    const before = out.at(-1)
    lexeme.glued = before?.end === i
    i = lexeme.end
    if (lexeme.text !== '' || lexeme.symbol !== 'word') out.push(lexeme)
  }
  return out
}

function next(source: string, i: number, char: string): Lexeme {
  if (char === '(' || char === '（') return one('open', source, i)
  if (char === ')' || char === '）') return one('close', source, i)
  if (STRAIGHT.includes(char)) return phrase(source, i, STRAIGHT)
  if (char === '«') return phrase(source, i, '»')
  if (char === '»') return { symbol: 'word', text: '', start: i, end: i + 1, glued: false }
  if (MINUS.includes(char) && excludes(source, i)) return one('not', source, i)
  return word(source, i)
}

function one(symbol: Part, source: string, i: number): Lexeme {
  return { symbol, text: source.charAt(i), start: i, end: i + 1, glued: false }
}

/** A dash right before something, and after a space: not the hyphen of a name, nor a dash between two words. */
function excludes(source: string, i: number): boolean {
  const after = source.charAt(i + 1)
  return after !== '' && !SPACE.test(after) && after !== ')'
}

function phrase(source: string, start: number, closing: string): Lexeme {
  let end = start + 1
  while (end < source.length && !closing.includes(source.charAt(end))) end++
  const open = end >= source.length
  const text = source.slice(start + 1, end)
  return { symbol: 'phrase', text, start, end: open ? end : end + 1, glued: false, ...(open ? { open } : {}) }
}

function word(source: string, start: number): Lexeme {
  let end = start
  while (end < source.length && !ends(source.charAt(end))) end++
  const text = source.slice(start, end)
  // A dash with nothing after it separates.
  if (text.length === 1 && MINUS.includes(text)) return { symbol: 'word', text: '', start, end, glued: false }
  const symbol = Object.hasOwn(OPERATORS, text) ? OPERATORS[text] : undefined
  if (NEAR.test(text.normalize('NFC'))) return { symbol: 'near', text, start, end, glued: false }
  return { symbol: symbol ?? 'word', text, start, end, glued: false }
}

function ends(char: string): boolean {
  return SPACE.test(char) || '()（）'.includes(char) || STRAIGHT.includes(char) || GUILLEMETS.includes(char)
}
