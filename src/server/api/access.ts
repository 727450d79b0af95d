import type { Locale } from './base.ts'

/** RFC 9457; `title` and `detail` are already in the reader's language, `code` is what to quote. */
export interface ProblemJson {
  type: string
  title: string
  status: number
  detail: string
  code: string
  fields?: Record<string, string>
  /** What somebody needs to decide by, besides the words. */
  more?: Record<string, unknown>
}

/** GET /me (member); PATCH /me {name?, locale?, theme?, veil?, timeZone?, workspaceId?} answers the same; POST /me/leave. GET, PATCH /workspace, POST /workspaces. */
export interface Me {
  user: {
    id: string
    name: string
    email: string
    locale: Locale | null
    theme: 'light' | 'dark' | 'auto'
    /** What of others is blurred until it is asked for: nothing, what likely offends most, or whatever likely offends. */
    veil: 'off' | 'harsh' | 'strict'
    timeZone: string
    twoFactor: boolean
  }
  workspace: { id: string; name: string; timeZone: string; demo: boolean }
  role: string
  permissions: string[]
  workspaces: { id: string; name: string }[]
}

/** GET /setup (public): `needed` until the first owner exists. POST /setup with SetupRequest: 204 and the session's cookie. */
export interface SetupState {
  needed: boolean
}
export interface SetupRequest {
  /** From the one-time link. */
  token: string
  owner: { name: string; email: string; password: string }
  workspace: { name: string; timeZone: string; locale: Locale }
  readiness: Readiness
}
/** The questions to answer before starting (B3); GET and PUT /readiness later. */
export interface Readiness {
  brand: { names: string[]; site: string; competitors: string[]; languages: Locale[]; identity: string[] }
  people: { who: string; answersWithinHours: number; outOfHours: string; approves: string }
  objectives: Objective[]
}
export interface Objective {
  /** `reply-time` (hours), `answered-share` (%), `sentiment` (net, -100 to 100), `mentions` (a week), `custom` */
  indicator: 'reply-time' | 'answered-share' | 'sentiment' | 'mentions' | 'custom'
  label: string
  target: number
  by: string
  agreedWith: string
}
/** GET /objectives: with the present value where the indicator is measured. */
export interface ObjectiveState extends Objective {
  id: string
  value: number | null
  unit: string
}

/** GET /members, PATCH /members/{id} {role}, DELETE /members/{id} */
export interface Member {
  id: string
  userId: string
  name: string
  email: string
  role: string
  lastSeen: string | null
}
/** GET, POST /invitations {email, role}; the answer to POST has `link` once. GET /invitations/{token} and POST /invitations/{token}/accept are public. */
export interface Invitation {
  id: string
  email: string
  role: string
  expires: string
  link?: string
}
/** GET, POST /keys {name, permissions}, DELETE /keys/{id}; `secret` only in the answer to POST. */
export interface ApiKey {
  id: string
  name: string
  prefix: string
  permissions: string[]
  created: string
  lastUsed: string | null
  secret?: string
}
/** GET /audit?cursor */
export interface AuditEntry {
  id: string
  at: string
  who: string
  action: string
  target: string
  detail: Record<string, unknown>
}
