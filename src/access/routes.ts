import { auditRoutes } from './audit/routes.ts'
import type { Auth } from './identity/identity.ts'
import { identityRoutes } from './identity/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { keyRoutes } from './keys/routes.ts'
import type { Leaving } from './members/members.ts'
import { memberRoutes } from './members/routes.ts'
import { callRoutes } from './on-call/call/routes.ts'
import { onCallRoutes } from './on-call/routes.ts'
import { type Measure, readinessRoutes } from './readiness/routes.ts'
import type { Route } from './route.ts'
import { setupRoutes } from './setup/routes.ts'
import type { Begin } from './setup/setup.ts'
import { workspaceRoutes } from './workspaces/routes.ts'

export interface AccessParts {
  auth: Auth
  /** What the rest of the program prepares in a workspace that begins. */
  begin: Begin
  /** Where the indicators of objectives stand. */
  measure: Measure
  /** What becomes of what is a member's as they go; default: nothing is. */
  leaving?: Leaving
}

const nothingLeft: Leaving = async () => undefined

export function accessRoutes(parts: AccessParts): Route[] {
  const routes = [
    ...setupRoutes(parts.auth, parts.begin),
    ...identityRoutes,
    ...workspaceRoutes,
    ...memberRoutes(parts.leaving ?? nothingLeft),
    ...invitationRoutes(parts.auth),
    ...keyRoutes,
    ...auditRoutes,
    ...onCallRoutes,
    ...callRoutes,
    ...readinessRoutes(parts.measure),
  ]
  // All that change something: to look again is cheap, and a list of those that matter would be forgotten one day.
  return routes.map((one) => (one.method === 'get' ? one : { ...one, changesAccess: true }))
}
