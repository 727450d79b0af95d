import { Parser } from 'htmlparser2'

/** Longest markup looked at; what a person reads of an item never comes after it. */
const LONGEST_MARKUP = 2_000_000
const DEEPEST = 500

const PARAGRAPHS = new Set(
  'address article aside blockquote details dialog dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
    ' ',
  ),
)
const LINES = new Set('br caption dd div dt figcaption legend li option summary tr'.split(' '))
const CELLS = new Set(['td', 'th'])
const UNSEEN = new Set(
  'audio button canvas embed frame frameset head iframe map math noembed noframes noscript script select style svg template textarea title video'.split(
    ' ',
  ),
)
/** Zero-width and direction marks that hide words from a search; joiners stay, emoji and Indic scripts need them. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0081\u008d\u008f\u0090\u009d]/g

/**
 * The words a person would read in a piece of HTML, broken or not: blocks become lines, entities characters; scripts,
 * styles and what is hidden are gone, so is every tag. At most `most` UTF-16 units, never half a character.
 */
export function plainText(html: string, most = 100_000): string {
  const page = new Page(most)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.write(text),
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  )
  try {
    parser.write(html.slice(0, LONGEST_MARKUP))
    parser.end()
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return page.text()
}

/** Control characters between 0x80 and 0x9f are what Windows-1252 becomes when it is read as Latin-1: read them again. */
function visible(text: string): string {
  return text
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS.decode(Uint8Array.of(character.charCodeAt(0))))
}

const WINDOWS = new TextDecoder('windows-1252')

/** Thrown through the parser, which has no other way to be stopped. */
class Enough extends Error {}

class Page {
  readonly most: number
  out = ''
  /** Line breaks owed before the next word, and whether a space is. */
  breaks = 0
  space = false
  depth = 0
  hiddenAt = 0
  preAt = 0
  numbers: (number | undefined)[] = []

  constructor(most: number) {
    this.most = most
  }

  open(name: string, attributes: Record<string, string>): void {
    if (++this.depth > DEEPEST) throw new Enough()
    if (this.hiddenAt) return
    if (UNSEEN.has(name) || isHidden(attributes)) {
      this.hiddenAt = this.depth
      return
    }
    this.gap(name)
    if (name === 'ol' || name === 'ul') this.numbers.push(name === 'ol' ? 0 : undefined)
    if (name === 'li') this.bullet()
    if (name === 'pre') this.preAt ||= this.depth
    if (name === 'img' && isEmoji(attributes)) this.write(attributes.alt ?? '')
  }

  close(name: string): void {
    if (this.hiddenAt === this.depth) this.hiddenAt = 0
    else if (!this.hiddenAt && name !== 'br') this.gap(name)
    if (!this.hiddenAt && (name === 'ol' || name === 'ul')) this.numbers.pop()
    if (this.preAt === this.depth) this.preAt = 0
    this.depth--
  }

  gap(name: string): void {
    if (PARAGRAPHS.has(name)) this.breaks = Math.max(this.breaks, 2)
    else if (name === 'br') this.breaks = Math.min(this.breaks + 1, 2)
    else if (LINES.has(name)) this.breaks = Math.max(this.breaks, 1)
    else if (CELLS.has(name)) this.space = true
  }

  bullet(): void {
    const last = this.numbers.length - 1
    const number = this.numbers[last]
    if (number !== undefined) this.numbers[last] = number + 1
    this.put(number === undefined ? '-' : `${number + 1}.`)
    this.space = true
  }

  write(text: string): void {
    if (this.hiddenAt) return
    const clean = visible(text)
    if (this.preAt) {
      this.put(clean.replace(/\r\n?/g, '\n'))
      return
    }
    for (const [i, word] of clean.split(/[ \t\r\n\f]+/).entries()) {
      if (i > 0) this.space = true
      if (word) this.put(word)
    }
  }

  put(word: string): void {
    if (this.out) this.out += '\n'.repeat(this.breaks) || (this.space ? ' ' : '')
    this.breaks = 0
    this.space = false
    this.out += word
    if (this.out.length > this.most) throw new Enough()
  }

  text(): string {
    return clip(tidy(this.out), this.most)
  }
}

/** Lines without space at their end, one empty line at most between them. */
function tidy(text: string): string {
  // Not by a pattern for trailing space: on a long run of spaces it takes the square of its length.
  const lines = text.split('\n').map((line) => line.trimEnd())
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function isHidden({ hidden, style = '' }: Record<string, string>): boolean {
  return hidden !== undefined || /display\s*:\s*none/i.test(style)
}

/** Blogs and networks draw emoji as pictures whose alternative text is the character. */
function isEmoji({ class: names = '', alt = '' }: Record<string, string>): boolean {
  return /\b(emoji|wp-smiley|emoticon)\b/i.test(names) || /^\p{Extended_Pictographic}/u.test(alt)
}

/** At most `most` UTF-16 units, cut between characters. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** Plain words from somewhere that may hold anything: control and invisible characters out, line ends made one kind. */
export function cleanText(text: string, most = 100_000): string {
  const some = text.slice(0, LONGEST_MARKUP).replace(/\r\n?/g, '\n')
  return clip(tidy(visible(some)), most)
}

/** The same in one line: spaces of any kind are one, and none stands where nothing that is seen stands between two. */
export function oneLine(text: string, most: number): string {
  const line = visible(text.slice(0, LONGEST_MARKUP)).replace(/\s+/g, ' ').trim()
  return clip(line, most).trimEnd().toWellFormed()
}

/** A closing tag, a tag that needs none, or an entity: what people do not type when they write plainly. */
export function looksLikeHtml(text: string): boolean {
  return MARKUP.test(text)
}

const MARKUP =
  /<\/[a-z][a-z0-9]*\s*>|<(?:base|br|embed|hr|iframe|img|input|link|meta|object|p|wbr|a\s+href)\b[^<>]*>|&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,31}\d{0,2});/i
