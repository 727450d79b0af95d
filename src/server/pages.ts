import type { Route } from '../access/index.ts'
import { ratingPages, servicePages } from '../relate/inbox/index.ts'
import { sitePages } from '../relate/site/index.ts'
import type { RouteParts } from './routes.ts'

/** Pages for people without an account, whole in themselves: HTML made here, which needs no script. */
export function allPages({ attachments, sites }: RouteParts): Route[] {
  return [...ratingPages, ...servicePages({ maxBytes: attachments.maxBytes }), ...sitePages(sites)]
}
