import type { Handle } from '../../../../lib/db/index.ts'
import { audit, type Context, whoIs } from '../../../access/index.ts'
import { getAct } from './store.ts'

/**
 * In the journal, in the transaction that does it: what became of these acts, on which post and by which rule; never its
 * words.
 */
export async function noteActs(
  { workspaceId, principal }: Pick<Context, 'workspaceId' | 'principal'>,
  tx: Handle,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const act = await getAct(tx, workspaceId, id)
    const detail = { activity: act.activity_id, kind: act.kind, rule: act.rule_id, critical: act.critical }
    await audit(tx, {
      ...{ workspaceId, who: whoIs(principal), action: `moderation.${act.state}`, target: id, detail },
    })
  }
}
