import { notFound } from '../../../../lib/errors/index.ts'
import type { Call } from '../door/answer.ts'
import { readLink } from '../door/link.ts'
import { type Facts, getVisitor, meetVisitor, noteFacts, type Visitor, visitorById } from './store.ts'

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

/** The same for who speaks: a secret that nobody holds yet is that of somebody new. */
export async function speakerOf(call: Call, shown: string, facts: Facts): Promise<Visitor> {
  const { deps, site } = call
  if (!shown.startsWith(BY_LINK)) return meetVisitor(deps.db, site, shown, facts, deps.clock.now())
  const { id } = await holderOf(call, shown)
  await noteFacts(deps.db, site.workspaceId, id, facts, deps.clock.now())
  return holderOf(call, shown)
}

/** What a page may show: a secret of its own, or a link. */
export const CREDENTIAL = /^(t\.)?[A-Za-z0-9_-]{43}$/

export { BY_LINK }
