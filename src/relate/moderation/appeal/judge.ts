import { sql } from 'kysely'
import { z } from 'zod'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { conflict, invalid, notFound } from '../../../../lib/errors/index.ts'
import { hadPart } from '../act/act.ts'
import { type By, requireMay, restore } from '../act/decide.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { getAct } from '../act/store.ts'
import type { Sealing } from '../archive/archive.ts'
import { added, appealPurpose, LONGEST_STATEMENT, MOST_STATEMENTS, type Statement } from './appeal.ts'
import { type Appeal, appealOf, findAppeal } from './link.ts'

const statements = z.array(z.object({ at: z.string(), text: z.string() }))

export function statementsOf(sealing: Sealing, appeal: Appeal): Statement[] {
  if (appeal.sealed === null) return []
  const purpose = appealPurpose(appeal.workspace_id, appeal.act_id)
  return statements.parse(JSON.parse(sealing.open(appeal.sealed, purpose)))
}

/**
 * What an author says, by their link and without an account; it waits for somebody who had no part in the act.
 * @throws Problem `not_found`, `appeal_closed` (409), `appeal_empty`, `appeal_full` (422)
 */
export function file(
  db: Handle,
  { sealing }: Pick<ModerationDeps, 'sealing'>,
  { token, text, now }: { token: string; text: string; now: Date },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const appeal = await findAppeal(tx, token, true)
    if (!appeal) throw notFound('appeal')
    await say(tx, { sealing }, appeal, { text, now })
  })
}

/**
 * What the author of an appeal that is held says, after what they said before.
 * @throws Problem `appeal_closed` (409), `appeal_empty`, `appeal_full` (422)
 */
export async function say(
  tx: Handle,
  { sealing }: Pick<ModerationDeps, 'sealing'>,
  appeal: Appeal,
  { text: given, now }: { text: string; now: Date },
): Promise<void> {
  const { workspace_id: workspaceId, act_id: actId, state } = appeal
  if ((state !== 'open' && state !== 'filed') || appeal.expires <= now) throw conflict('appeal_closed')
  const text = given.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed().trim()
  if (text === '') throw invalid('appeal_empty')
  if (appeal.statements >= MOST_STATEMENTS) throw invalid('appeal_full')
  const all = added(statementsOf(sealing, appeal), text.slice(0, LONGEST_STATEMENT).toWellFormed(), now)
  const sealed = sealing.seal(JSON.stringify(all), appealPurpose(workspaceId, actId))
  await sql`
    update moderation_appeal set sealed = ${sealed}, statements = ${all.length}, state = 'filed',
      filed = coalesce(filed, ${now})
    where workspace_id = ${workspaceId} and act_id = ${actId}`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'moderation', id: actId })
}

/**
 * Grants an appeal, and what was done is undone, or dismisses it; by nobody who had a part in it.
 * @throws Problem `forbidden`, `not_found`, `appeal_closed`, `appeal_part` (409)
 */
export function judge(
  db: Handle,
  deps: ModerationDeps,
  wanted: { workspaceId: string; id: string; decision: 'granted' | 'dismissed'; answer: string },
  by: By,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, id, decision } = wanted
    await requireMay(tx, workspaceId, by)
    const act = await getAct(tx, workspaceId, id, true)
    const appeal = await appealOf(tx, workspaceId, id, true)
    if (!appeal) throw notFound('appeal')
    if (appeal.state !== 'filed') throw conflict('appeal_closed')
    if (hadPart(act, by.memberId)) throw conflict('appeal_part')
    await sql`
      update moderation_appeal set state = ${decision}, decided = ${by.now}, decided_by = ${by.memberId},
        answer = ${wanted.answer.trim() || null}
      where workspace_id = ${workspaceId} and act_id = ${id}`.execute(tx)
    if (decision === 'granted' && act.state === 'done')
      await restore(tx, deps, { workspaceId, id, why: 'appeal' }, by)
    else await notify(tx, { w: workspaceId, k: 'moderation', id })
  })
}
