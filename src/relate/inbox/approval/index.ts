import type { Route } from '../../../access/index.ts'
import { type ApprovalRouteDeps, approvalMatterRoutes } from './matter/routes.ts'
import { approvalRuleRoutes } from './rule/routes.ts'

export { type Enclosed, enclosedFor } from './mail/enclosed.ts'
export { approvalPages } from './mail/page.ts'
export { stepApprovals, type Tell as TellApproval } from './matter/clock.ts'
export { judge as judgeAnswer } from './matter/judge.ts'
export { keepRules as keepApprovalRules } from './rule/store.ts'

export function approvalRoutes(deps: ApprovalRouteDeps): Route[] {
  return [...approvalRuleRoutes, ...approvalMatterRoutes(deps)]
}
