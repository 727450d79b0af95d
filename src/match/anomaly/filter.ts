import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { linesOf, write } from '../../../lib/text/index.ts'
import { createDetector, type Detector, SPIKE } from './detector.ts'
import { isHeader, readRow } from './row.ts'

export const SPIKES_USAGE = `Usage: veillee spikes [--band] < series.csv > scores.csv

Reads counts over time, "timestamp,value" a row in the order of time, and writes "timestamp,value,score": from 0 to 1, how
much of a new event each row is, judged from the rows up to it. ${SPIKE} or more deserves a person, whatever the series. The
first day (30 rows at least) is learnt from, with scores of 0. Times without a zone are UTC.

  --band   adds "expected,low,high,silence": what was expected, the usual band, and how much of a silence it is
`

/**
 * The filter `veillee spikes`: a CSV of counts in, each row with its score out, in the same order.
 * @returns exit code: 0; 1 when a row could not be read (it is told on stderr and left out, and the others go on); 2 for
 * bad usage
 */
export async function spikesFilter(
  args: string[],
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
): Promise<number> {
  const options = readOptions(args)
  if (!options || options.help) {
    await write(options ? stdout : stderr, SPIKES_USAGE)
    return options ? 0 : 2
  }
  const detector = createDetector()
  let number = 0
  let bad = 0
  let last = Number.NEGATIVE_INFINITY
  await write(stdout, `timestamp,value,score${options.band ? ',expected,low,high,silence' : ''}\n`)
  for await (const raw of linesOf(stdin)) {
    number++
    const line = number === 1 ? raw.replace(/^\uFEFF/u, '') : raw
    if (line.trim() === '' || (number === 1 && isHeader(line))) continue
    const answer = judged(line, detector, last, options.band)
    if (answer.ok) {
      last = answer.at
      await write(stdout, answer.out)
    } else {
      bad++
      await write(stderr, `line ${number}: ${answer.reason}\n`)
    }
  }
  return bad === 0 ? 0 : 1
}

function readOptions(args: string[]): { band: boolean; help: boolean } | undefined {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args, options: { band: flag, help: { ...flag, short: 'h' } } }).values
  } catch {
    return undefined
  }
}

type Answer = { ok: true; out: string; at: number } | { ok: false; reason: string }

function judged(line: string, detector: Detector, last: number, band: boolean): Answer {
  const row = readRow(line)
  if (!row.ok) return row
  const { at, value } = row.point
  if (at < last) return { ok: false, reason: 'earlier than the row before: rows go in the order of time' }
  const verdict = detector.next(at, value)
  const more = band ? [verdict.expected, verdict.low, verdict.high, verdict.silence].map(rounded) : []
  return { ok: true, at, out: `${[...row.fields.map(quoted), rounded(verdict.score), ...more].join(',')}\n` }
}

/** Six digits: the ranking of rows is kept, and the file stays readable. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(6)))
}

function quoted(field: string): string {
  return /[",\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
