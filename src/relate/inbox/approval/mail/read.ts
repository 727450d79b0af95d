import type { Handle } from '../../../../../lib/db/index.ts'
import { type Contact, contactsOf, permissionsOf } from '../../../../access/index.ts'
import { getActivities, type StoredActivity } from '../../../../activity/index.ts'
import { type Delivery, getDelivery } from '../../../../deliver/index.ts'
import { type Approval, getApproval } from '../matter/store.ts'
import { deciders, standIn } from '../rule/rule.ts'

/** What one member is asked to decide by mail. */
export interface Question {
  asked: Approval
  delivery: Delivery
  /** What it answers; absent where it was taken away, or where nothing was asked. */
  said: StoredActivity | undefined
  member: Contact
  /** Nobody whom the rule names can decide today. */
  standIn: boolean
  /** By member id. */
  names: ReadonlyMap<string, string>
}

/** Undefined where there is nothing any more that this member could decide. */
export async function questionFor(
  db: Handle,
  workspaceId: string,
  { approvalId, memberId }: { approvalId: string; memberId: string },
): Promise<Question | undefined> {
  const asked = await getApproval(db, workspaceId, approvalId).catch(() => undefined)
  if (asked?.state !== 'waiting') return undefined
  const contacts = await contactsOf(db, workspaceId)
  const able = contacts.filter(({ role }) => permissionsOf(role).has('answers:approve'))
  const member = contacts.find((one) => one.memberId === memberId)
  const ids = able.map((one) => one.memberId)
  const may = deciders(asked, ids).includes(memberId)
  const delivery = await getDelivery(db, workspaceId, asked.delivery_id).catch(() => undefined)
  if (!member || !may || delivery?.state !== 'approval') return undefined
  const [said] = asked.target_id ? await getActivities(db, workspaceId, [asked.target_id]) : []
  const names = new Map(contacts.map((one) => [one.memberId, one.name]))
  const heard = said?.deleted ? undefined : said
  return { asked, delivery, said: heard, member, names, standIn: standIn(asked, ids) }
}
