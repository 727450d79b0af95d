import { diffArrays } from 'diff'

/** Words in a row, and whether they came, went or stayed. */
export interface Piece {
  text: string
  /** Absent: it stayed. */
  how?: 'added' | 'removed'
}

/** One line of the comparison. A line that moved without a change is told as such, and counts for nothing. */
export type Row =
  | { kind: 'same' | 'added' | 'removed' | 'moved'; text: string }
  | { kind: 'changed'; pieces: Piece[] }
  /** Lines that stayed and are left out. */
  | { kind: 'gap'; lines: number }

export interface Comparison {
  rows: Row[]
  /** Words that came and went. */
  added: number
  removed: number
  /** Of the words of both versions, those that came or went: 0 to 1. */
  share: number
}

/** Lines and words beyond which two texts are as good as strangers: the search takes the square of it. */
const MOST_LINE_EDITS = 1500
const MOST_WORD_EDITS = 400
/** Steps spent on words in all; what is left when they are used up is shown as one for the other. */
const MOST_STEPS = 8_000_000
/** Lines alike in less than that are not one line that changed. */
const ALIKE = 0.4
/** A line shorter than that, found elsewhere, did not move: it is said twice. */
const LEAST_MOVED = 20
/** Lines shown around what changed. */
const AROUND = 2

/** What changed from one text to another, line by line and word by word; bounded whatever they are. */
export function compare(before: string, after: string, options: { whole?: boolean } = {}): Comparison {
  const [a, b] = [linesOf(before), linesOf(after)]
  const budget = { steps: MOST_STEPS }
  const runs = runsOf(a, b)
  const moved = movedLines(runs)
  const rows = runs.flatMap((run) => rowsOf(run, moved, budget))
  const added = countOf(rows, 'added')
  const removed = countOf(rows, 'removed')
  const all = wordsIn(a.join('\n')) + wordsIn(b.join('\n'))
  const share = all > 0 ? (added + removed) / all : 0
  return { rows: options.whole ? rows : folded(rows), added, removed, share }
}

interface Run {
  same: string[]
  removed: string[]
  added: string[]
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

/** Stretches that stayed, each followed by what went and what came in its place. */
function runsOf(a: string[], b: string[]): Run[] {
  const changes = diffArrays(a, b, { maxEditLength: MOST_LINE_EDITS }) ?? strangers(a, b)
  const runs: Run[] = []
  for (const { added, removed, value } of changes) {
    const last = runs.at(-1)
    if (!added && !removed) runs.push({ same: value, removed: [], added: [] })
    else if (last) last[added ? 'added' : 'removed'].push(...value)
    else runs.push({ same: [], removed: added ? [] : value, added: added ? value : [] })
  }
  return runs
}

/** Of texts too far apart for an order to be found: all of one went, all of the other came, what is in both moved. */
function strangers(a: string[], b: string[]) {
  return [
    { removed: true, added: false, value: a },
    { removed: false, added: true, value: b },
  ]
}

/** Lines that went in one place and came in another, the same but for case and signs; as often as they did both. */
function movedLines(runs: readonly Run[]): Moved {
  const gone = countsOf(runs.flatMap((run) => run.removed))
  const come = countsOf(runs.flatMap((run) => run.added))
  const both = new Map<string, number>()
  for (const [key, count] of gone) {
    const times = Math.min(count, come.get(key) ?? 0)
    if (times > 0 && key.length >= LEAST_MOVED) both.set(key, times)
  }
  return { from: both, to: new Map(both) }
}

/** How often each line that moved still has to be met, where it went from and where it came to. */
interface Moved {
  from: Map<string, number>
  to: Map<string, number>
}

function takeOne(counts: Map<string, number>, line: string): boolean {
  const key = keyOf(line)
  const left = counts.get(key) ?? 0
  if (left > 0) counts.set(key, left - 1)
  return left > 0
}

function countsOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1)
  return counts
}

/** An item taken out of its list, or a title of another level, is the same line elsewhere. */
function keyOf(line: string): string {
  return line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function rowsOf(run: Run, moved: Moved, budget: { steps: number }): Row[] {
  const same = run.same.map((text): Row => ({ kind: 'same', text }))
  // Where it went from is not shown: where it stands now is.
  const removed = run.removed.filter((line) => !takeOne(moved.from, line))
  const added = run.added.map((text) => ({ text, moved: takeOne(moved.to, text) }))
  return [...same, ...paired(removed, added, budget)]
}

/** How far ahead a line is looked for: what changed did so nearly in place. */
const AHEAD = 12

/** Each line that came beside the one that went and looks most like it, in order. */
function paired(
  removed: string[],
  added: { text: string; moved: boolean }[],
  budget: { steps: number },
): Row[] {
  const rows: Row[] = []
  const bags = removed.map(bagOf)
  let from = 0
  const removeUpTo = (to: number) => {
    for (; from < to; from++) rows.push({ kind: 'removed', text: removed[from] ?? '' })
  }
  for (const { text, moved } of added) {
    const match = moved ? -1 : bestOf(bags, bagOf(text), from)
    if (match < 0) rows.push({ kind: moved ? 'moved' : 'added', text })
    else {
      removeUpTo(match)
      rows.push(changedRow(removed[match] ?? '', text, budget))
      from = match + 1
    }
  }
  removeUpTo(removed.length)
  return rows
}

function bestOf(bags: ReadonlySet<string>[], bag: ReadonlySet<string>, from: number): number {
  let best = -1
  let most = ALIKE
  for (let at = from; at < Math.min(bags.length, from + AHEAD); at++) {
    const like = alike(bags[at] ?? new Set(), bag)
    if (like > most) {
      best = at
      most = like
    }
  }
  return best
}

function bagOf(line: string): Set<string> {
  return new Set(keyOf(line).split(' '))
}

/** Words of both among the words of each (Dice). */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const word of a) if (b.has(word)) both++
  return (2 * both) / Math.max(1, a.size + b.size)
}

function changedRow(before: string, after: string, budget: { steps: number }): Row {
  const [a, b] = [tokensOf(before), tokensOf(after)]
  const edits = Math.min(MOST_WORD_EDITS, a.length + b.length)
  budget.steps -= edits * edits + a.length + b.length
  const changes =
    (budget.steps > 0 ? diffArrays(a, b, { maxEditLength: edits }) : undefined) ?? strangers(a, b)
  const pieces = changes.map(
    ({ added, removed, value }): Piece => ({
      text: value.join(''),
      ...(added ? { how: 'added' as const } : removed ? { how: 'removed' as const } : {}),
    }),
  )
  return { kind: 'changed', pieces: joined(pieces) }
}

/** Words, the signs between them, and the spaces: joined again they give the line. */
function tokensOf(line: string): string[] {
  return line.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? []
}

/** A single space that stayed between two words that did not is one change, not two. */
function joined(pieces: Piece[]): Piece[] {
  const out: Piece[] = []
  let removed = ''
  let added = ''
  const close = () => {
    const stayed = removed && added ? (/\s+$/.exec(removed)?.[0] ?? '') : ''
    const common = stayed && added.endsWith(stayed) ? stayed : ''
    if (removed) out.push({ text: removed.slice(0, removed.length - common.length), how: 'removed' })
    if (added) out.push({ text: added.slice(0, added.length - common.length), how: 'added' })
    removed = added = ''
    return common
  }
  for (const [i, { text, how }] of pieces.entries()) {
    if (how === 'removed') removed += text
    else if (how === 'added') added += text
    else if (/^\s+$/.test(text) && (removed || added) && pieces[i + 1]?.how) {
      removed += text
      added += text
    } else {
      out.push({ text: close() + text })
    }
  }
  const rest = close()
  if (rest) out.push({ text: rest })
  return out
}

function countOf(rows: readonly Row[], how: 'added' | 'removed'): number {
  let count = 0
  for (const row of rows) {
    if (row.kind === how) count += wordsIn(row.text)
    else if (row.kind === 'changed') {
      for (const piece of row.pieces) if (piece.how === how) count += wordsIn(piece.text)
    }
  }
  return count
}

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0
}

/** Long stretches that stayed become a gap, with a few lines on either side. */
function folded(rows: readonly Row[]): Row[] {
  const near = new Uint8Array(rows.length)
  for (const [i, row] of rows.entries()) {
    if (row.kind === 'same') continue
    near.fill(1, Math.max(0, i - AROUND), i + AROUND + 1)
  }
  const out: Row[] = []
  for (const [i, row] of rows.entries()) {
    const last = out.at(-1)
    if (near[i]) out.push(row)
    else if (last?.kind === 'gap') last.lines++
    else out.push({ kind: 'gap', lines: 1 })
  }
  return out
}
