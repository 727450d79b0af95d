export { type AuditRecord, audit, type Who } from './audit/store.ts'
export { memberNames } from './members/names.ts'
export { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './policy.ts'
export { type Context, type Principal, type Route, route } from './route.ts'
