import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import { changedAccess } from '../memory/changed.ts'
import type { AccessTables, UserTable } from '../tables.ts'

export interface NewUser {
  name: string
  email: string
  /** Already hashed by `Auth.hashPassword`. */
  passwordHash: string
  locale?: 'fr' | 'en'
  timeZone?: string
}

/** @throws Problem `email_taken` (409) */
export async function insertUser(tx: Handle, user: NewUser): Promise<string> {
  const db = tables<AccessTables>(tx)
  const id = uuidv7()
  const made = await db
    .insertInto('app_user')
    .values({
      id,
      name: user.name,
      email: user.email.toLowerCase(),
      image: null,
      locale: user.locale ?? null,
      time_zone: user.timeZone ?? null,
      updated_at: new Date(),
    })
    .onConflict((it) => it.column('email').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) throw conflict('email_taken')
  await db
    .insertInto('app_account')
    .values({
      id: uuidv7(),
      user_id: id,
      provider_id: 'credential',
      account_id: id,
      password: user.passwordHash,
    })
    .execute()
  return id
}

/** Sets the password (already hashed) and ends every session: whoever was in with the old one is out. */
export async function replacePassword(tx: Handle, userId: string, passwordHash: string): Promise<void> {
  const db = tables<AccessTables>(tx)
  await db
    .updateTable('app_account')
    .set({ password: passwordHash })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute()
  await db.deleteFrom('app_session').where('user_id', '=', userId).execute()
}

export interface UserRow {
  id: string
  name: string
  email: string
  locale: 'fr' | 'en' | null
  theme: UserTable['theme']['__select__']
  veil: UserTable['veil']['__select__']
  time_zone: string | null
  two_factor_enabled: boolean
}

const COLUMNS = ['id', 'name', 'email', 'locale', 'theme', 'veil', 'time_zone', 'two_factor_enabled'] as const

export async function findUser(handle: Handle, userId: string): Promise<UserRow> {
  const row = await tables<AccessTables>(handle)
    .selectFrom('app_user')
    .select(COLUMNS)
    .where('id', '=', userId)
    .executeTakeFirst()
  if (!row) throw notFound('user')
  return row
}

export async function findUserByEmail(handle: Handle, email: string): Promise<UserRow | undefined> {
  return await tables<AccessTables>(handle)
    .selectFrom('app_user')
    .select(COLUMNS)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
}

export interface Preferences {
  name?: string
  locale?: 'fr' | 'en'
  theme?: 'light' | 'dark' | 'auto'
  veil?: 'off' | 'harsh' | 'strict'
  timeZone?: string
}

export async function updateUser(
  handle: Handle,
  userId: string,
  change: Preferences,
  now: Date,
): Promise<void> {
  await tables<AccessTables>(handle)
    .updateTable('app_user')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.locale !== undefined && { locale: change.locale }),
      ...(change.theme !== undefined && { theme: change.theme }),
      ...(change.veil !== undefined && { veil: change.veil }),
      ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
      updated_at: now,
    })
    .where('id', '=', userId)
    .execute()
  if (change.locale !== undefined || change.name !== undefined) await changedAccess(handle)
}

/** Takes two-step sign-in away from somebody who lost their telephone and their codes; passkeys stay. */
export async function removeSecondFactor(tx: Handle, userId: string): Promise<void> {
  const db = tables<AccessTables>(tx)
  await db.deleteFrom('app_two_factor').where('user_id', '=', userId).execute()
  await db.updateTable('app_user').set({ two_factor_enabled: false }).where('id', '=', userId).execute()
}

/** More than are good at one time: the present one, and one to each side of it. */
const CODES_KEPT = 8

/** Uses a code of the second step up; false for one that was used, also by another at the same moment. */
export async function takeCode(db: Handle, userId: string, code: string): Promise<boolean> {
  const used = hash('sha256', `${userId}:${code.replace(/\D/g, '')}`, 'base64url')
  const { numAffectedRows } = await sql`
    update app_two_factor set used_codes = (array_prepend(${used}::text, used_codes))[1:${sql.lit(CODES_KEPT)}]
    where user_id = ${userId} and not ${used}::text = any(used_codes)`.execute(db)
  return numAffectedRows === 1n
}

export async function endSession(db: Handle, token: string): Promise<void> {
  await tables<AccessTables>(db).deleteFrom('app_session').where('token', '=', token).execute()
}

export interface ListedUser {
  id: string
  name: string
  email: string
  two_factor_enabled: boolean
  created_at: Date
}

/** Everybody with an account on this server, for its administrator at the command line. */
export async function listUsers(handle: Handle): Promise<ListedUser[]> {
  return await tables<AccessTables>(handle)
    .selectFrom('app_user')
    .select(['id', 'name', 'email', 'two_factor_enabled', 'created_at'])
    .orderBy('email')
    .execute()
}
