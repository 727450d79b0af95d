import type { Readable, Writable } from 'node:stream'
import { linesOf, write } from '../../../lib/text/index.ts'
import { detectLanguage } from '../language/index.ts'
import { tokenize } from '../token.ts'
import { type Labelled, type Learnt, learnClassifier } from './classifier.ts'
import type { Figures } from './measure.ts'

export interface LearnOptions {
  /** The field of each line that carries the label; the model says it under that name. */
  label: string
  /** The field that says how sure of the label whoever gave it was, 0 to 1. */
  sure?: string | undefined
  /** Takes the model that was learnt. */
  keep(bytes: Buffer): Promise<void>
}

/** Lines read before the language of the whole is told. */
const SAMPLE = 300

/** Lines that cannot be learnt from, told one by one: where the label has another name, all of them cannot. */
const TOLD = 20

/**
 * The filter `veillee learn`: posts `{"text", "<label>"}` a line in, a model kept, its figures on texts it had not seen
 * to stdout as one line of JSON. Lines without a text or a label are told and passed over.
 * @returns exit code: 0; 1 when there is too little to learn from
 */
export async function learnFilter(
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  { label, sure, keep }: LearnOptions,
): Promise<number> {
  const rows: Labelled[] = []
  let number = 0
  let passed = 0
  for await (const line of linesOf(stdin)) {
    number++
    if (line.trim() === '') continue
    const row = labelled(line, label, sure)
    if (typeof row === 'object') rows.push(row)
    else if (++passed <= TOLD) await write(stderr, `line ${number}: ${row}\n`)
  }
  if (passed > TOLD) await write(stderr, `and ${passed - TOLD} more lines that cannot be learnt from\n`)
  let learnt: Learnt
  try {
    learnt = learnClassifier(rows, { name: label, lang: languageOf(rows) })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    stderr.write(`nothing is learnt: ${error.message}\n`)
    return 1
  }
  await keep(learnt.bytes)
  const { figures, surely, labels } = learnt
  const of = ({ accuracy, macroF1, ece }: Figures) => ({
    accuracy: rounded(accuracy),
    macroF1: rounded(macroF1),
    ece: rounded(ece),
  })
  const told = {
    rows: rows.length,
    labels,
    ...of(figures),
    confusion: figures.confusion,
    ...(surely && { sure: { rows: surely.rows, ...of(surely) } }),
  }
  stdout.write(`${JSON.stringify(told)}\n`)
  return 0
}

/** A line as it is learnt from, or what is wrong with it. */
function labelled(line: string, field: string, sureField: string | undefined): Labelled | string {
  const wanting = `no text, or no "${field}"`
  try {
    const value: unknown = JSON.parse(line.replace(/^\uFEFF/u, ''))
    if (typeof value !== 'object' || value === null) return wanting
    const { text, [field]: label, [sureField ?? '']: sure } = value as Record<string, unknown>
    if (typeof text !== 'string' || (typeof label !== 'string' && typeof label !== 'number')) return wanting
    if (text.trim() === '' || label === '') return wanting
    if (sureField === undefined || sure === undefined) return { text, label: String(label) }
    const share = typeof sure === 'string' && sure.trim() !== '' ? Number(sure) : sure
    if (typeof share !== 'number' || !(share >= 0 && share <= 1))
      return `"${sureField}" is not a number from 0 to 1`
    return { text, label: String(label), sure: share }
  } catch {
    return wanting
  }
}

/** The language that most of the posts are in. */
function languageOf(rows: Labelled[]): string {
  const counts = new Map<string, number>()
  for (const { text } of rows.slice(0, SAMPLE)) {
    const lang = detectLanguage(text, tokenize(text))
    counts.set(lang, (counts.get(lang) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'und'
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
