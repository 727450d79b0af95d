import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { audit } from '../audit/store.ts'
import type { Auth } from '../identity/identity.ts'
import { insertUser } from '../identity/store.ts'
import { anyOwner, insertMember } from '../members/store.ts'
import type { Readiness } from '../readiness/readiness.ts'
import { saveReadiness } from '../readiness/store.ts'
import { createWorkspace, type NewWorkspace } from '../workspaces/store.ts'
import { useSetupToken } from './store.ts'

export interface Setup {
  token: string
  owner: { name: string; email: string; password: string }
  workspace: NewWorkspace
  readiness: Readiness
}

/** What other parts prepare for a workspace that begins (its first alerts …), in the same transaction. */
export type Begin = (
  tx: Handle,
  workspace: { workspaceId: string; userId: string; readiness: Readiness },
) => Promise<void>

/**
 * Makes the first owner and their workspace, once and for all.
 * @returns `Set-Cookie` lines of the owner's session
 * @throws Problem `setup_done` (410) when there is an owner, `setup_token` (403) for a token that does not serve
 */
export async function setUp(
  db: Handle,
  auth: Auth,
  it: Setup,
  begin: Begin,
  from: Headers,
  now: Date,
): Promise<string[]> {
  if (await anyOwner(db)) throw new Problem('setup_done', { status: 410 })
  const passwordHash = await auth.hashPassword(it.owner.password)
  await inTransaction(db, async (tx) => {
    if (!(await useSetupToken(tx, it.token, now))) throw new Problem('setup_token', { status: 403 })
    if (await anyOwner(tx)) throw new Problem('setup_done', { status: 410 })
    const { name, email } = it.owner
    const { locale, timeZone } = it.workspace
    const userId = await insertUser(tx, { name, email, passwordHash, locale, timeZone })
    const workspaceId = await createWorkspace(tx, it.workspace)
    await insertMember(tx, workspaceId, userId, 'owner')
    await saveReadiness(tx, workspaceId, it.readiness, { userId, now })
    await audit(tx, { workspaceId, who: { userId }, action: 'workspace.create', target: workspaceId })
    await begin(tx, { workspaceId, userId, readiness: it.readiness })
  })
  return auth.signIn(it.owner.email, it.owner.password, from)
}
