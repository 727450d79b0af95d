import { notFound } from '../../../../lib/errors/index.ts'
import type { Call } from '../door/answer.ts'
import { readLink } from '../door/link.ts'
import { getVisitor, type Visitor, visitorById } from './store.ts'

/** How a page that was opened by the link of a mail says so. */
const BY_LINK = 't.'

/**
 * Who holds what a page shows: its own secret, or the link to the talk that stands in their mails.
 * @throws Problem `not_found`
 */
export async function holderOf({ deps, site }: Call, shown: string): Promise<Visitor> {
  if (!shown.startsWith(BY_LINK)) return getVisitor(deps.db, site, shown)
  const id = readLink(deps.secretOf('talk'), shown.slice(BY_LINK.length))
  const visitor = id ? await visitorById(deps.db, site.workspaceId, id) : undefined
  if (!visitor || visitor.account_id !== site.accountId) throw notFound('visitor')
  return visitor
}

export { BY_LINK }
