import type { Handle } from '../../../../../lib/db/index.ts'
import { lastDrafts } from '../../../../deliver/index.ts'
import { factsOf } from '../matter/facts.ts'
import { type Reason, type Rule, verdictOn } from './rule.ts'

/** Answers that a trial looks at. */
export const MOST_TRIED = 50

export interface Tried {
  id: string
  conversationId: string | null
  by: string | null
  at: Date
  channel: string
  text: string
  reasons: Reason[]
}

/** Which of the last answers would have waited by these rules, as things stood when they were given; labels as they are now. */
export async function tryRules(
  db: Handle,
  workspaceId: string,
  rules: readonly Rule[],
): Promise<{ looked: number; waited: Tried[] }> {
  const rows = await lastDrafts(db, workspaceId, MOST_TRIED)
  const waited: Tried[] = []
  for (const row of rows) {
    const verdict = verdictOn(rules, await factsOf(db, row))
    if (!verdict) continue
    const { id, conversation_id: conversationId, by_member: by, at, channel, draft } = row
    waited.push({ id, conversationId, by, at, channel, text: draft?.text ?? '', reasons: verdict.reasons })
  }
  return { looked: rows.length, waited }
}
