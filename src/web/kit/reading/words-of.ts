import type { ActivityItem, PostReading } from '../../../server/api.ts'

export type Asked = 'sentiment' | 'toxicity' | 'intent' | 'topics'

/** The words that made a verdict, each with what it did, as the text shows them. */
export function wordsFor(reading: PostReading, asked: Asked): ActivityItem['why'] {
  const place = <T extends { start: number; end: number; in?: 'title' | undefined }>(
    one: T,
    effect: string,
    weight = 1,
  ) => ({ start: one.start, end: one.end, ...(one.in && { in: one.in }), effect, weight })
  if (asked === 'toxicity')
    return (reading.toxicity?.why ?? []).map((one) => place(one, one.kind, one.weight))
  if (asked === 'intent') return (reading.intent?.why ?? []).map((one) => place(one, 'intent', one.weight))
  if (asked === 'topics') return reading.topics.flatMap(({ why }) => why.map((one) => place(one, 'topic')))
  return reading.sentiment.why.map((one) => place(one, one.effect, one.weight))
}
