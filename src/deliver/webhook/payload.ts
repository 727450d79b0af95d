import type { Handle } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { findWorkspace, memberNames } from '../../access/index.ts'
import { getActivities, presentActivity } from '../../activity/index.ts'
import { presentDelivery } from '../outbox/present.ts'
import { getDelivery } from '../outbox/store.ts'
import type { Message } from './endpoint.ts'
import { isMatter, type Matter } from './tell.ts'

export interface PayloadDeps {
  publicUrl: string
  /** Names of accounts, by id. */
  accountNames(db: Handle, workspaceId: string): Promise<ReadonlyMap<string, string>>
  /** A story, an alarm or an escalation as it stands; undefined where there is none any more. */
  matterOf?(db: Handle, message: { workspaceId: string; event: Matter; subjectId: string }): Promise<unknown>
}

/**
 * What is told, as it stands now: what was deleted meanwhile is told without its words. Undefined where nothing of it is
 * left.
 */
export async function bodyOf(db: Handle, deps: PayloadDeps, message: Message): Promise<string | undefined> {
  const data = await dataOf(db, deps, message)
  return data === undefined ? undefined : envelope(message.event, message.at, message.workspace_id, data)
}

async function dataOf(db: Handle, deps: PayloadDeps, message: Message): Promise<unknown> {
  const { event, workspace_id: workspaceId, subject_id: subjectId } = message
  if (isMatter(event)) {
    return subjectId ? deps.matterOf?.(db, { workspaceId, event, subjectId }) : undefined
  }
  return event.startsWith('delivery.') ? deliveryData(db, deps, message) : activityData(db, deps, message)
}

export function envelope(type: string, at: Date, workspaceId: string, data: unknown): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), workspaceId, data })
}

async function activityData(db: Handle, { publicUrl }: PayloadDeps, message: Message) {
  if (!message.subject_id) return undefined
  const [row] = await getActivities(db, message.workspace_id, [message.subject_id])
  if (!row) return undefined
  const shown = presentActivity(row)
  const media = shown.media.map((one) => ({ ...one, url: new URL(one.url, publicUrl).href }))
  const { external_id: externalId, object_id: objectId, in_reply_to: inReplyTo, thread } = row
  return { ...shown, media, externalId, objectId, inReplyTo, thread }
}

async function deliveryData(db: Handle, deps: PayloadDeps, { workspace_id, subject_id }: Message) {
  if (!subject_id) return undefined
  const { locale } = await findWorkspace(db, workspace_id)
  const row = await getDelivery(db, workspace_id, subject_id).catch((error) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
  if (!row) return undefined
  const [members, accounts] = await Promise.all([
    memberNames(db, workspace_id),
    deps.accountNames(db, workspace_id),
  ])
  return presentDelivery(row, { locale, stopped: false, members, accounts })
}
