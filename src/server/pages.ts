import type { Route } from '../access/index.ts'
import { servicePages } from '../relate/inbox/index.ts'
import type { RouteParts } from './routes.ts'

/** Pages for people without an account, whole in themselves: HTML made here, which needs no script. */
export function allPages({ attachments }: RouteParts): Route[] {
  return [...servicePages({ maxBytes: attachments.maxBytes })]
}
