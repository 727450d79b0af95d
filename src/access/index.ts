export { audit, type Who } from './audit/store.ts'
export { idParams, requirePerson, timeOfDay, timeZone, whoIs } from './fields.ts'
export { forgetAnswers, once } from './idempotency/store.ts'
export { ADDRESS_HEADER } from './identity/auth.ts'
export { type Auth, createAuth, hashPassword } from './identity/identity.ts'
export { ownOrigins } from './identity/origin.ts'
export {
  findUser,
  findUserByEmail,
  insertUser,
  listUsers,
  removeSecondFactor,
  replacePassword,
} from './identity/store.ts'
export { type Contact, contactsOf } from './members/contacts.ts'
export { changeRole } from './members/members.ts'
export { memberNames, membersWho } from './members/names.ts'
export { insertMember, leftAt, membershipsOf, touchMember } from './members/store.ts'
export { askingRegister, type RememberingRegister, rememberingRegister } from './memory/register.ts'
export { passCalls, startCall, type TellCall, tellHole } from './on-call/call/store.ts'
export { onCallAt } from './on-call/on-call.ts'
export { listShifts, onCallNow } from './on-call/store.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './policy.ts'
export { type Entrance, enter } from './principal.ts'
export type { Readiness } from './readiness/readiness.ts'
export { type Measure, objectiveStateSchema, objectiveStates } from './readiness/routes.ts'
export { readReadiness, saveReadiness } from './readiness/store.ts'
export { type Context, type Route, route } from './route.ts'
export { type AccessParts, accessRoutes } from './routes.ts'
export { sealedAccess } from './sealed.ts'
export type { Begin } from './setup/setup.ts'
export { setupLink } from './setup/store.ts'
export { createWorkspace, findWorkspace, listWorkspaces, type Workspace } from './workspaces/store.ts'
