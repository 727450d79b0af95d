import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { audit, listWorkspaces } from '../../access/index.ts'
import { countHeld, EVERYWHERE, resumeSending, stopSending } from '../../deliver/index.ts'
import { workspaceFor } from './workspace.ts'

interface Where {
  /** Id or name; everywhere without it. */
  workspace?: string
}

/**
 * Stops sending everywhere, or in one workspace. Once it answers, nothing new leaves.
 * @returns what was done, in words
 * @throws Problem `workspace_unknown`, `workspace_which`
 */
export async function stopAll(
  db: Handle,
  { workspace, reason = '' }: Where & { reason?: string },
  locale: Locale,
): Promise<string> {
  const place = await placeOf(db, workspace)
  const { leaving } = await stopSending(db, place, { reason })
  await journal(db, place, 'outbox.stop', { leaving })
  const { waiting } = await countHeld(db, place)
  return translate(locale, 'delivery:command.stopped', { leaving, waiting })
}

/**
 * Lets things leave again.
 * @returns how many were held, in words
 * @throws Problem `not_stopped`, `stopped_everywhere`, `workspace_unknown`, `workspace_which`
 */
export async function resumeAll(db: Handle, { workspace }: Where, locale: Locale): Promise<string> {
  const place = await placeOf(db, workspace)
  const { waiting } = await countHeld(db, place)
  await inTransaction(db, (tx) => resumeSending(tx, place))
  await journal(db, place, 'outbox.resume', {})
  return translate(locale, 'delivery:command.resumed', { waiting })
}

async function placeOf(db: Handle, workspace: string | undefined): Promise<string> {
  return workspace === undefined ? EVERYWHERE : (await workspaceFor(db, workspace)).id
}

/** Whoever types on this machine may do it; each journal says that it was done from here. */
async function journal(db: Handle, place: string, action: string, detail: Record<string, number>) {
  const ids = place === EVERYWHERE ? (await listWorkspaces(db)).map((one) => one.id) : [place]
  const who = { label: action === 'outbox.stop' ? 'veillee stop' : 'veillee resume' }
  for (const workspaceId of ids) await audit(db, { workspaceId, who, action, target: place, detail })
}
