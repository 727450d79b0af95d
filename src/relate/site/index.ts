import type { Route } from '../../access/index.ts'
import type { SiteDeps } from './deps.ts'
import { visitorRoutes } from './visitor/routes.ts'

export type { LinkPurpose, SiteDeps, SiteMail } from './deps.ts'
export { mailAnswers } from './mail/answers.ts'
export { forgetVisitors } from './visitor/erase.ts'
export { siteIntake } from './visitor/follow.ts'

/** Doors of our own sites: those of visitors, without an account, and those of members. */
export function siteDoorRoutes(deps: SiteDeps): Route[] {
  return [...visitorRoutes(deps)]
}
