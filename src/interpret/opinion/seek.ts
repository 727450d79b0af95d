import type { Handle } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { ask, type Refusal, type Reply } from './ask.ts'
import {
  ANSWER_TOKENS,
  costOf,
  LONGEST,
  lengthOf,
  mostTokens,
  type Prepared,
  prepare,
  readAnswer,
} from './opinion.ts'
import { keyPurpose, type Sealing } from './sealed.ts'
import {
  type Analyser,
  analyserOf,
  type By,
  type Opinion,
  type Outcome,
  opinionsOf,
  reserve,
  settle,
} from './store.ts'

export interface OpinionDeps {
  /** Of its own: what was set aside must stay, whatever becomes of the request. */
  db: Handle
  http: SafeHttp
  sealing: Sealing
  /** All names that are known of whoever wrote a post. */
  namesOf(workspaceId: string, row: StoredActivity): Promise<string[]>
}

/**
 * Asks the workspace's outside model about a post.
 * @throws Problem `opinion_off`, `opinion_private`, `opinion_empty`, `opinion_too_long`, `opinion_cap`, or `opinion_` and the failure.
 */
export async function seek(
  deps: OpinionDeps,
  by: By,
  row: StoredActivity,
  locale: 'fr' | 'en',
): Promise<Opinion> {
  const { workspaceId } = by
  const analyser = await analyserOf(deps.db, workspaceId)
  if (!analyser?.enabled) throw conflict('opinion_off')
  if (row.visibility !== 'public' && !analyser.private) throw conflict('opinion_private')
  const prepared = prepare(row, await deps.namesOf(workspaceId, row), locale)
  const length = lengthOf(prepared)
  if (length === 0) throw conflict('opinion_empty')
  if (length > LONGEST) throw conflict('opinion_too_long', { limit: LONGEST })
  const most = mostOf(analyser, prepared)
  const id = await reserve(deps.db, by, analyser, { activityId: row.id, most, hash: prepared.hash })
  if (!id) throw conflict('opinion_cap')
  const key = analyser.sealed_key && deps.sealing.open(analyser.sealed_key, keyPurpose(workspaceId))
  const outcome = outcomeOf(
    await ask(deps.http, { url: analyser.url, model: analyser.model, key }, prepared),
    analyser,
  )
  const detail = { host: URL.parse(analyser.url)?.host ?? '', masked: prepared.masked.counts }
  await settle(deps.db, by, id, outcome, detail)
  const told = (await opinionsOf(deps.db, workspaceId, row.id)).find((one) => one.id === id)
  if (outcome.failure || !told) throw conflict(`opinion_${outcome.failure ?? 'silent'}`)
  return told
}

function mostOf(analyser: Analyser, prepared: Prepared): { tokens: number; micros: number } {
  const asked = mostTokens(prepared)
  return { tokens: asked + ANSWER_TOKENS, micros: costOf(analyser, { in: asked, out: ANSWER_TOKENS }) }
}

function outcomeOf(reply: Reply | Refusal, analyser: Analyser): Outcome {
  if ('failure' in reply) {
    const { failure, owed } = reply
    return owed ? { failure } : { failure, used: { tokens: 0, micros: 0 } }
  }
  const { usage } = reply
  const used = usage && { tokens: usage.in + usage.out, micros: costOf(analyser, usage) }
  const read = readAnswer(reply.said, reply.finish)
  return { ...(used && { used }), ...('fault' in read ? { failure: read.fault } : { answer: read }) }
}
