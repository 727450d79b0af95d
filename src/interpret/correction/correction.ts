import { z } from 'zod'
import type { Marked, Marks, StoredActivity } from '../../activity/index.ts'
import type { Task } from '../delta/index.ts'
import { type Reading, SENTIMENTS, type Understanding } from '../reading.ts'
import { TOPIC_IDS } from '../topics/index.ts'
import type { Said } from '../understand.ts'

export const INTENTS = ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other'] as const

/** What a person may say of a post; what is absent is left as it is. */
export const verdicts = z
  .strictObject({
    sentiment: z.enum(SENTIMENTS).optional(),
    toxic: z.boolean().optional(),
    intent: z.enum(INTENTS).optional(),
    urgency: z.int().min(0).max(2).optional(),
    topics: z
      .array(z.enum(TOPIC_IDS as [string, ...string[]]))
      .max(8)
      .optional(),
  })
  .refine((said) => Object.values(said).some((one) => one !== undefined))
export type Verdicts = z.output<typeof verdicts>

/** What the stream keeps of what a person says: sure of it. */
export function marksFrom({ sentiment, toxic, intent, urgency, topics }: Verdicts): Partial<Marks> {
  const marks: Partial<Marks> = {}
  if (sentiment)
    Object.assign(marks, {
      sentiment,
      p_positive: sentiment === 'positive' ? 1 : 0,
      p_negative: sentiment === 'negative' ? 1 : 0,
    })
  if (toxic !== undefined) marks.toxicity = toxic ? 1000 : 0
  if (intent) marks.intent = intent
  if (urgency !== undefined) marks.urgency = urgency
  if (topics) marks.topics = [...new Set(topics)]
  return marks
}

export function answeredIn({ sentiment, toxic, intent, urgency, topics }: Verdicts): Marked[] {
  const said: [Marked, unknown][] = [
    ['sentiment', sentiment],
    ['toxicity', toxic],
    ['intent', intent],
    ['urgency', urgency],
    ['topics', topics],
  ]
  return said.flatMap(([mark, value]) => (value === undefined ? [] : [mark]))
}

/** What the models say, as the stream keeps it. */
export function marksOfReading(
  reading: Reading & Pick<Marks, 'toxicity' | 'intent' | 'urgency'> & { topics: string[] },
): Marks {
  const { sentiment, p, toxicity, intent, urgency, topics } = reading
  return { sentiment, p_positive: p.positive, p_negative: p.negative, toxicity, intent, urgency, topics }
}

/** What is read of an activity: the same that was read as it came in. */
export function saidOf({ text, title, rating, lang }: StoredActivity): Said {
  return {
    text: text ?? '',
    ...(title && { title }),
    ...(rating !== null && { rating }),
    ...(lang !== 'und' && { lang }),
  }
}

/** The label that a person gave a post, as the task names it. */
export function labelFor(task: Task, row: StoredActivity): string | null {
  if (task === 'sentiment') return row.sentiment
  if (task === 'toxicity') return row.toxicity === null ? null : row.toxicity >= 500 ? 'toxic' : 'calm'
  if (task === 'intent') return row.intent
  return row.urgency === null ? null : String(row.urgency)
}

/** Marks in which the models of today say otherwise than what is kept. */
export function differing(row: StoredActivity, now: Understanding & { kept: Marks }): Marked[] {
  const toxic = (value: number | null) => (value ?? 0) >= 500
  const same = (a: string[], b: string[]) => a.length === b.length && a.every((one) => b.includes(one))
  const differs: [Marked, boolean][] = [
    ['sentiment', row.sentiment !== now.sentiment],
    ['toxicity', toxic(row.toxicity) !== toxic(now.kept.toxicity)],
    ['intent', row.intent !== now.kept.intent],
    ['urgency', row.urgency !== now.kept.urgency],
    ['topics', !same(row.topics ?? [], now.kept.topics ?? [])],
  ]
  return differs.flatMap(([mark, differ]) => (differ ? [mark] : []))
}
