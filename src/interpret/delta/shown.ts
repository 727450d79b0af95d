import { type Features, hashOf, KIND } from '../features/index.ts'
import type { Understanding } from '../reading.ts'
import type { Token } from '../token.ts'
import { TOPIC_IDS } from '../topics/index.ts'

/** What a delta sees of a text: what the common models think of it, and its features. */
export interface Shown {
  lang: string
  hashes: ArrayLike<number>
  values: ArrayLike<number>
  count: number
  /** Words and names of accounts, once each: by these it is told whether the text is of the domain. */
  words: Set<number>
  /** What the common models say, by name, about -1 to 1 each. */
  dense: Record<string, number>
  /** What the common models say of each task, by label. */
  said: Record<Task, Record<string, number> | null>
}

/** What is told of a text and can be corrected and learnt. */
export const TASKS = ['sentiment', 'toxicity', 'intent', 'urgency'] as const
export type Task = (typeof TASKS)[number]

/** @param extras what classifiers take beside the words */
export function shownOf(
  tokens: Token[],
  features: Features,
  extras: Record<string, number>,
  all: Understanding,
): Shown {
  const { toxicity, intent, urgency, topics, p } = all
  const dense: Record<string, number> = { ...extras }
  if (toxicity) dense.toxic = logit(toxicity.p) / 4
  for (const [label, share] of Object.entries(intent?.p ?? {})) dense[`intent:${label}`] = share * 2
  urgency?.p.forEach((share, level) => {
    dense[`urgency:${level}`] = share
  })
  for (const { id } of topics) if (TOPIC_IDS.includes(id)) dense[`topic:${id}`] = 0.5
  const [none = 0, soon = 0, now = 0] = urgency?.p ?? []
  return {
    lang: all.lang,
    hashes: features.hashes,
    values: features.values,
    count: features.count,
    words: wordsOf(tokens),
    dense,
    said: {
      sentiment: { ...p },
      toxicity: toxicity && { calm: 1 - toxicity.p, toxic: toxicity.p },
      intent: intent && { ...intent.p },
      urgency: urgency && { 0: none, 1: soon, 2: now },
    },
  }
}

/** The same for keeping: the arrays of features are used again by the next text. */
export function kept(shown: Shown): Shown {
  const { count } = shown
  return {
    ...shown,
    hashes: Uint32Array.from({ length: count }, (_, i) => shown.hashes[i] ?? 0),
    values: Float32Array.from({ length: count }, (_, i) => shown.values[i] ?? 0),
  }
}

export function wordsOf(tokens: Token[]): Set<number> {
  const words = new Set<number>()
  for (const { kind, form } of tokens) {
    if (kind === 'word') words.add(hashOf(form, KIND.word))
    else if (kind === 'skip') words.add(hashOf(form.startsWith('@') ? form.toLowerCase() : 'http', KIND.sign))
  }
  return words
}

function logit(p: number): number {
  const inside = Math.min(Math.max(p, 0.001), 0.999)
  return Math.log(inside / (1 - inside))
}
