import type { Route } from '../../access/index.ts'
import { callBackRoutes } from './call-back/routes.ts'
import type { SiteDeps } from './deps.ts'
import { deskRoutes } from './desk/routes.ts'
import { formRoutes } from './form/routes.ts'
import { visitorRoutes } from './visitor/routes.ts'

export type { SiteDeps } from './deps.ts'
export { arriveInvited } from './invited/arrive.ts'
export { mailAnswers } from './mail/answers.ts'
export { sitePages } from './page/routes.ts'
export { remindOfCalls } from './reminder/remind.ts'
export { type Episode, type Story, tellStory } from './story/story.ts'
export { forgetVisitors } from './visitor/erase.ts'
export { siteIntake } from './visitor/follow.ts'

/** Doors of our own sites: those of visitors, without an account, and those of members. */
export function siteDoorRoutes(deps: SiteDeps): Route[] {
  return [...visitorRoutes(deps), ...formRoutes(deps), ...callBackRoutes(deps), ...deskRoutes(deps)]
}
