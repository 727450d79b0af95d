import type { Handle } from '../../lib/db/index.ts'
import { translate } from '../../lib/i18n/index.ts'
import { catchUpTime, keepSettings, proposal, serviceSettings } from '../relate/inbox/index.ts'

/** Targets of the shop, as they are proposed to anybody: what follows is reckoned by them. */
export async function setTargets(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  const say = (key: string) => translate('fr', `start:service.${key}`)
  const words = { calendar: say('calendar'), urgent: say('urgent'), policy: say('policy') }
  await keepSettings(tx, workspaceId, proposal('Europe/Paris', words), now)
}

/** What was late before the demonstration began calls nobody: kept again, what is past is past. */
export async function settleTargets(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  await keepSettings(tx, workspaceId, await serviceSettings(tx, workspaceId), now)
  await catchUpTime(tx, workspaceId, now)
}
