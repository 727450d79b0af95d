import { Problem, unauthenticated } from '../../../lib/errors/index.ts'

/** What the sign-in library is asked over HTTP, under `/api/auth`; it knows more paths, which do not exist for us. */
export const AUTH_PATHS: Record<string, 'GET' | 'POST'> = {
  '/sign-in/email': 'POST',
  '/sign-out': 'POST',
  '/get-session': 'GET',
  '/list-sessions': 'GET',
  '/revoke-session': 'POST',
  '/revoke-other-sessions': 'POST',
  '/change-password': 'POST',
  '/two-factor/enable': 'POST',
  '/two-factor/disable': 'POST',
  '/two-factor/verify-totp': 'POST',
  '/two-factor/verify-backup-code': 'POST',
  '/two-factor/generate-backup-codes': 'POST',
  '/passkey/generate-register-options': 'GET',
  '/passkey/generate-authenticate-options': 'GET',
  '/passkey/verify-registration': 'POST',
  '/passkey/verify-authentication': 'POST',
  '/passkey/list-user-passkeys': 'GET',
  '/passkey/delete-passkey': 'POST',
  '/passkey/update-passkey': 'POST',
}

/** The library's codes in our words; one that is not here is told as a plain refusal. */
const WORDS: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'auth_credentials',
  INVALID_EMAIL: 'auth_credentials',
  INVALID_PASSWORD: 'auth_password',
  PASSWORD_TOO_SHORT: 'auth_password_short',
  PASSWORD_TOO_LONG: 'auth_password_long',
  INVALID_CODE: 'auth_code',
  INVALID_BACKUP_CODE: 'auth_backup_code',
  INVALID_TWO_FACTOR_COOKIE: 'auth_step_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'auth_step_expired',
  SESSION_NOT_FRESH: 'auth_fresh',
  TOTP_ALREADY_ENABLED: 'auth_two_factor_on',
  TOTP_NOT_ENABLED: 'auth_two_factor_off',
  TWO_FACTOR_NOT_ENABLED: 'auth_two_factor_off',
  BACKUP_CODES_NOT_ENABLED: 'auth_two_factor_off',
  VALIDATION_ERROR: 'body_invalid',
}

/** The second step of an account on which many wrong codes were tried, for so long at most. */
const LOCKED = 'ACCOUNT_TEMPORARILY_LOCKED'
const LOCKED_SECONDS = 900

/** Told whatever their status: the library calls a device's wrong answer a fault of its own. */
const PASSKEY = [
  'CHALLENGE_NOT_FOUND',
  'FAILED_TO_VERIFY_REGISTRATION',
  'YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY',
  'PREVIOUSLY_REGISTERED',
  'PASSKEY_NOT_FOUND',
  'AUTHENTICATION_FAILED',
]

/** Turns a refusal of the library (JSON in English with a code of its own) into a problem in our words. */
export async function refusal(path: string, response: Response): Promise<Problem> {
  const { code } = await codeOf(response)
  if (code === LOCKED) return new Problem('auth_locked', { status: 429, values: { seconds: LOCKED_SECONDS } })
  if (response.status === 429) {
    const seconds = Number(response.headers.get('x-retry-after') ?? 60)
    return new Problem('rate_limited', { status: 429, values: { seconds } })
  }
  if (PASSKEY.includes(code))
    return new Problem('auth_passkey', { status: path === '/passkey/verify-authentication' ? 401 : 422 })
  if (response.status >= 500)
    return new Problem('internal', { status: 500, cause: new Error(`sign-in: ${code}`) })
  const id = WORDS[code]
  if (id) return new Problem(id, { status: id === 'body_invalid' ? 422 : response.status })
  if (response.status === 401) return unauthenticated()
  return new Problem('auth_refused', { status: response.status })
}

async function codeOf(response: Response): Promise<{ code: string }> {
  try {
    const { code } = (await response.json()) as { code?: unknown }
    return { code: typeof code === 'string' ? code : 'none' }
  } catch {
    return { code: 'none' }
  }
}
