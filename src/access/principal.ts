import type { Clock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import { Problem, unauthenticated } from '../../lib/errors/index.ts'
import type { Auth } from './identity/identity.ts'
import { touchKey } from './keys/holder.ts'
import { touchMember } from './members/store.ts'
import type { Register } from './memory/register.ts'
import { permissionsOf } from './policy.ts'
import type { Principal } from './route.ts'

export interface Entrance {
  principal: Principal
  workspaceId: string
  setCookies: string[]
  /** What the person chose in their settings, and what the workspace speaks otherwise. */
  locale: { chosen: 'fr' | 'en' | null; workspace: 'fr' | 'en' }
}

/** What a request brings to be let in. */
export interface Credentials {
  headers: Headers
  /** The workspace asked for; without it the one chosen last. */
  workspace: string | null
}

const MINUTE = 60_000

/** What letting in takes. */
export interface Door {
  db: Handle
  auth: Auth
  register: Register
  clock: Clock
}

/**
 * Who asks, and where: by `Authorization: Bearer` where there is one (a cookie beside it is then ignored), else by
 * the session. The workspace asked for only ever chooses among those the person belongs to.
 * @throws Problem `unauthenticated`, `key_invalid` (401), `workspace_refused`, `no_workspace` (403)
 */
export async function enter(door: Door, from: Credentials): Promise<Entrance> {
  const bearer = from.headers.get('authorization')
  return bearer === null ? bySession(door, from) : byKey(door, bearer, from)
}

async function bySession({ db, auth, register, clock }: Door, from: Credentials): Promise<Entrance> {
  const session = await auth.session(from.headers)
  if (!session) throw unauthenticated()
  const memberships = await register.membershipsOf(session.userId)
  if (memberships.length === 0) throw new Problem('no_workspace', { status: 403 })
  const at = from.workspace ? memberships.find((one) => one.workspaceId === from.workspace) : memberships[0]
  if (!at) throw new Problem('workspace_refused', { status: 403 })
  const now = clock.now()
  if (stale(at.lastSeen, now)) {
    await touchMember(db, at.workspaceId, at.memberId, now)
    at.lastSeen = now
  }
  return {
    workspaceId: at.workspaceId,
    setCookies: session.setCookies,
    locale: { chosen: at.locale, workspace: at.workspaceLocale },
    principal: {
      userId: session.userId,
      memberId: at.memberId,
      role: at.role,
      permissions: permissionsOf(at.role),
    },
  }
}

async function byKey({ db, register, clock }: Door, bearer: string, from: Credentials): Promise<Entrance> {
  const holder = await register.holderOf(/^Bearer (\S+)$/i.exec(bearer)?.[1] ?? '')
  if (!holder) throw new Problem('key_invalid', { status: 401 })
  if (from.workspace && from.workspace !== holder.workspaceId) {
    throw new Problem('workspace_refused', { status: 403 })
  }
  const now = clock.now()
  if (stale(holder.lastUsed, now)) {
    await touchKey(db, holder, now)
    holder.lastUsed = now
  }
  const ofMember = permissionsOf(holder.role)
  return {
    workspaceId: holder.workspaceId,
    setCookies: [],
    locale: { chosen: null, workspace: holder.workspaceLocale },
    principal: {
      userId: holder.userId,
      memberId: holder.memberId,
      role: holder.role,
      permissions: new Set(holder.permissions.filter((one) => ofMember.has(one))),
      keyId: holder.keyId,
    },
  }
}

function stale(at: Date | null, now: Date): boolean {
  return at === null || now.getTime() - at.getTime() > MINUTE
}
