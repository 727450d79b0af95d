import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { type Bend, scoresBy, softmax } from './fit.ts'
import { type Gate, opened } from './gate.ts'
import { type Shown, TASKS, type Task } from './shown.ts'

/** What a workspace taught: how the verdict of one task in one language is bent, and in which talk. */
export interface Delta {
  task: Task
  lang: string
  /** Names it in what is said of who gave a verdict. */
  name: string
  /** What gave the verdicts that it was learnt from; on those of others it would be wrong in its own way. */
  on: string
  bend: Bend
  gate: Gate
}

/** Probabilities by label once bent, and how far the text is of the domain; null where it does not concern the text. */
export function bent(delta: Delta, shown: Shown): { p: Record<string, number>; open: number } | null {
  const said = shown.said[delta.task]
  if (!said || shown.lang !== delta.lang) return null
  const open = opened(delta.gate, shown.words)
  if (open === 0) return null
  const { labels } = delta.bend
  const mine = softmax(scoresBy(delta.bend, shown, delta.task))
  const p: Record<string, number> = {}
  for (const [label, share] of Object.entries(said)) p[label] = share * (1 - open)
  labels.forEach((label, c) => {
    p[label] = (p[label] ?? 0) + (mine[c] ?? 0) * open
  })
  return { p, open }
}

const Head = z.object({
  task: z.enum(TASKS),
  lang: z.string(),
  name: z.string(),
  on: z.string(),
  labels: z.array(z.string()),
  trust: z.array(z.number()),
  bias: z.array(z.number()),
  dense: z.array(z.tuple([z.string(), z.array(z.number())])),
  threshold: z.number(),
  /** How many words the gate knows, and how many places of words are bent. */
  gate: z.number(),
  words: z.number(),
})

const MAGIC = 'veillee-delta-1 '
/** What weighs less is not worth its place. */
const LEAST = 2e-3

export function encodeDelta({ task, lang, name, on, bend, gate }: Delta): Buffer {
  const words = [...bend.words].filter(([, weights]) => weights.some((weight) => Math.abs(weight) >= LEAST))
  const head: z.infer<typeof Head> = {
    task,
    lang,
    name,
    on,
    labels: bend.labels,
    trust: bend.trust,
    bias: bend.bias,
    dense: [...bend.dense],
    threshold: gate.threshold,
    gate: gate.words.size,
    words: words.length,
  }
  const places = Uint32Array.from([...gate.words.keys(), ...words.map(([place]) => place)])
  const weights = Float32Array.from([...gate.words.values(), ...words.flatMap(([, by]) => by)])
  const body = Buffer.concat([Buffer.from(places.buffer), Buffer.from(weights.buffer)])
  return Buffer.concat([Buffer.from(`${MAGIC}${JSON.stringify(head)}\n`), deflateRawSync(body)])
}

/** @throws Error when the bytes are no delta */
export function decodeDelta(bytes: Uint8Array): Delta {
  const whole = Buffer.from(bytes)
  const end = whole.indexOf(0x0a)
  const line = whole.toString('utf8', 0, Math.max(0, end))
  if (!line.startsWith(MAGIC)) throw new Error('not a delta')
  const head = Head.parse(JSON.parse(line.slice(MAGIC.length)))
  // Copied, so that the arrays begin where their numbers may.
  const body = Uint8Array.from(inflateRawSync(whole.subarray(end + 1)))
  const count = head.gate + head.words
  const columns = head.labels.length
  const places = new Uint32Array(body.buffer, 0, count)
  const weights = new Float32Array(body.buffer, count * 4, head.gate + head.words * columns)
  const gate = new Map<number, number>()
  for (let i = 0; i < head.gate; i++) gate.set(places[i] ?? 0, weights[i] ?? 0)
  const words = new Map<number, number[]>()
  for (let i = 0; i < head.words; i++) {
    const from = head.gate + i * columns
    words.set(places[head.gate + i] ?? 0, Array.from(weights.subarray(from, from + columns)))
  }
  const { labels, trust, bias, dense, threshold, ...named } = head
  return {
    task: named.task,
    lang: named.lang,
    name: named.name,
    on: named.on,
    bend: { labels, trust, bias, dense: new Map(dense), words },
    gate: { words: gate, threshold },
  }
}
