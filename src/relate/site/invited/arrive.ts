import type { Handle } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { getAccount } from '../../../ingest/index.ts'
import type { SiteDeps } from '../deps.ts'
import { checked, facts, storable } from '../door/answer.ts'
import { requireRoom } from '../door/caps.ts'
import { siteOf } from '../door/site.ts'
import { talkUrl } from '../mail/transcript.ts'
import { speak } from '../visitor/speak.ts'
import { meetVisitor } from '../visitor/store.ts'

export interface Arriving {
  workspaceId: string
  siteId: string
  /** As a page of a visitor makes it: said twice by its holder, it is said once. */
  secret: string
  name: string
  email: string
  text: string
  lang: 'fr' | 'en'
  request: Request
  also(tx: Handle, activityId: string): Promise<void>
}

/**
 * Somebody who was invited from elsewhere begins to talk on a site of ours.
 * @returns where the conversation goes on, for them alone
 * @throws Problem `not_found` where the site is paused or has no chat, `rate_limited`, `body_invalid`
 */
export async function arriveInvited(deps: SiteDeps, given: Arriving): Promise<{ url: string }> {
  const row = await getAccount(deps.db, given.workspaceId, given.siteId)
  if (row.channel !== 'site' || row.paused) throw notFound('site')
  const site = siteOf(row)
  if (!site.config.chat) throw notFound('site')
  requireRoom(deps, site, given.request, 'say')
  const name = checked(facts.name, given.name)
  const email = checked(facts.email, given.email)
  const who = { name, email, lang: given.lang }
  const visitor = await meetVisitor(deps.db, site, given.secret, who, deps.clock.now())
  const text = storable(given.text)
  // One page says one thing: its own id makes the second sending of it the first.
  await speak(deps, site, visitor, { id: `invited-${visitor.id}`, text, kind: 'chat', also: given.also })
  return { url: talkUrl(deps, site, visitor.id) }
}
