import type { Doc } from '../doc.ts'
import { above, asksIn, domainOfAddress, linkedDomain } from './links.ts'
import { WRITTEN } from './mark.ts'
import { Scanner } from './scanner.ts'
import { MAX_WORD, type Tokens } from './tokens.ts'
import { APOSTROPHE, AT, CLASS, classify, DROPPED, HASH } from './units.ts'

/** Raised whenever a text gives other words than before: tokens kept in history must then be made again. */
export const TOKENS_VERSION = 2

/**
 * Places of a document, in one range so that both engines hold it: `tsvector` knows 1 to 16,383. Between the parts is
 * more room than one tag may overrun, so that no phrase spans two of them.
 */
const TITLE_FIRST = 1
const TITLE_LAST = 1000
export const TEXT_FIRST = 1300
export const TEXT_LAST = 15_800
export const AUTHOR_FIRST = 16_100
const AUTHOR_LAST = 16_250

/** Units of each part that are read. */
const MAX_TITLE = 4000
const MAX_TEXT = 100_000
const MAX_AUTHOR = 400
/** Units of the ways to write words that are kept: more than any post has whose words are all read at once. */
const MAX_WRITTEN = 60_000
/** Places kept of one word: PostgreSQL keeps no more than 256. */
export const MAX_PLACES = 255
const PLAIN_LETTERS = /^[A-Za-z0-9#@]*$/
/** `@` */
const HANDLE_MARK = 64
/** Unit before the words of an author: `^`. */
export const AUTHOR_MARK = 94

/**
 * What `is:`, `has:`, `url:` and `site:` ask for, kept among the words at no place: an edit of the text then carries them
 * along.
 */
export function factsOf(doc: Doc, tokens: Tokens): string[] {
  const facts: string[] = []
  if (doc.reply) facts.push('~reply')
  if (doc.verb === 'Announce') facts.push('~repost')
  if (doc.verb === 'Review' || doc.type === 'Review') facts.push('~review')
  const title = head(doc.title ?? '', MAX_TITLE)
  const text = head(doc.text, MAX_TEXT)
  const { linksOfTitle, links } = tokens
  const asks = asksIn(title, tokens, 0, linksOfTitle) || asksIn(text, tokens, linksOfTitle, links)
  if (asks || doc.verb === 'Question') facts.push('~question')
  if (links > 0) facts.push('~link')
  const domains = new Set<string>()
  for (let i = 0; i < links; i++) {
    for (const domain of above(linkedDomain(i < linksOfTitle ? title : text, tokens, i))) domains.add(domain)
  }
  for (const domain of domains) facts.push(`~url:${domain}`)
  for (const domain of above(domainOfAddress(doc.url))) facts.push(`~site:${domain}`)
  return facts
}

/** Cuts a document into the scanner's tokens, title first. Bounded whatever the document. */
export function scanDocument(scanner: Scanner, doc: Pick<Doc, 'title' | 'text' | 'author'>): Tokens {
  scanner.clear()
  const { tokens } = scanner
  if (doc.title) scanner.scan(head(doc.title, MAX_TITLE), TITLE_FIRST, TITLE_LAST)
  tokens.ends[0] = tokens.count
  tokens.linksOfTitle = tokens.links
  scanner.scan(head(doc.text, MAX_TEXT), TEXT_FIRST, TEXT_LAST)
  tokens.ends[1] = tokens.count
  scanAuthor(scanner, doc.author)
  return tokens
}

function scanAuthor(scanner: Scanner, { name, handle }: Doc['author']): void {
  if (name) scanner.scan(head(name, MAX_AUTHOR), AUTHOR_FIRST, AUTHOR_LAST, AUTHOR_MARK)
  scanner.tokens.ends[2] = scanner.tokens.count
  if (handle) {
    const written = handle.startsWith('@') ? handle : `@${handle}`
    scanner.scan(head(written, MAX_AUTHOR), AUTHOR_LAST + 1, AUTHOR_LAST + 20, AUTHOR_MARK)
  }
}

/** A text of which no more is known: read as far as a title and a text together would be. */
export function scanText(scanner: Scanner, text: string, author: Doc['author'] | undefined): Tokens {
  scanner.clear()
  scanner.scan(head(text, MAX_TITLE + 1 + MAX_TEXT), TITLE_FIRST, TEXT_LAST)
  scanner.tokens.ends[0] = 0
  scanner.tokens.ends[1] = scanner.tokens.count
  if (author) scanAuthor(scanner, author)
  return scanner.tokens
}

function head(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) : text
}

const shared = new Scanner()

/** Each word of the document with its places, at most 255 of them: what history holds. */
export function lexemes(doc: Doc): Map<string, number[]> {
  const tokens = scanDocument(shared, doc)
  const all = gatherWritten(tokens, doc)
  for (const fact of factsOf(doc, tokens)) all.set(fact, [])
  return all
}

/** As `gather`, with the words as they are written where that differs from how they are folded. */
export function gatherWritten(
  tokens: Tokens,
  doc: Pick<Doc, 'title' | 'text' | 'author'>,
): Map<string, number[]> {
  const all = gather(tokens)
  let room = MAX_WRITTEN
  for (let i = 0; i < tokens.count && room > 0; i++) {
    const written = isWritten(tokens, i) ? writtenWord(tokens, i, partOf(tokens, i, doc)) : undefined
    if (!written) continue
    if (!all.has(written)) room -= written.length
    keep(all, written, tokens.position[i] ?? 0)
  }
  return all
}

/** Whether the way in which a token is written may be asked for: that of a handle says nothing. */
export function isWritten({ chars, start }: Tokens, i: number): boolean {
  const first = start[i] ?? 0
  return (chars[first] === AUTHOR_MARK ? chars[first + 1] : chars[first]) !== HANDLE_MARK
}

/** What a token was cut from. */
export function partOf(
  tokens: Tokens,
  i: number,
  { title, text, author }: Pick<Doc, 'title' | 'text' | 'author'>,
): string {
  const [titleEnd = 0, textEnd = 0, nameEnd = 0] = tokens.ends
  if (i < titleEnd) return title ?? ''
  if (i < textEnd) return text
  if (i < nameEnd) return author.name ?? ''
  const { handle = '' } = author
  return handle.startsWith('@') ? handle : `@${handle}`
}

/** `orange=Orange`: a token and how it is written, where that differs. */
export function writtenWord(tokens: Tokens, i: number, part: string): string | undefined {
  const from = tokens.from[i] ?? 0
  const to = tokens.to[i] ?? 0
  const word = tokens.word(i)
  const written = exactForm(part.slice(from, Math.min(to, from + 4 * MAX_WORD)))
  const bare = word.charCodeAt(0) === AUTHOR_MARK ? word.slice(1) : word
  return written === bare ? undefined : `${word}${WRITTEN}${written}`
}

/** Marks of one kind alike, and what cannot be seen left out. */
function exactForm(slice: string): string {
  if (PLAIN_LETTERS.test(slice)) return slice.slice(0, MAX_WORD)
  let out = ''
  for (const char of slice.normalize('NFC')) {
    const unit = char.charCodeAt(0)
    const kind = CLASS[unit] || classify(unit)
    if (kind === APOSTROPHE) out += "'"
    else if (kind === HASH) out += '#'
    else if (kind === AT) out += '@'
    else if (kind !== DROPPED && char.isWellFormed() && out.length + char.length <= MAX_WORD) out += char
  }
  return out.slice(0, MAX_WORD)
}

function keep(all: Map<string, number[]>, word: string, position: number): void {
  const places = all.get(word)
  if (!places) all.set(word, [position])
  else if (places.length < MAX_PLACES && places.at(-1) !== position) places.push(position)
}

/** The scanner's tokens by word, each with at most 255 places. */
export function gather(tokens: Tokens): Map<string, number[]> {
  const all = new Map<string, number[]>()
  for (let i = 0; i < tokens.count; i++) {
    keep(all, tokens.word(i), tokens.position[i] ?? 0)
  }
  return all
}

/** The document as the text of a `tsvector`: words quoted, with their places, weight A in the title. */
export function toTokens(doc: Doc): string {
  let out = ''
  for (const [word, places] of lexemes(doc)) {
    out += out ? ` ${quoted(word)}` : quoted(word)
    for (let i = 0; i < places.length; i++) {
      const place = places[i] ?? 0
      out += `${i === 0 ? ':' : ','}${place}${place < TEXT_FIRST ? 'A' : ''}`
    }
  }
  return out
}

/** A word as `tsvector` and `tsquery` read it. */
export function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
