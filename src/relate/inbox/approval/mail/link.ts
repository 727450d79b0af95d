import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken, newToken, openLink, packIds } from '../../../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import type { Approval } from '../matter/store.ts'
import type { ApprovalTables } from '../tables.ts'

/** What a link opens: one decision, by one member, about one text. */
export interface Link {
  workspaceId: string
  approvalId: string
  memberId: string
  hash: string
  expires: Date
}

/** Of one member and approval; those of older mails open nothing any more. */
const MOST = 5

/** Makes a link for one member, about the words as they stand; its secret is nowhere but in what this answers. */
export async function newLink(
  tx: Handle,
  asked: Pick<Approval, 'workspace_id' | 'id' | 'hash' | 'expires'>,
  memberId: string,
): Promise<string> {
  const [id, token] = [uuidv7(), newToken()]
  const { workspace_id } = asked
  await tables<ApprovalTables>(tx)
    .insertInto('approval_link')
    .values({
      ...{ workspace_id, id, approval_id: asked.id, member_id: memberId, hash: asked.hash },
      ...{ token: hashToken('approval', token), expires: asked.expires },
    })
    .execute()
  await sql`
    delete from approval_link where workspace_id = ${workspace_id} and id in (
      select id from approval_link
      where workspace_id = ${workspace_id} and approval_id = ${asked.id} and member_id = ${memberId}
      order by id desc offset ${MOST})`.execute(tx)
  return packIds(workspace_id, id) + token
}

/** The link that a token opens, whether it has run out or not; undefined where it was never made here. */
export async function findLink(db: Handle, given: string): Promise<Link | undefined> {
  const row = await openLink(
    'approval',
    given,
    (ids) =>
      tables<ApprovalTables>(db)
        .selectFrom('approval_link')
        .selectAll()
        .where('workspace_id', '=', ids.workspaceId)
        .where('id', '=', ids.id)
        .executeTakeFirst(),
    (link) => link.token,
  )
  if (!row) return undefined
  const { workspace_id: workspaceId, approval_id: approvalId, member_id: memberId, hash, expires } = row
  return { workspaceId, approvalId, memberId, hash, expires }
}
