import type { Route } from '../../../access/index.ts'
import { hookRoutes } from './hook/routes.ts'
import { linkRoutes } from './link/routes.ts'
import { matterRoutes } from './matter/routes.ts'
import { type ServiceDeps, serviceRoutes } from './service/routes.ts'

export { sealedHooks } from './hook/store.ts'
export { act as actOnEscalation, type Deed } from './matter/act.ts'
export { stepEscalations } from './matter/clock.ts'
export { isOpen as isOpenState } from './matter/escalation.ts'
export { escalationMatter } from './matter/matter.ts'
export { type Measured, MOST_MEASURED, measuredEscalations } from './matter/measured.ts'
export { raise as raiseEscalation } from './matter/raise.ts'
export { itemsOf } from './matter/shown.ts'
export { servicePages } from './page/routes.ts'
export type { EscalationWays } from './sender/deps.ts'
export { linkIssue } from './sender/issue-leg.ts'
export { startEscalations } from './sender/sender.ts'
export { readyMade } from './service/ready.ts'
export { createService, sealedServices } from './service/store.ts'
export type { Comment } from './tool/comment/comment.ts'
export { startFollowing } from './tool/follow.ts'
export { seenInTool } from './tool/take-in.ts'

export function escalationRoutes(deps: ServiceDeps): Route[] {
  return [...serviceRoutes(deps), ...matterRoutes, ...linkRoutes, ...hookRoutes(deps)]
}
