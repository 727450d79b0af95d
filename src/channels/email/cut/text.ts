import {
  begins,
  headerName,
  introduces,
  isForwardMark,
  isMobile,
  isQuoted,
  isRule,
  isSeparator,
  isSignatureMark,
  mayIntroduce,
} from './marks.ts'

/** What a line is: text, empty, quoted, an introduction, the head of a quoted mail, a mobile signature, a rule. */
type Kind = 'text' | 'empty' | 'quoted' | 'intro' | 'past' | 'forward' | 'mobile' | 'rule'

interface Line {
  text: string
  kind: Kind
}

const MOST_JOINED = 7
const MOST_LINES = 20_000

/** The new part of a plain text; `cut` says that something was left out. What would leave nothing leaves all. */
export function cutText(whole: string): { text: string; cut: boolean } {
  const lines = classify(whole.replace(/\r\n?/g, '\n').split('\n').slice(0, MOST_LINES))
  const kept = render(trimEnds(dropPast(dropSignature(lines))))
  const all = whole.trim()
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(kept)) return { text: all, cut: false }
  return { text: kept, cut: squeeze(kept) !== squeeze(all) }
}

/** Whether the mail hands another one on, rather than answer it: that one is then what it says. */
export function handsOn(whole: string): boolean {
  const lines = classify(whole.replace(/\r\n?/g, '\n').split('\n').slice(0, MOST_LINES))
  return (
    lines.find(({ kind }) => kind === 'past' || kind === 'intro' || kind === 'forward')?.kind === 'forward'
  )
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

function classify(texts: string[]): Line[] {
  const lines: Line[] = []
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? ''
    const joined = introAt(texts, i)
    if (joined > 0) {
      lines.push({ text: texts.slice(i, i + joined).join('\n'), kind: 'intro' })
      i += joined - 1
      continue
    }
    lines.push({ text, kind: kindOf(texts, i) })
  }
  return lines
}

/** How many lines from here introduce a quote together; 0 for none. Programs fold them anywhere. */
function introAt(texts: string[], at: number): number {
  const first = texts[at] ?? ''
  if (first.trim() === '' || !mayIntroduce(first)) return introduces(first) ? 1 : 0
  let joined = ''
  for (let n = 1; n <= MOST_JOINED && at + n <= texts.length; n++) {
    const next = (texts[at + n - 1] ?? '').replace(/^[>\s]+/, '')
    if (
      n > 1 &&
      (mayBeReply(next) || (isQuoted(texts[at + n - 1] ?? '') && !isQuoted(first) && !closes(next)))
    )
      return 0
    joined = `${joined} ${next}`.trim()
    if (introduces(joined)) return n > 1 && beginsLater(texts, at, n) ? 0 : n
  }
  return 0
}

/** The end of an introduction that was folded before its `>`. */
function closes(rest: string): boolean {
  return rest.length < 40 && /[:：]\s*$/.test(rest)
}

/** Whether what was joined is only the end of the writer's own words, and the introduction itself. */
function beginsLater(texts: string[], at: number, n: number): boolean {
  for (let from = at + 1; from < at + n; from++) {
    const rest = texts.slice(from, at + n).map((text) => text.replace(/^[>\s]+/, ''))
    if (begins(texts[from] ?? '') && introduces(rest.join(' '))) return true
  }
  return false
}

/** Lines that never are the rest of an introduction. */
function mayBeReply(line: string): boolean {
  return line.length > 200 || headerName(line) !== undefined
}

function kindOf(texts: string[], at: number): Kind {
  const text = texts[at] ?? ''
  if (text.trim() === '') return 'empty'
  if (isForwardMark(text)) return 'forward'
  if (isSeparator(text) || startsHeaders(texts, at)) return 'past'
  if (isQuoted(text)) return 'quoted'
  if (isMobile(text)) return 'mobile'
  return isRule(text) ? 'rule' : 'text'
}

const FROM = new Set(['from', 'de', 'von', 'van', 'da', 'fra', 'från', 'od', 'от', 'date', 'subject', 'to'])

/** Three headers close together, the first of which says who wrote: a mail quoted as Outlook does it. */
function startsHeaders(texts: string[], at: number): boolean {
  const first = headerName(texts[at] ?? '')
  if (first === undefined || !FROM.has(first)) return false
  const names = new Set([first])
  let blank = 0
  for (let i = at + 1; i < Math.min(at + 10, texts.length); i++) {
    const text = texts[i] ?? ''
    if (text.trim() === '' && ++blank > 2) break
    const name = headerName(text)
    if (name) names.add(name)
  }
  return names.size >= 3
}

/** From the mark of a signature on, unless most of the mail comes after it. */
function dropSignature(lines: Line[]): Line[] {
  const at = lines.findIndex(
    ({ text, kind }) => (kind === 'text' || kind === 'rule') && isSignatureMark(text),
  )
  if (at <= 0 || !lines.slice(0, at).some(isText)) return lines
  const quote = lines.findIndex(({ kind }, i) => i > at && kind === 'past')
  // A rule above the head of a quoted mail is no signature; that head is dealt with by what follows.
  if (lines[at]?.kind === 'rule' && quote >= 0 && quote - at <= 3) return lines
  return lines.slice(0, at)
}

function isText({ kind }: Line): boolean {
  return kind === 'text'
}

/** Without the mail quoted whole under the text, and without introductions. */
function dropPast(lines: Line[]): Line[] {
  const at = lines.findIndex(({ kind }, i) => {
    if (kind !== 'past' && kind !== 'forward' && !(kind === 'intro' && !quotes(lines, i))) return false
    return lines.slice(0, i).some(isText)
  })
  const kept = at < 0 ? lines : lines.slice(0, at)
  const head = kept.findIndex(({ kind }) => kind === 'past' || kind === 'forward')
  return (head < 0 ? kept : withoutHead(kept, head)).filter(({ kind }) => kind !== 'intro')
}

/** Whether what is introduced here is marked line by line, so that its end is seen. */
function quotes(lines: Line[], at: number): boolean {
  const next = lines.slice(at + 1).find(({ kind }) => kind !== 'empty')
  return (
    next?.kind === 'quoted' || (next === undefined && (lines[at]?.text.trimStart().startsWith('>') ?? false))
  )
}

/** A mail that is nothing but another, handed on: without that one's headers. */
function withoutHead(lines: Line[], at: number): Line[] {
  let end = at + 1
  while (end < lines.length && lines[end]?.kind === 'empty') end++
  while (end < lines.length && lines[end]?.kind !== 'empty') end++
  return [...lines.slice(0, at), ...lines.slice(end)]
}

/** Without quotes before the first word and after the last; those between are what is answered line by line. */
function trimEnds(lines: Line[]): Line[] {
  const said = lines.filter((line) => line.kind !== 'mobile')
  const first = said.findIndex(isText)
  const last = said.findLastIndex(isText)
  return first < 0 ? said : said.slice(first, last + 1)
}

function render(lines: Line[]): string {
  return lines
    .map(({ text }) => text)
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
}
