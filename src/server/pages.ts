import type { Route } from '../access/index.ts'
import { approvalPages, privatePages, ratingPages, servicePages } from '../relate/inbox/index.ts'
import { moderationPages } from '../relate/moderation/index.ts'
import { arriveInvited, sitePages } from '../relate/site/index.ts'
import type { RouteParts } from './routes.ts'

/** Pages for people without an account, whole in themselves: HTML made here, which needs no script. */
export function allPages({ accounts, attachments, sites }: RouteParts): Route[] {
  return [
    ...approvalPages,
    ...ratingPages,
    ...privatePages({ receive: (coming) => arriveInvited(sites, coming) }),
    ...servicePages({ maxBytes: attachments.maxBytes }),
    ...moderationPages({ sealing: accounts.runner.vault }),
    ...sitePages(sites),
  ]
}
