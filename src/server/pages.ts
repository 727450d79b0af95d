import type { Route } from '../access/index.ts'
import type { RouteParts } from './routes.ts'

/** Pages for people without an account, whole in themselves: HTML made here, which needs no script. */
export function allPages(_parts: RouteParts): Route[] {
  return []
}
