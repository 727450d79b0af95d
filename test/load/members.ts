import type { Handle } from '../../lib/db/index.ts'
import { hashPassword, insertMember, insertUser } from '../../src/access/index.ts'
import { type Client, signIn } from '../support/client.ts'

const PASSWORD = 'une longue phrase de passe'

/** Agents of a workspace, each signed in for themselves. */
export async function agentsOf(
  db: Handle,
  url: string,
  workspaceId: string,
  count: number,
): Promise<Client[]> {
  const passwordHash = await hashPassword(PASSWORD)
  const agents: Client[] = []
  for (let i = 0; i < count; i++) {
    const email = `agent${i}@example.org`
    const userId = await insertUser(db, { name: `Agent ${i}`, email, passwordHash })
    await insertMember(db, workspaceId, userId, 'agent')
    agents.push(await signIn(url, email, PASSWORD))
  }
  return agents
}
