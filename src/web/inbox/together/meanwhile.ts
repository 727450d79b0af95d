import type { Answering, ConversationEntry, Delivery, Meanwhile } from '../../../server/api.ts'
import { ApiProblem } from '../../lib/api.ts'

export type HeldAnswer = Meanwhile['answers'][number]

/** The answers of colleagues for which one's own was held; undefined where it was refused for something else. */
export function meanwhileOf(error: unknown): HeldAnswer[] | undefined {
  if (!(error instanceof ApiProblem) || error.status !== 409) return undefined
  const { answers } = error.more
  return Array.isArray(answers) && answers.length > 0 ? answers.filter(isHeld) : undefined
}

function isHeld(value: unknown): value is HeldAnswer {
  const one = value as Partial<HeldAnswer> | null
  return typeof one === 'object' && typeof one?.id === 'string' && typeof one.text === 'string'
}

/** As many as a request names. */
const MOST = 200

/** The answers that stand on the screen as somebody begins to write: these they know of. */
export function knownAnswers(
  answering: Pick<Answering, 'answers'> | undefined,
  deliveries: readonly Pick<Delivery, 'id' | 'act'>[],
  entries: readonly ConversationEntry[],
): string[] {
  const ids = new Set(answering?.answers)
  for (const { id, act } of deliveries) if (act === 'reply') ids.add(id)
  for (const entry of entries) if (entry.kind === 'message' && entry.ours) ids.add(entry.id)
  return [...ids].slice(-MOST)
}
