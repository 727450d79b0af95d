import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Permission, Role } from './policy.ts'

type Moment = ColumnType<Date, Date, Date>
type Born = ColumnType<Date, Date | undefined, never>

/** Reference tables: identity is not of one workspace. */
export interface WorkspaceTable {
  id: string
  name: string
  time_zone: string
  locale: 'fr' | 'en'
  demo: Generated<boolean>
  created_at: Born
}

export interface UserTable {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  locale: 'fr' | 'en' | null
  theme: Generated<'light' | 'dark' | 'auto'>
  /** From when on words of others are blurred until they are asked for. */
  veil: Generated<'off' | 'harsh' | 'strict'>
  time_zone: string | null
  two_factor_enabled: Generated<boolean>
  created_at: Born
  updated_at: Moment
}

/** Written by the sign-in library, read and ended by us. */
export interface SessionTable {
  id: string
  user_id: string
  token: string
  expires_at: Moment
  ip_address: string | null
  user_agent: string | null
  created_at: Born
  updated_at: Moment
}

export interface AccountTable {
  id: string
  user_id: string
  provider_id: string
  account_id: string
  password: string | null
}

/** Sealed by the sign-in library. */
export interface TwoFactorTable {
  id: string
  user_id: string
}

export interface MemberTable {
  workspace_id: string
  id: string
  user_id: string
  role: Role
  created_at: Born
  last_seen_at: ColumnType<Date | null, Date | undefined, Date>
  /** When the visit before this one ended. */
  left_at: ColumnType<Date | null, undefined, Date>
  /** When the person last chose this workspace among theirs. */
  chosen_at: ColumnType<Date | null, undefined, Date>
}

export interface SetupTokenTable {
  id: string
  token_hash: string
  created_at: Born
  expires_at: Moment
  used_at: ColumnType<Date | null, undefined, Date>
}

/** Tables of one workspace. */
export interface InvitationTable {
  workspace_id: string
  id: string
  email: string
  role: Role
  token_hash: string
  invited_by: string
  created_at: Born
  expires_at: Moment
  accepted_at: ColumnType<Date | null, undefined, Date>
  revoked_at: ColumnType<Date | null, undefined, Date>
}

export interface ApiKeyTable {
  workspace_id: string
  id: string
  member_id: string
  name: string
  prefix: string
  token_hash: string
  permissions: Permission[]
  created_at: Born
  last_used_at: ColumnType<Date | null, undefined, Date>
  revoked_at: ColumnType<Date | null, undefined, Date>
}

export interface AuditEntryTable {
  workspace_id: string
  id: string
  at: ColumnType<Date, Date | undefined, never>
  user_id: string | null
  key_id: string | null
  who: string | null
  action: string
  target: string
  detail: JSONColumnType<Record<string, unknown>>
}

export interface IdempotencyKeyTable {
  workspace_id: string
  member_id: string
  key: string
  request_hash: string
  created_at: ColumnType<Date, Date | undefined, Date>
  status: number | null
  content_type: string | null
  body: string | null
}

export interface ReadinessTable {
  workspace_id: string
  answers: JSONColumnType<Record<string, unknown>>
  updated_at: ColumnType<Date, Date | undefined, Date>
  updated_by: string | null
}

export interface ObjectiveTable {
  workspace_id: string
  id: string
  indicator: string
  label: string
  target: number
  due: string
  agreed_with: string
  position: number
  created_at: Born
}

export interface OnCallShiftTable {
  workspace_id: string
  id: string
  member_id: string
  /** Monday is 1, Sunday 7. */
  days: number[]
  /** `HH:MM` of the workspace's clocks. */
  starts: string
  ends: string
}

export interface OnCallSettingTable {
  workspace_id: string
  /** Until the next is called. */
  minutes: number
  cover: 'none' | 'outside' | 'always'
  /** Beginning of the hole that was told last. */
  hole_told: Date | null
}

export interface OnCallCallTable {
  workspace_id: string
  id: string
  about: 'conversation' | 'alarm'
  subject_id: string
  facts: JSONColumnType<Record<string, string | number>>
  began: Date
  state: 'calling' | 'taken' | 'unanswered'
  taken_by: string | null
  ended: Date | null
  /** When the next is told. */
  next_at: Date | null
}

export interface OnCallToldTable {
  workspace_id: string
  call_id: string
  member_id: string
  at: Date
}

export interface AccessTables {
  workspace: WorkspaceTable
  app_user: UserTable
  app_session: SessionTable
  app_account: AccountTable
  app_two_factor: TwoFactorTable
  member: MemberTable
  setup_token: SetupTokenTable
  invitation: InvitationTable
  api_key: ApiKeyTable
  audit_entry: AuditEntryTable
  idempotency_key: IdempotencyKeyTable
  on_call_shift: OnCallShiftTable
  on_call_setting: OnCallSettingTable
  on_call_call: OnCallCallTable
  on_call_told: OnCallToldTable
  readiness: ReadinessTable
  objective: ObjectiveTable
}
