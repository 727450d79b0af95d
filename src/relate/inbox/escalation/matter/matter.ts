import type { Handle } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { memberNames } from '../../../../access/index.ts'
import { presentEscalations } from './present.ts'
import { getEscalation } from './store.ts'

/** What a webhook is told of an escalation, as it stands; undefined where there is none any more. */
export async function escalationMatter(
  db: Handle,
  workspaceId: string,
  id: string,
  now: Date,
): Promise<unknown> {
  const row = await getEscalation(db, workspaceId, id).catch((error) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
  if (!row) return undefined
  const names = await memberNames(db, workspaceId)
  const [shown] = await presentEscalations({ db, workspaceId, now, names }, [row])
  if (!shown) return undefined
  // Who of a service got a link is no other program's business.
  const { links: _links, troubles: _troubles, ...told } = shown
  return told
}
