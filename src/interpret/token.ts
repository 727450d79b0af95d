import { keptSigns, keptWords, type Lexeme, type Spelling } from './lexeme/index.ts'

/** A `formula` is a word of courtesy, which nobody reads; the tokenizer makes none. */
export type TokenKind = 'word' | 'emoji' | 'emoticon' | 'stop' | 'pause' | 'skip' | 'formula'

/** A piece of the text; `start` and `end` are UTF-16 offsets in the original. */
export interface Token {
  start: number
  end: number
  kind: TokenKind
  /** Lower case, without accents, stretched letters cut to two ("goood", good); for a sign, itself. */
  form: string
  /** With stretched letters cut to one ("nuuul", nul); null where none is stretched. */
  short: string | null
  caps: boolean
  /** What is known of it whatever stands around it; of a link or a mention, of all of them. */
  lexeme: Lexeme
}

/** Texts are read up to here: what comes later changes a verdict little and would cost without end. */
const READ_LIMIT = 20_000

const EMOJI = String.raw`\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*)*`
const PIECES = new RegExp(
  [
    String.raw`(https?:\/\/\S+|www\.\S+|[@＠][\p{L}\p{N}_.-]+|[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}.-]+)`,
    String.raw`((?<![\p{L}\p{N}])(?:[:;=][-']?[)(DPp/|\\*\]\[]+|:'\(+|[xX]D+|<\/?3|\^\^|>:\(|[-_]_[-_]|\\o\/)(?![\p{L}\p{N}]))`,
    String.raw`([\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ](?=\p{L}))?)`,
    `(${EMOJI})`,
    String.raw`([.!?…]+|[\r\n]+)`,
    String.raw`([,;:()«»"“”\[\]]|\s[-–—]\s)`,
  ].join('|'),
  'gu',
)
const ELISIONS = new Set([
  'l',
  'd',
  'n',
  's',
  'j',
  'm',
  't',
  'c',
  'qu',
  'jusqu',
  'lorsqu',
  'puisqu',
  'quoiqu',
])
const ASCII = /^[\x20-\x7e]*$/
const MARKS = /\p{M}+/gu
const STRETCH = /(\p{L})\1{2,}/gu

/** Lower case without accents; œ and æ are spelled out, the curly apostrophe made straight. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (ASCII.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
}

/** Cuts a text into words, emoji, emoticons and marks; links and mentions become `skip`. */
export function tokenize(text: string): Token[] {
  // A line break ends a sentence, but for those that stand around the whole: nobody sees them.
  const source = (text.length > READ_LIMIT ? text.slice(0, READ_LIMIT) : text).trimEnd()
  const tokens: Token[] = []
  let at = source.length - source.trimStart().length
  while (at < source.length) {
    const end = plainWord(source, at)
    if (end > at) pushAs(tokens, 'word', wordIn(source, at, end), at, end)
    at = end > at ? end : isPlainSpace(source, at) ? at + 1 : pieceFrom(tokens, source, at)
  }
  return tokens
}

function pushAs(tokens: Token[], kind: TokenKind, lexeme: Lexeme, start: number, end: number): void {
  const { form, short, caps } = lexeme
  tokens.push({ start, end, kind, form, short, caps, lexeme })
}

/**
 * Where the word ends that begins at `at`, when it is of common letters and what follows leaves no doubt that it is one;
 * else `at`. Most words are, and spare the expression its work.
 */
function plainWord(source: string, at: number): number {
  const end = plainLetters(source, at)
  if (end === at || !endsWord(source, at, end)) return at
  const first = source.charCodeAt(at) | 0x20
  return first === SMALL_X && LAUGH.test(source.slice(at, end)) ? at : end
}

function plainLetters(source: string, at: number): number {
  let end = at
  while (end < source.length && isPlainLetter(source.charCodeAt(end))) end++
  return end
}

/** Whether what follows goes on with neither the word nor an address that it begins. */
function endsWord(source: string, at: number, end: number): boolean {
  if (end === source.length) return true
  const next = source.charCodeAt(end)
  if (AFTER_WORD.has(next)) return true
  return (next === DOT || next === HYPHEN) && !isAddress(source, at, end)
}

/** Whether a mail address or a site may begin at `at`, by what stands after its first word. */
function isAddress(source: string, at: number, from: number): boolean {
  let end = from
  for (; end < source.length && end - at <= ADDRESS; end++) {
    const unit = source.charCodeAt(end)
    if (!isPlainLetter(unit) && unit !== DOT && unit !== HYPHEN && unit !== LOW_LINE) break
  }
  if (end - at <= ADDRESS && end < source.length && !AFTER_WORD.has(source.charCodeAt(end))) return true
  return source.startsWith('www.', at)
}

const SMALL_X = 0x78
const DOT = 0x2e
const HYPHEN = 0x2d
const LOW_LINE = 0x5f
/** Letters that may stand before the @ of an address. */
const ADDRESS = 64
const LAUGH = /^[xX]D+$/
const AFTER_WORD = new Set(Array.from(' \n,!?;)\u00a0\u202f…', (sign) => sign.charCodeAt(0)))

/** ASCII letters and figures, and the accented letters up to U+017F. */
function isPlainLetter(unit: number): boolean {
  if (unit < 0x80) return (unit > 0x60 && unit < 0x7b) || (unit > 0x40 && unit < 0x5b) || isFigure(unit)
  return unit >= 0xc0 && unit <= 0x17f && unit !== 0xd7 && unit !== 0xf7
}

function isFigure(unit: number): boolean {
  return unit > 0x2f && unit < 0x3a
}

/** A space that begins no dash between spaces. */
function isPlainSpace(source: string, at: number): boolean {
  if (source.charCodeAt(at) !== 0x20) return false
  const next = source.charCodeAt(at + 1)
  return next !== 0x2d && next !== 0x2013 && next !== 0x2014
}

/** What the groups of `PIECES` are, in order, the first at 1. */
const GROUPS = ['skip', 'emoticon', 'word', 'emoji', 'stop', 'pause'] as const
const WORD = 3

/** Adds the next piece from `at` on, whatever it is; answers where it ends, or the end of the text. */
function pieceFrom(tokens: Token[], source: string, at: number): number {
  PIECES.lastIndex = at
  const match = PIECES.exec(source)
  if (!match) return source.length
  const raw = match[0]
  const start = match.index
  if (match[WORD] !== undefined) return pushWord(tokens, source, start, raw)
  const end = start + raw.length
  const kind = GROUPS.find((_, i) => match[i + 1] !== undefined) ?? 'pause'
  if (kind === 'skip') {
    const lexeme = raw.startsWith('@') ? MENTION : LINK
    tokens.push({ start, end, kind, form: raw, short: null, caps: false, lexeme })
  } else pushAs(tokens, kind, signIn(source, start, end), start, end)
  return end
}

/** French elisions (l', n') are words of their own; any other apostrophe (don't, aujourd'hui) joins its two sides. */
function pushWord(tokens: Token[], source: string, start: number, raw: string): number {
  let whole = raw
  const apostrophe = /['’ʼ]$/.test(raw)
  if (apostrophe && !ELISIONS.has(fold(raw.slice(0, -1)))) {
    const from = start + raw.length
    const rest = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/u.exec(source.slice(from, from + 40))
    whole = raw + (rest?.[0] ?? '')
  }
  const end = start + whole.length
  pushAs(tokens, 'word', wordIn(source, start, end), start, end)
  return end
}

const wordIn = keptWords((written): Spelling => {
  const lower = fold(written)
  const form = lower.replace(STRETCH, '$1$1')
  const caps = written.length > 2 && written === written.toUpperCase() && written !== written.toLowerCase()
  return { form, short: form === lower ? null : lower.replace(STRETCH, '$1'), caps }
})
const signIn = keptSigns((written): Spelling => {
  const form = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written
  return { form, short: null, caps: false }
})
const MENTION = signIn('@', 0, 1)
const LINK = signIn('http', 0, 4)

/** A title ends where the text begins. */
export function endOfTitle(): Token {
  const lexeme = signIn('\n', 0, 1)
  return { start: 0, end: 0, kind: 'pause', form: '\n', short: null, caps: false, lexeme }
}
