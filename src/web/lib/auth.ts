import { exchange } from './api.ts'
import { createPasskey, getPasskey } from './webauthn.ts'

/** better-auth's own endpoints; its client library would weigh more than these lines. */
const auth = {
  get: <T>(path: string) => exchange<T>('GET', `/api/auth${path}`),
  post: <T>(path: string, body: unknown = {}) => exchange<T>('POST', `/api/auth${path}`, body),
}

export interface Session {
  id: string
  token: string
  userAgent: string | null
  ipAddress: string | null
  createdAt: string
  updatedAt: string
}

export interface Passkey {
  id: string
  name: string | null
  createdAt: string
}

export interface TwoFactorSetup {
  totpURI: string
  backupCodes: string[]
}

/** True when a second factor is still asked. */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await auth.post<{ twoFactorRedirect?: boolean }>('/sign-in/email', {
    email,
    password,
    rememberMe: true,
  })
  return answer.twoFactorRedirect === true
}

export async function signInWithPasskey(): Promise<void> {
  const options = await auth.get<Record<string, unknown>>('/passkey/generate-authenticate-options')
  await auth.post('/passkey/verify-authentication', { response: await getPasskey(options) })
}

export async function addPasskey(name: string): Promise<void> {
  const options = await auth.get<Record<string, unknown>>(
    `/passkey/generate-register-options?name=${encodeURIComponent(name)}`,
  )
  await auth.post('/passkey/verify-registration', { name, response: await createPasskey(options) })
}

export const security = {
  verifyTotp: (code: string, trustDevice: boolean) =>
    auth.post('/two-factor/verify-totp', { code, trustDevice }),
  verifyBackupCode: (code: string) => auth.post('/two-factor/verify-backup-code', { code }),
  enableTwoFactor: (password: string) => auth.post<TwoFactorSetup>('/two-factor/enable', { password }),
  disableTwoFactor: (password: string) => auth.post('/two-factor/disable', { password }),
  changePassword: (currentPassword: string, newPassword: string) =>
    auth.post('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
  signUp: (name: string, email: string, password: string) =>
    auth.post('/sign-up/email', { name, email, password }),
  signOut: () => auth.post('/sign-out'),
  current: () => auth.get<{ session: { token: string } } | null>('/get-session'),
  sessions: () => auth.get<Session[]>('/list-sessions'),
  revoke: (token: string) => auth.post('/revoke-session', { token }),
  revokeOthers: () => auth.post('/revoke-other-sessions'),
  passkeys: () => auth.get<Passkey[]>('/passkey/list-user-passkeys'),
  deletePasskey: (id: string) => auth.post('/passkey/delete-passkey', { id }),
}
