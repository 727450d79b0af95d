import { fold, namesPattern } from './names.ts'
import { MASKED, type MaskKind } from './wider.ts'

export interface Masked {
  texts: string[]
  /** What each placeholder stands for, as it was first written. */
  originals: ReadonlyMap<string, string>
  /** How many different things of each kind were hidden. */
  counts: Partial<Record<MaskKind, number>>
}

interface Found {
  start: number
  end: number
  kind: MaskKind
}

/**
 * Puts a placeholder in the place of everything that names or reaches somebody; the same thing, however spelled, has the same one
 * through all the texts. `names` are those known beforehand (author, handle, person), whole and by their parts.
 */
export function maskAll(texts: readonly string[], names: readonly string[]): Masked {
  const placeholders = new Map<string, string>()
  const originals = new Map<string, string>()
  const counts: Partial<Record<MaskKind, number>> = {}
  const named = namesPattern(names)
  function placeholder(kind: MaskKind, original: string): string {
    const key = `${kind}:${kind === 'mark' ? original : bare(original)}`
    const known = placeholders.get(key)
    if (known) return known
    const count = (counts[kind] ?? 0) + 1
    counts[kind] = count
    const made = `[${kind.toUpperCase()}_${count}]`
    placeholders.set(key, made)
    originals.set(made, original)
    return made
  }
  return { texts: texts.map((text) => masked(text, named, placeholder)), originals, counts }
}

function masked(
  text: string,
  named: RegExp | undefined,
  placeholder: (kind: MaskKind, original: string) => string,
) {
  const { plain, at } = shadow(text)
  let out = ''
  let from = 0
  for (const { start, end, kind } of found(plain, named)) {
    const [first, last] = [at[start] ?? text.length, at[end] ?? text.length]
    out += text.slice(from, first) + placeholder(kind, text.slice(first, last))
    from = last
  }
  return out + text.slice(from)
}

/** In order, none over another. */
function found(plain: string, named: RegExp | undefined): Found[] {
  const taken = new Uint8Array(plain.length)
  const all: Found[] = []
  const add = (kind: MaskKind, start: number, end: number) => {
    // What is left of a thing that overlaps another is hidden still, piece by piece.
    for (let from = start; from < end; from++) {
      if (taken[from]) continue
      let to = from
      while (to < end && !taken[to]) taken[to++] = 1
      if (/[\p{L}\p{N}]/u.test(plain.slice(from, to))) all.push({ start: from, end: to, kind })
      from = to
    }
  }
  const [first, ...rest] = MASKED
  const look = ({ kind, pattern, holds }: (typeof MASKED)[number]) => {
    for (const { 0: text, index } of plain.matchAll(pattern))
      if (text && (!holds || holds(text))) add(kind, index, index + text.length)
  }
  if (first) look(first)
  for (const { 0: url, index } of plain.matchAll(/https?:\/\/[^\s<>"]{1,8000}/gi)) {
    const query = url.search(/[?#]/)
    const path = query < 0 ? url : url.slice(0, query)
    if (query >= 0) add('query', index + query + 1, index + url.length)
    const user = /^https?:\/\/([^/]*)@/i.exec(path)
    if (user?.[1]) add('query', index + user[0].length - 1 - user[1].length, index + user[0].length - 1)
  }
  for (const one of rest) look(one)
  if (named)
    for (const { 0: text, index } of fold(plain).matchAll(named)) add('name', index, index + text.length)
  return all.sort((a, b) => a.start - b.start)
}

const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/u
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u

/**
 * The text as patterns see it: without signs of no width, with one kind of space, dash and figure; `at` gives where each
 * of its signs stood.
 */
function shadow(text: string): { plain: string; at: number[] } {
  let plain = ''
  const at: number[] = []
  let place = 0
  for (const sign of text) {
    const as = seen(sign)
    for (let n = 0; n < as.length; n++) at.push(place + (as.length === sign.length ? n : 0))
    plain += as
    place += sign.length
  }
  at.push(place)
  return { plain, at }
}

function seen(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x80) return sign === '\t' ? ' ' : sign
  if (/\p{Cf}|\p{Mn}|\p{Me}|[\u115f\u1160\u3164]/u.test(sign)) return ''
  if (SPACES.test(sign)) return ' '
  if (DASHES.test(sign)) return '-'
  const plain = sign.normalize('NFKC')
  if (/^[\x20-\x7e]$/.test(plain)) return plain
  return /\p{Nd}/u.test(sign) ? figure(sign) : sign
}

/** Figures of every script stand in runs of ten, from zero. */
function figure(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}

function bare(text: string): string {
  const plain = fold(shadow(text).plain).replace(/[^\p{L}\p{N}]/gu, '')
  return plain.replace(/^(?:00)?33(?=[1-9]\d{8}$)/, '0')
}

/** Gives back what the placeholders of `masked` stand for; those it never made stay as they are. */
export function unmask(text: string, { originals }: Pick<Masked, 'originals'>): string {
  return text.replace(/\[[A-Z]{2,10}_\d{1,6}\]/g, (mark) => originals.get(mark) ?? mark)
}
