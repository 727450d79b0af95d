import type { Handle } from '../../lib/db/index.ts'
import { keepCharter, publishCharter, readyCharter } from '../relate/moderation/index.ts'

const MONTH = 30 * 86_400_000

/** The charter of the shop, as ready-made: its queue names the rules, and anybody may read them. */
export async function fillCharter(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  now: Date,
): Promise<void> {
  const by = { memberId, now: new Date(now.getTime() - MONTH) }
  const revision = await keepCharter(tx, workspaceId, { charter: readyCharter(), revision: 0 }, by)
  await publishCharter(tx, workspaceId, revision, by)
}
