import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { detectLanguage } from '../language/index.ts'
import { tokenize } from '../token.ts'
import { type Labelled, type Learnt, learnClassifier } from './classifier.ts'

export interface LearnOptions {
  /** The field of each line that carries the label; the model says it under that name. */
  label: string
  /** Takes the model that was learnt. */
  keep(bytes: Buffer): Promise<void>
}

/** Lines read before the language of the whole is told. */
const SAMPLE = 300

/**
 * The filter `veillee learn`: posts `{"text", "<label>"}` a line in, a model kept, its figures on texts it had not seen
 * to stdout as one line of JSON. Lines without a text or a label are told and passed over.
 * @returns exit code: 0; 1 when there is too little to learn from
 */
export async function learnFilter(
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  { label, keep }: LearnOptions,
): Promise<number> {
  const rows: Labelled[] = []
  let number = 0
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() === '') continue
    const row = labelled(line, label)
    if (row) rows.push(row)
    else stderr.write(`line ${number}: no text, or no "${label}"\n`)
  }
  let learnt: Learnt
  try {
    learnt = learnClassifier(rows, { name: label, lang: languageOf(rows) })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    stderr.write(`nothing is learnt: ${error.message}\n`)
    return 1
  }
  await keep(learnt.bytes)
  const { accuracy, macroF1, ece, confusion } = learnt.figures
  const figures = { accuracy: rounded(accuracy), macroF1: rounded(macroF1), ece: rounded(ece) }
  stdout.write(`${JSON.stringify({ rows: rows.length, labels: learnt.labels, ...figures, confusion })}\n`)
  return 0
}

function labelled(line: string, field: string): Labelled | null {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null) return null
    const { text, [field]: label } = value as Record<string, unknown>
    if (typeof text !== 'string' || (typeof label !== 'string' && typeof label !== 'number')) return null
    return text.trim() === '' || label === '' ? null : { text, label: String(label) }
  } catch {
    return null
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
