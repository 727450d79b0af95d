import type { Operator, Place, Strict, Tool } from './tree.ts'

export type Sign = Place & { glued: boolean } & (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'must' | 'comment' }
    | { kind: 'near'; operator: Operator }
    | { kind: 'field'; name: string }
    | { kind: 'range'; from?: string; to?: string }
    | { kind: 'slop'; distance: number }
    | { kind: 'text'; text: string; phrase: boolean; strict?: Strict; open?: boolean }
  )

type Bare = Sign extends infer S ? (S extends unknown ? Omit<S, 'glued' | 'start' | 'end'> : never) : never
type Found = { symbol: Bare; length: number }

/** Longest query that is read; the tools themselves stop before. */
export const MAX_FOREIGN = 40_000
const QUOTES = '"“”„‟＂'
const ENDS = /[\s()（）{}[\]"“”„‟＂«»]/u
const DASHES = /^[-−–—](?=[^\s)-])/u
/** Where a sentence or a paragraph is asked for, within so many words is as near as it gets. */
const SPANS: Record<string, number> = { SENTENCE: 15, PARAGRAPH: 50 }
/** What a bare NEAR stands for. */
const USUAL = 10

/** Cuts the query of another tool into its symbols; nothing is refused, what makes no sense is a word. */
export function lexForeign(source: string, tool: Tool): Sign[] {
  const out: Sign[] = []
  for (let i = 0; i < Math.min(source.length, MAX_FOREIGN); ) {
    if (/[\s\u200b\ufeff]/u.test(source.charAt(i))) {
      i++
      continue
    }
    const { symbol, length } = next(
      source.slice(i, MAX_FOREIGN),
      tool,
      out.at(-1)?.end === i ? out.at(-1) : undefined,
    )
    const place = { start: i, end: i + length, glued: out.at(-1)?.end === i }
    const near = symbol.kind === 'near' ? { operator: { ...symbol.operator, ...place } } : {}
    out.push({ ...symbol, ...place, ...near } as Sign)
    i += length
  }
  return out
}

function next(rest: string, tool: Tool, before: Sign | undefined): Found {
  return (
    comment(rest) ??
    slop(rest, before) ??
    bracket(rest, before) ??
    quoted(rest) ??
    braced(rest, tool) ??
    operator(rest, tool) ??
    sign(rest, before) ??
    word(rest)
  )
}

function comment(rest: string): Found | undefined {
  const found = /^<<<[\s\S]*?(?:>>>|$)/u.exec(rest)
  return found ? { symbol: { kind: 'comment' }, length: found[0].length } : undefined
}

/** `"a b"~5`, `(a b)~5` */
function slop(rest: string, before: Sign | undefined): Found | undefined {
  const after = before?.kind === 'close' || (before?.kind === 'text' && before.phrase)
  const found = after ? /^~(\d{1,4})/u.exec(rest) : null
  return found ? { symbol: { kind: 'slop', distance: Number(found[1]) }, length: found[0].length } : undefined
}

function bracket(rest: string, before: Sign | undefined): Found | undefined {
  if (/^[(（]/u.test(rest)) return { symbol: { kind: 'open' }, length: 1 }
  if (/^[)）]/u.test(rest)) return { symbol: { kind: 'close' }, length: 1 }
  if (before?.kind !== 'field') return
  const range = /^\[\s*(\S{1,40}?)\s+TO\s+(\S{1,40}?)\s*\]/iu.exec(rest)
  if (!range) return
  const [whole, from = '*', to = '*'] = range
  const bounds = { ...(from === '*' ? {} : { from }), ...(to === '*' ? {} : { to }) }
  return { symbol: { kind: 'range', ...bounds }, length: whole.length }
}

function quoted(rest: string): Found | undefined {
  const first = rest.charAt(0)
  const closing = first === '«' ? '»' : QUOTES.includes(first) ? QUOTES : undefined
  if (!closing) return
  let end = 1
  while (end < rest.length && !closing.includes(rest.charAt(end))) end++
  const open = end >= rest.length
  const text = rest.slice(1, end).trim()
  return {
    symbol: { kind: 'text', text, phrase: true, ...(open ? { open } : {}) },
    length: open ? end : end + 1,
  }
}

/** Brandwatch compares capitals inside braces. */
function braced(rest: string, tool: Tool): Found | undefined {
  const found = tool === 'brandwatch' ? /^\{([^{}]{0,300})\}/u.exec(rest) : null
  if (!found) return
  const text = (found[1] ?? '').replace(/["“”]/gu, '').trim()
  return { symbol: { kind: 'text', text, phrase: /\s/u.test(text), strict: 'case' }, length: found[0].length }
}

function operator(rest: string, tool: Tool): Found | undefined {
  const around = tool === 'google-alerts' ? /^AROUND\s?\(\s*(\d{1,4})\s*\)/u.exec(rest) : null
  if (around) return near(around[0], Number(around[1]), false)
  const [text = ''] = /^[^\s()（）"“”«»{}[\]]{1,20}(?![^\s()（）"“”«»{}[\]])/u.exec(rest) ?? []
  const asked = /^(O)?NEAR(?:\/(\d{1,4})(F)?)?$/iu.exec(text)
  if (asked && (asked[2] || text === text.toUpperCase()) && tool !== 'google-alerts')
    return near(text, Number(asked[2] ?? USUAL), Boolean(asked[1] || asked[3]))
  const span = tool === 'talkwalker' ? SPANS[text] : undefined
  if (span) return near(text, span, false, true)
  const kind = OPERATORS[text]
  return kind ? { symbol: { kind }, length: text.length } : undefined
}

const OPERATORS: Record<string, 'and' | 'or' | 'not' | undefined> = {
  AND: 'and',
  '&': 'and',
  '&&': 'and',
  OR: 'or',
  '|': 'or',
  '||': 'or',
  NOT: 'not',
}

function near(text: string, distance: number, ordered: boolean, vague = false): Found {
  const operator = { text, distance, ordered, start: 0, end: 0, ...(vague ? { vague } : {}) }
  return { symbol: { kind: 'near', operator }, length: text.length }
}

/** `-word`, `!word` and `+word`, where a word begins. */
function sign(rest: string, before: Sign | undefined): Found | undefined {
  const begins = !before || ['open', 'must', 'not', 'slop', 'comment'].includes(before.kind)
  if (!begins) return
  if (DASHES.test(rest) || /^![^\s)=]/u.test(rest)) return { symbol: { kind: 'not' }, length: 1 }
  if (/^\+[^\s)]/u.test(rest)) return { symbol: { kind: 'must' }, length: 1 }
}

/** A field's name up to its colon, or a word; at least one character, so that reading goes on. */
function word(rest: string): Found {
  const field = /^([\p{L}_][\p{L}\p{N}_.-]{0,60}):(?!\/\/)(?=\S)/u.exec(rest)
  const all = /^(allin\p{L}+):\s+/u.exec(rest)
  const named = field ?? all
  if (named) return { symbol: { kind: 'field', name: named[1] ?? '' }, length: named[0].trimEnd().length }
  let end = 1
  while (end < rest.length && !ENDS.test(rest.charAt(end))) end++
  return { symbol: { kind: 'text', text: rest.slice(0, end), phrase: false }, length: end }
}
