import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../../lib/db/index.ts'
import type { Log } from '../../../lib/log/index.ts'
import { ownOrigins } from './origin.ts'

export interface AuthOptions {
  /** Where people reach this server (`https://veille.example.org`): origin of cookies and passkeys. */
  publicUrl: string
  /** At least 32 random characters, kept outside the database: signs cookies and seals second factors. */
  secret: string
  /** False only where one address rightly makes many sign-ins (tests). */
  limits?: boolean
}

/** The header by which the server tells the sign-in library where a request comes from; clients cannot set it. */
export const ADDRESS_HEADER = 'x-veillee-address'
export const PASSWORD = { least: 8, most: 128 }

/** The sign-in library over our tables. It answers only the paths of `answer.ts`; nobody signs up by themselves. */
export function createLibrary(db: Handle, options: AuthOptions, log: Log) {
  const origins = ownOrigins(options.publicUrl)
  return betterAuth({
    appName: 'Veillée',
    baseURL: new URL(options.publicUrl).origin,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: origins,
    database: { db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ part: 'sign-in' }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD.least,
      maxPasswordLength: PASSWORD.most,
    },
    plugins: [secondFactor(), passkeys(options.publicUrl, origins)],
    advanced: advanced(options.publicUrl),
    ...ourTables(),
    rateLimit: {
      enabled: options.limits !== false,
      window: 60,
      max: 100,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/two-factor/*': { window: 60, max: 10 } },
      storage: 'database',
      modelName: 'app_rate_limit',
      fields: { lastRequest: 'last_request' },
    },
  })
}

/** Over https the cookies bear the `__Host-` prefix: bound to this very host, path `/`, never sent in clear. */
function advanced(publicUrl: string): BetterAuthOptions['advanced'] {
  const secure = new URL(publicUrl).protocol === 'https:'
  return {
    database: { generateId: () => uuidv7(), validateSchema: false },
    ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    useSecureCookies: false,
    cookiePrefix: secure ? '__Host-veillee' : 'veillee',
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    disableOriginCheck: false,
    disableCSRFCheck: false,
  }
}

function secondFactor() {
  return twoFactor({
    issuer: 'Veillée',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'app_two_factor',
        fields: {
          userId: 'user_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  })
}

function passkeys(publicUrl: string, origins: string[]) {
  return passkey({
    rpID: siteOf(publicUrl),
    rpName: 'Veillée',
    origin: origins,
    schema: {
      passkey: {
        modelName: 'app_passkey',
        fields: {
          userId: 'user_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  })
}

/** Browsers give no passkey to an address in figures: of this machine, they know the name. */
function siteOf(publicUrl: string): string {
  const { hostname } = new URL(publicUrl)
  return hostname === '127.0.0.1' || hostname === '[::1]' ? 'localhost' : hostname
}

function ourTables() {
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return {
    user: { modelName: 'app_user', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      modelName: 'app_session',
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'app_account',
      accountLinking: { enabled: false },
      fields: {
        ...times,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: {
      modelName: 'app_verification',
      storeIdentifier: 'hashed',
      fields: { ...times, expiresAt: 'expires_at' },
    },
  } satisfies BetterAuthOptions
}
