export type TokenKind = 'word' | 'emoji' | 'emoticon' | 'stop' | 'pause' | 'skip'

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
}

/** Texts are read up to here: what comes later changes a verdict little and would cost without end. */
const READ_LIMIT = 20_000

const EMOJI = String.raw`\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*)*`
const PIECES = new RegExp(
  [
    String.raw`(?<skip>https?:\/\/\S+|www\.\S+|[@＠][\p{L}\p{N}_.-]+|[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}.-]+)`,
    String.raw`(?<emoticon>(?<![\p{L}\p{N}])(?:[:;=][-']?[)(DPp/|\\*\]\[]+|:'\(+|[xX]D+|<\/?3|\^\^|>:\(|[-_]_[-_]|\\o\/)(?![\p{L}\p{N}]))`,
    String.raw`(?<word>[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ](?=\p{L}))?)`,
    `(?<emoji>${EMOJI})`,
    String.raw`(?<stop>[.!?…]+|\n+)`,
    String.raw`(?<pause>[,;:()«»"“”\[\]]|\s[-–—]\s)`,
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
  const source = text.length > READ_LIMIT ? text.slice(0, READ_LIMIT) : text
  const tokens: Token[] = []
  PIECES.lastIndex = 0
  for (let match = PIECES.exec(source); match; match = PIECES.exec(source)) {
    const groups = match.groups ?? {}
    const raw = match[0]
    if (groups.word !== undefined) pushWord(tokens, source, match.index, raw)
    else {
      const kind = kindOf(groups)
      tokens.push({
        start: match.index,
        end: match.index + raw.length,
        kind,
        form: raw,
        short: null,
        caps: false,
      })
    }
  }
  return tokens
}

function kindOf(groups: Record<string, string | undefined>): TokenKind {
  if (groups.skip !== undefined) return 'skip'
  if (groups.stop !== undefined) return 'stop'
  if (groups.pause !== undefined) return 'pause'
  return groups.emoji !== undefined ? 'emoji' : 'emoticon'
}

/** French elisions (l', n') are words of their own; any other apostrophe (don't, aujourd'hui) joins its two sides. */
function pushWord(tokens: Token[], source: string, start: number, raw: string): void {
  let whole = raw
  const apostrophe = /['’ʼ]$/.test(raw)
  if (apostrophe && !ELISIONS.has(fold(raw.slice(0, -1)))) {
    PIECES.lastIndex = start + raw.length
    const rest = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/u.exec(
      source.slice(PIECES.lastIndex, PIECES.lastIndex + 40),
    )
    whole = raw + (rest?.[0] ?? '')
    PIECES.lastIndex = start + whole.length
  }
  const lower = fold(whole)
  const form = lower.replace(STRETCH, '$1$1')
  const caps = whole.length > 2 && whole === whole.toUpperCase() && whole !== whole.toLowerCase()
  const short = form === lower ? null : lower.replace(STRETCH, '$1')
  tokens.push({ start, end: start + whole.length, kind: 'word', form, short, caps })
}
