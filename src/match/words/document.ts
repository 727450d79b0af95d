import type { Doc } from '../doc.ts'
import { Scanner } from './scanner.ts'
import type { Tokens } from './tokens.ts'

/** Raised whenever a text gives other words than before: tokens kept in history must then be made again. */
export const TOKENS_VERSION = 1

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
/** Places kept of one word: PostgreSQL keeps no more than 256. */
export const MAX_PLACES = 255
/** Unit before the words of an author: `^`. */
export const AUTHOR_MARK = 94

/** Facts that `is:` asks for, kept among the words at no place: an edit of the text then carries them along. */
export type Fact = '~reply' | '~repost' | '~review'

export function factsOf(doc: Pick<Doc, 'reply' | 'verb' | 'type'>): Fact[] {
  const facts: Fact[] = []
  if (doc.reply) facts.push('~reply')
  if (doc.verb === 'Announce') facts.push('~repost')
  if (doc.verb === 'Review' || doc.type === 'Review') facts.push('~review')
  return facts
}

/** Cuts a document into the scanner's tokens, title first. Bounded whatever the document. */
export function scanDocument(scanner: Scanner, doc: Pick<Doc, 'title' | 'text' | 'author'>): Tokens {
  scanner.clear()
  if (doc.title) scanner.scan(head(doc.title, MAX_TITLE), TITLE_FIRST, TITLE_LAST)
  scanner.scan(head(doc.text, MAX_TEXT), TEXT_FIRST, TEXT_LAST)
  scanAuthor(scanner, doc.author)
  return scanner.tokens
}

function scanAuthor(scanner: Scanner, { name, handle }: Doc['author']): void {
  if (name) scanner.scan(head(name, MAX_AUTHOR), AUTHOR_FIRST, AUTHOR_LAST, AUTHOR_MARK)
  if (handle) {
    const written = handle.startsWith('@') ? handle : `@${handle}`
    scanner.scan(head(written, MAX_AUTHOR), AUTHOR_LAST + 1, AUTHOR_LAST + 20, AUTHOR_MARK)
  }
}

/** A text of which no more is known: read as far as a title and a text together would be. */
export function scanText(scanner: Scanner, text: string, author: Doc['author'] | undefined): Tokens {
  scanner.clear()
  scanner.scan(head(text, MAX_TITLE + 1 + MAX_TEXT), TITLE_FIRST, TEXT_LAST)
  if (author) scanAuthor(scanner, author)
  return scanner.tokens
}

function head(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) : text
}

const shared = new Scanner()

/** Each word of the document with its places, at most 255 of them: what history holds. */
export function lexemes(doc: Doc): Map<string, number[]> {
  const all = gather(scanDocument(shared, doc))
  for (const fact of factsOf(doc)) all.set(fact, [])
  return all
}

/** The scanner's tokens by word, each with at most 255 places. */
export function gather(tokens: Tokens): Map<string, number[]> {
  const all = new Map<string, number[]>()
  for (let i = 0; i < tokens.count; i++) {
    const word = tokens.word(i)
    const position = tokens.position[i] ?? 0
    const places = all.get(word)
    if (!places) all.set(word, [position])
    else if (places.length < MAX_PLACES && places.at(-1) !== position) places.push(position)
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
