import {
  blocksOf,
  type Element,
  elementsIn,
  lengthOf,
  linesOf,
  mainOf,
  pruneUnseen,
  readHtml,
  SelectorRefused,
  select,
} from '../../../../lib/html/index.ts'

/** What of a page is watched: all that it says, what a selector names, or what stands under a title. */
export type Part = { kind: 'selector'; of: string } | { kind: 'heading'; of: string } | undefined

export interface PageText {
  title: string
  /** One paragraph a line. */
  text: string
  /** The part to watch was looked for and is not there. */
  missing: boolean
}

const LONGEST_TEXT = 400_000
const LONGEST_TITLE = 300

/** What a page says, at most 400,000 characters of it. `ignore` are lines not to be looked at, `*` standing for anything. */
export function textOf(html: string, base: string, part: Part, ignore: readonly string[]): PageText {
  const root = readHtml(html)
  const title = titleOf(root)
  const found = partOf(root, part)
  const dropped = ignore.map(likeness)
  const lines = found
    .flatMap((element) => linesOf(blocksOf(element, base)))
    .filter((line) => !dropped.some((drops) => drops(line)))
  return { title, text: bounded(lines), missing: part !== undefined && lines.length === 0 }
}

/** Cut between lines. */
function bounded(lines: string[]): string {
  let length = 0
  const fitting = lines.findIndex((line) => {
    length += line.length + 1
    return length > LONGEST_TEXT
  })
  return (fitting < 0 ? lines : lines.slice(0, fitting)).join('\n')
}

function titleOf(root: Element): string {
  for (const element of elementsIn(root)) {
    if (element.name !== 'title') continue
    const words = linesOf(blocksOf(element, 'about:blank')).join(' ').slice(0, LONGEST_TITLE)
    if (words) return words
  }
  return ''
}

function partOf(root: Element, part: Part): Element[] {
  if (!part) return [mainOf(root)]
  pruneUnseen(root)
  if (part.kind === 'heading') return underHeading(root, part.of)
  try {
    return select(root, part.of)
  } catch (error) {
    if (error instanceof SelectorRefused) return []
    throw error
  }
}

const HEADING = /^h[1-6]$/

/** A title that says this, and all that follows it up to the next one of its level or above. */
function underHeading(root: Element, words: string): Element[] {
  const wanted = plain(words)
  let level = 0
  const found: Element[] = []
  for (const element of elementsIn(root)) {
    if (HEADING.test(element.name)) {
      const own = Number(element.name[1])
      if (level > 0 && own <= level) break
      const said = plain(linesOf(blocksOf(element, 'about:blank')).join(' '))
      if (level === 0 && wanted !== '' && said.includes(wanted)) level = own
    }
    if (level > 0 && isWhole(element, found)) found.push(element)
  }
  return found
}

/** What holds further titles is taken apart, so that the part ends where the next title begins. */
function isWhole(element: Element, taken: readonly Element[]): boolean {
  const last = taken.at(-1)
  for (let at = element.parent; at; at = at.parent) if (at === last) return false
  if (HEADING.test(element.name)) return true
  for (const one of elementsIn(element)) if (HEADING.test(one.name)) return false
  return lengthOf(element) > 0
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether a line is like a pattern: its pieces between stars stand in it in order. No regular expression of anybody's. */
export function likeness(pattern: string): (line: string) => boolean {
  const pieces = pattern
    .toLowerCase()
    .split('*')
    .map((piece) => piece.trim())
    .filter(Boolean)
  if (pieces.length === 0) return () => false
  return (line) => {
    const text = line.toLowerCase()
    let from = 0
    return pieces.every((piece) => {
      const at = text.indexOf(piece, from)
      from = at + piece.length
      return at >= 0
    })
  }
}
