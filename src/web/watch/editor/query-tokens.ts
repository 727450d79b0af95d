export type TokenKind =
  | 'phrase'
  | 'operator'
  | 'near'
  | 'field'
  | 'exclude'
  | 'exact'
  | 'paren'
  | 'handle'
  | 'word'
  | 'space'

export interface Token {
  kind: TokenKind
  start: number
  end: number
  text: string
}

/** Words in capitals that join, in both languages, as the server reads them. */
const OPERATORS = /^(AND|ET|OR|OU|NOT|SAUF|NON|&&?|\|\|?)$/
const NEAR = /^(?:O?NEAR(?:\/\d+[fF]?)?|(?:PR[ÈE]S|PROCHE)\/\d+)$/u
const PARTS = /["“”„‟＂][^"“”„‟＂]*["“”„‟＂]?|«[^»]*»?|[()（）]|\s+|[^\s()（）"“”„‟＂«»]+|»/gu

/** Cuts a query for its colours only; what it means is for the server to say. The pieces make the query again. */
export function tokenise(query: string): Token[] {
  const tokens: Token[] = []
  for (const found of query.matchAll(PARTS)) {
    const text = found[0]
    const end = found.index + text.length
    tokens.push({ kind: kindOf(text, query.charAt(end)), start: found.index, end, text })
  }
  return tokens
}

/** `after` is the character that follows: a dash excludes what it touches, and nothing else. */
function kindOf(text: string, after: string): TokenKind {
  if (/^\s/u.test(text)) return 'space'
  if (/^["“”„‟＂«]/u.test(text)) return 'phrase'
  if (/^[()（）]$/u.test(text)) return 'paren'
  if (OPERATORS.test(text)) return 'operator'
  if (NEAR.test(text.normalize('NFC'))) return 'near'
  if (/^[-−–—]/u.test(text)) return text.length > 1 || /[^\s)]/u.test(after) ? 'exclude' : 'word'
  if (/^[\p{L}_]+:(?!\/\/)/u.test(text)) return 'field'
  if (/^=./u.test(text) || (text === '=' && /["“”„‟＂«]/u.test(after))) return 'exact'
  if (/^[@#＠＃]/u.test(text)) return 'handle'
  return 'word'
}

interface Place {
  start: number
  end: number
}

export interface Piece extends Token {
  wrong: boolean
  /** The parenthesis beside the caret, or the one that goes with it. */
  paired: boolean
  /** A parenthesis that has no other. */
  lonely: boolean
}

/** What the overlay draws: tokens, cut where an error begins or ends. */
export function paint(query: string, faults: readonly Place[], caret: number): Piece[] {
  const tokens = tokenise(query)
  const { pairs, lonely } = parentheses(tokens)
  const near = pairs.find(([open, close]) => [open, open + 1, close, close + 1].includes(caret))
  const spans = faults.map(({ start, end }) => ({ start, end: Math.max(end, start + 1) }))
  return tokens.flatMap((token) => {
    const cuts = spans
      .flatMap(({ start, end }) => [start, end])
      .filter((at) => at > token.start && at < token.end)
    const edges = [...new Set([token.start, ...cuts.sort((a, b) => a - b), token.end])]
    return edges.slice(0, -1).map((start, i) => {
      const end = edges[i + 1] ?? token.end
      return {
        ...token,
        start,
        end,
        text: query.slice(start, end),
        wrong: spans.some((span) => span.start < end && span.end > start),
        paired: near?.includes(start) ?? false,
        lonely: lonely.has(start),
      }
    })
  })
}

function parentheses(tokens: readonly Token[]): { pairs: [number, number][]; lonely: Set<number> } {
  const open: number[] = []
  const pairs: [number, number][] = []
  const lonely = new Set<number>()
  for (const { kind, text, start } of tokens) {
    if (kind !== 'paren') continue
    if (text === '(' || text === '（') open.push(start)
    else {
      const at = open.pop()
      if (at === undefined) lonely.add(start)
      else pairs.push([at, start])
    }
  }
  for (const at of open) lonely.add(at)
  return { pairs, lonely }
}
