/** Every right there is; a route names one, and only these can be given to an API key. */
export const PERMISSIONS = [
  'workspace:manage',
  'team:manage',
  'keys:manage',
  'audit:read',
  'channels:read',
  'channels:manage',
  'imports:manage',
  'stream:read',
  'alerts:read',
  'alerts:manage',
  'inbox:read',
  'inbox:write',
  'answers:approve',
  'outbox:read',
  'outbox:write',
  'outbox:stop',
  'people:read',
  'people:write',
  'objectives:manage',
  'reports:read',
  'moderation:act',
  'moderation:archive',
  'moderation:charter',
  'webhooks:manage',
] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['owner', 'manager', 'agent', 'approver', 'analyst', 'guest'] as const
export type Role = (typeof ROLES)[number]

const READS: Permission[] = [
  'channels:read',
  'stream:read',
  'alerts:read',
  'inbox:read',
  'people:read',
  'reports:read',
]

/** What each role may do; an owner may do everything. A guest sees figures, and no customer's words or record. */
const GRANTS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  manager: PERMISSIONS.filter((permission) => permission !== 'workspace:manage'),
  agent: [...READS, 'inbox:write', 'outbox:read', 'outbox:write', 'people:write', 'moderation:act'],
  approver: [...READS, 'inbox:write', 'answers:approve', 'outbox:read', 'moderation:act'],
  analyst: READS,
  guest: ['reports:read'],
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(GRANTS[role])
}
