import { z } from 'zod'
import { Problem } from '../../lib/errors/index.ts'
import type { Who } from './audit/store.ts'
import { PASSWORD } from './identity/auth.ts'
import { ROLES } from './policy.ts'
import type { Principal } from './route.ts'

/** Fields that several routes ask for; a message is a key of `error.json`. */
export const personName = z.string().trim().min(1).max(100)
export const emailAddress = z
  .email()
  .max(320)
  .transform((email) => email.toLowerCase())
export const newPassword = z.string().min(PASSWORD.least).max(PASSWORD.most)
export const timeZone = z.string().max(60).refine(isTimeZone, 'field_time_zone')
export const localeCode = z.enum(['fr', 'en'])
export const roleName = z.enum(ROLES)
/** What a clock shows, `HH:MM`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const idParams = z.strictObject({ id: z.uuid() })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name.includes('/') || name === 'UTC'
  } catch {
    return false
  }
}

export function whoIs(principal: Principal): Who {
  return { userId: principal.userId, ...(principal.keyId !== undefined && { keyId: principal.keyId }) }
}

/** What concerns the person themselves is not done by a key in their name. @throws Problem `key_cannot` (403) */
export function requirePerson(principal: Principal): void {
  if (principal.keyId !== undefined) throw new Problem('key_cannot', { status: 403 })
}
