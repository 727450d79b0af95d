import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { contactsOf, onCallNow, permissionsOf } from '../../../access/index.ts'
import { choicesOf, UNCHOSEN } from '../choice/store.ts'
import type { Listener } from './plan.ts'

const HOUR = 3_600_000

/** Everybody of a workspace who may read what alerts find, as they are now. */
export async function listenersOf(db: Handle, workspaceId: string, now: Date): Promise<Listener[]> {
  const contacts = await contactsOf(db, workspaceId)
  const chosen = await choicesOf(db, workspaceId)
  const onCall = await onCallNow(db, workspaceId, now)
  const { rows } = await sql<{ member_id: string; n: number }>`
    select member_id, count(*)::int as n from notice
    where workspace_id = ${workspaceId} and due > ${new Date(now.getTime() - HOUR)} and due <= ${now}
      and slot like 'once:story:%'
    group by member_id`.execute(db)
  const lately = new Map(rows.map((row) => [row.member_id, row.n]))
  return contacts
    .filter(({ role }) => permissionsOf(role).has('alerts:read'))
    .map(({ memberId, timeZone }) => ({
      ...(chosen.get(memberId) ?? UNCHOSEN),
      memberId,
      timeZone,
      onCall: onCall.has(memberId),
      lately: lately.get(memberId) ?? 0,
    }))
}
