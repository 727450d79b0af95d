import type { Handle } from '../../lib/db/index.ts'
import { listAlerts } from '../match/index.ts'
import { changeTrait, createTrait, setAccounts } from '../report/index.ts'
import { RIVAL_ACCOUNTS, TRAITS } from './demo/index.ts'

const DAY = 86_400_000
const WHO = { label: 'demo' }

/** What the shop declares of itself, and which accounts are its rivals' own: before its story is told, so that it counts. */
export async function declareShown(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  const ago = (days: number) => ({ who: WHO, at: new Date(now.getTime() - days * DAY) })
  for (const { declared, changed, ...trait } of TRAITS) {
    const first = { ...trait, query: null, ...(changed ? { opposites: { fr: [], en: [] } } : {}) }
    const { id } = await createTrait(tx, workspaceId, first, ago(declared))
    if (changed) await changeTrait(tx, workspaceId, id, { opposites: trait.opposites }, ago(changed))
  }
  for (const { id, name } of await listAlerts(tx, workspaceId)) {
    const accounts = RIVAL_ACCOUNTS[name]
    if (accounts) await setAccounts(tx, workspaceId, id, accounts, WHO)
  }
}
