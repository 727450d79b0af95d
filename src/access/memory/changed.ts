import { type Handle, notify } from '../../../lib/db/index.ts'

/** The kind of the notices that `changedAccess` sends. */
export const ACCESS = 'access'
/** For what concerns a person, whatever the workspace. */
const EVERYWHERE = '00000000-0000-0000-0000-000000000000'

/** Tells every process, once the transaction commits, to forget whom it has found to be let in. */
export function changedAccess(tx: Handle, workspaceId: string = EVERYWHERE): Promise<void> {
  return notify(tx, { w: workspaceId, k: ACCESS })
}
