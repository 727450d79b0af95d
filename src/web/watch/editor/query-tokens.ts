export type TokenKind = 'phrase' | 'operator' | 'field' | 'exclude' | 'paren' | 'handle' | 'word' | 'space'

export interface Token {
  kind: TokenKind
  start: number
  end: number
  text: string
}

/** Words in capitals that join, in both languages, as the server reads them. */
const OPERATORS = /^(AND|ET|OR|OU|NOT|SAUF|NON|&&?|\|\|?)$/
const PARTS = /"[^"]*"?|“[^”]*”?|«[^»]*»?|[()]|\s+|[^\s()"“«]+/gu

/** Cuts a query for its colours only; what it means is for the server to say. The pieces make the query again. */
export function tokenise(query: string): Token[] {
  const tokens: Token[] = []
  for (const found of query.matchAll(PARTS)) {
    const text = found[0]
    tokens.push({ kind: kindOf(text), start: found.index, end: found.index + text.length, text })
  }
  return tokens
}

function kindOf(text: string): TokenKind {
  if (/^\s/.test(text)) return 'space'
  if (/^["“«]/.test(text)) return 'phrase'
  if (/^[()]$/.test(text)) return 'paren'
  if (OPERATORS.test(text)) return 'operator'
  if (/^[-−–].+/.test(text) || text === '-') return 'exclude'
  if (/^\p{L}+:/u.test(text)) return 'field'
  if (/^[@#]/.test(text)) return 'handle'
  return 'word'
}

const FIELDS: Record<string, string[]> = {
  'lang:': ['fr', 'en', 'es', 'de', 'it', 'pt', 'und'],
  'sentiment:': ['positive', 'neutral', 'negative'],
  'channel:': [],
  'is:': ['reply', 'repost', 'review'],
  'title:': [],
  'author:': [],
}

export interface Completion {
  /** What the word being written becomes. */
  insert: string
  /** Translation key of what it does. */
  hint: string
}

/** The word that ends at the caret. */
export function wordAt(query: string, caret: number): { start: number; text: string } {
  const before = query.slice(0, caret)
  const start = before.search(/[^\s()"]*$/u)
  return { start, text: before.slice(start) }
}

/** Fields, then their values, that the word at the caret may become. */
export function completions(query: string, caret: number, channels: string[]): Completion[] {
  const word = wordAt(query, caret).text
  const minus = /^[-−–]/.test(word) ? word[0] : ''
  const typed = word.slice(minus?.length ?? 0).toLowerCase()
  if (typed === '') return []
  const field = Object.keys(FIELDS).find((name) => typed.startsWith(name))
  if (field) {
    const values = field === 'channel:' ? channels : (FIELDS[field] ?? [])
    return values
      .filter((value) => `${field}${value}`.startsWith(typed) && `${field}${value}` !== typed)
      .map((value) => ({ insert: `${minus}${field}${value} `, hint: `value.${field.slice(0, -1)}` }))
  }
  return Object.keys(FIELDS)
    .filter((name) => name.startsWith(typed))
    .map((name) => ({ insert: `${minus}${name}`, hint: `field.${name.slice(0, -1)}` }))
}
