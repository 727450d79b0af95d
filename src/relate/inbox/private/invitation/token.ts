import type { Selectable } from 'kysely'
import { hashToken, newToken, openLink, packIds } from '../../../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import type { PrivateTables } from '../tables.ts'

export type Invitation = Selectable<PrivateTables['private_invitation']>

/** Where a link leads; the rest of the address is the token. */
export const PAGE = '/continue'

/** A link to one invitation, and what is kept of it. */
export function newLink(publicUrl: string, workspaceId: string, id: string): { url: string; hash: string } {
  const token = newToken()
  return {
    url: `${publicUrl}${PAGE}/${packIds(workspaceId, id)}${token}`,
    hash: hashToken('private', token),
  }
}

/** The invitation that a link opens, also one that has passed; undefined where it was never made here. */
export function findInvitation(db: Handle, given: string): Promise<Invitation | undefined> {
  return openLink(
    'private',
    given,
    (ids) =>
      tables<PrivateTables>(db)
        .selectFrom('private_invitation')
        .selectAll()
        .where('workspace_id', '=', ids.workspaceId)
        .where('id', '=', ids.id)
        .executeTakeFirst(),
    (row) => row.token_hash,
  )
}

/** Whether somebody can still come by it. */
export function isOpen({ stage, expires, revoked }: Invitation, now: Date): boolean {
  return stage === 'decided' && revoked === null && expires !== null && expires > now
}
