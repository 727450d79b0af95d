export { type AuditRecord, audit, type Who } from './audit/store.ts'
export { idParams, localeCode, requirePerson, timeZone, whoIs } from './fields.ts'
export { forgetAnswers, type KeptAnswer, once } from './idempotency/store.ts'
export { ADDRESS_HEADER, type AuthOptions } from './identity/auth.ts'
export { type Auth, createAuth, hashPassword, type SignedIn } from './identity/identity.ts'
export { ownOrigins } from './identity/origin.ts'
export {
  findUser,
  findUserByEmail,
  insertUser,
  listUsers,
  type NewUser,
  removeSecondFactor,
  replacePassword,
} from './identity/store.ts'
export { type Actor, changeRole, removeMember } from './members/members.ts'
export { memberNames } from './members/names.ts'
export {
  anyOwner,
  findMember,
  insertMember,
  listMembers,
  type MemberRow,
  type Membership,
  membershipsOf,
} from './members/store.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './policy.ts'
export { type Credentials, type Entrance, enter } from './principal.ts'
export {
  INDICATORS,
  type Indicator,
  type Objective,
  objectiveSchema,
  type Readiness,
  readinessSchema,
} from './readiness/readiness.ts'
export {
  type Measure,
  type ObjectiveState,
  objectiveStateSchema,
  objectiveStates,
} from './readiness/routes.ts'
export { listObjectives, readReadiness, saveReadiness } from './readiness/store.ts'
export { type Context, type Principal, type Route, route } from './route.ts'
export { type AccessParts, accessRoutes } from './routes.ts'
export type { Begin } from './setup/setup.ts'
export { setupLink } from './setup/store.ts'
export {
  createWorkspace,
  findWorkspace,
  listWorkspaces,
  type NewWorkspace,
  type Workspace,
} from './workspaces/store.ts'
