/** A place that is shown as found: UTF-16 offsets. */
export interface Mark {
  start: number
  end: number
}

const BEFORE = 50
const LENGTH = 240

/**
 * The part of a text around what was found in it, in one line, with its marks moved along. Cut at a space, and never
 * within a sign.
 */
export function around(text: string, marks: readonly Mark[]): { text: string; marks: Mark[] } {
  const first = marks[0]?.start ?? 0
  const from = first > BEFORE * 2 ? wordAt(text, first - BEFORE) : 0
  const to = Math.min(text.length, from + LENGTH)
  const end = to < text.length ? Math.max(lastSpace(text, to), marks[0]?.end ?? 0) : to
  const lead = from > 0 ? '…' : ''
  const shown = marks
    .filter((mark) => mark.start >= from && mark.end <= end)
    .map(({ start, end: stop }) => ({ start: start - from + lead.length, end: stop - from + lead.length }))
  // A line break weighs as much as a space, so that the marks stay where they are.
  const words = text.slice(from, end).replace(/[\n\r\t]/g, ' ')
  return { text: `${lead}${words}${end < text.length ? '…' : ''}`, marks: shown }
}

function wordAt(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space >= 0 && space < at + BEFORE ? space + 1 : wholeSign(text, at)
}

function lastSpace(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space > at - BEFORE ? space : wholeSign(text, at)
}

function wholeSign(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}

/** Where the words of a search stand in a note, without case or accents. */
export function marksIn(text: string, words: string): Mark[] {
  const { folded, places } = fold(text)
  const wanted = fold(words)
    .folded.split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const marks = wanted.flatMap((word) =>
    [...folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'gu'))].map(
      ({ index }) => ({
        start: places[index] ?? 0,
        end: places[index + word.length] ?? text.length,
      }),
    ),
  )
  return marks.toSorted((a, b) => a.start - b.start)
}

/** A text without case or accents, and where each unit of it stands in what was written. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = ''
  const places: number[] = []
  let at = 0
  for (const sign of text) {
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    for (let i = 0; i < plain.length; i++) places.push(at)
    folded += plain
    at += sign.length
  }
  places.push(at)
  return { folded, places }
}
