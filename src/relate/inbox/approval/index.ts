import type { Route } from '../../../access/index.ts'
import { looseRoutes } from './loose/routes.ts'
import { type ApprovalRouteDeps, approvalMatterRoutes } from './matter/routes.ts'
import { approvalRuleRoutes } from './rule/routes.ts'

export { enclosedFor } from './mail/enclosed.ts'
export { approvalPages } from './mail/page.ts'
export { stepApprovals } from './matter/clock.ts'
export { approve as approveAnswer, edit as editAnswer, refuse as refuseAnswer } from './matter/decide.ts'
export { judge as judgeAnswer } from './matter/judge.ts'
export { waitingFor as approvalFor } from './matter/store.ts'
export { keepRules as keepApprovalRules } from './rule/store.ts'

export function approvalRoutes(deps: ApprovalRouteDeps): Route[] {
  return [...approvalRuleRoutes, ...looseRoutes, ...approvalMatterRoutes(deps)]
}
