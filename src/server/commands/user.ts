import { randomToken } from '../../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import {
  audit,
  changeRole,
  createWorkspace,
  findUserByEmail,
  hashPassword,
  insertMember,
  insertUser,
  listUsers,
  listWorkspaces,
  membershipsOf,
  PERMISSIONS,
  type Role,
  removeSecondFactor,
  replacePassword,
  type Workspace,
} from '../../access/index.ts'

/** Whoever types on this machine may do everything; the journal says that it was done from here. */
const WHO = { label: 'veillee user' }
const ALL = { who: WHO, permissions: new Set(PERMISSIONS) }

export interface NewPerson {
  email: string
  name: string
  role: Role
  /** Id or name; may be left out where there is only one. */
  workspace?: string
  /** Opens a workspace of this name for them instead. */
  newWorkspace?: string
  /** One is made up, and shown once, when none is given. */
  password?: string
  locale: 'fr' | 'en'
}

/**
 * Creates an account (or takes the one there is) and makes it a member.
 * @returns the password that was made up, null when one was given or the account existed
 * @throws Problem `not_found`, `user_workspace`, `already_member`, `auth_password_short`
 */
export async function createUser(db: Handle, person: NewPerson): Promise<{ password: string | null }> {
  requireLength(person.password)
  const made = person.password === undefined ? randomToken(12) : null
  const passwordHash = await hashPassword(made ?? person.password ?? '')
  return await inTransaction(db, async (tx) => {
    const workspaceId = await workspaceFor(tx, person)
    const known = await findUserByEmail(tx, person.email)
    const { name, email, locale } = person
    const userId = known?.id ?? (await insertUser(tx, { name, email, passwordHash, locale }))
    await insertMember(tx, workspaceId, userId, person.role)
    const detail = { role: person.role }
    await audit(tx, { workspaceId, who: WHO, action: 'member.join', target: userId, detail })
    return { password: known ? null : made }
  })
}

async function workspaceFor(tx: Handle, person: NewPerson): Promise<string> {
  if (person.newWorkspace === undefined) return (await oneWorkspace(tx, person.workspace)).id
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return await createWorkspace(tx, { name: person.newWorkspace, timeZone, locale: person.locale })
}

async function oneWorkspace(handle: Handle, asked: string | undefined): Promise<Workspace> {
  const all = await listWorkspaces(handle)
  const named = asked?.toLowerCase()
  const fitting = all.filter(
    ({ id, name }) => asked === undefined || id === asked || name.toLowerCase() === named,
  )
  const [only, second] = fitting
  if (!only) throw notFound('workspace')
  if (second)
    throw invalid('user_workspace', { names: fitting.map((one) => `${one.name} (${one.id})`).join(', ') })
  return only
}

/**
 * Gives a new password (one is made up unless given) and ends every session; also takes two-step sign-in away when
 * the telephone is lost.
 * @throws Problem `not_found`, `auth_password_short`
 */
export async function resetPassword(
  db: Handle,
  it: { email: string; password?: string; twoFactorOff?: boolean },
): Promise<{ password: string | null }> {
  requireLength(it.password)
  const made = it.password === undefined ? randomToken(12) : null
  const passwordHash = await hashPassword(made ?? it.password ?? '')
  const user = await userOf(db, it.email)
  await inTransaction(db, async (tx) => {
    await replacePassword(tx, user.id, passwordHash)
    if (it.twoFactorOff) await removeSecondFactor(tx, user.id)
    for (const { workspaceId } of await membershipsOf(tx, user.id)) {
      const detail = { twoFactorOff: it.twoFactorOff === true }
      await audit(tx, { workspaceId, who: WHO, action: 'password.reset', target: user.id, detail })
    }
  })
  return { password: made }
}

/** @throws Problem `not_found`, `user_workspace`, `last_owner` */
export async function setUserRole(
  db: Handle,
  it: { email: string; role: Role; workspace?: string },
): Promise<void> {
  const user = await userOf(db, it.email)
  const memberships = await membershipsOf(db, user.id)
  const asked = it.workspace === undefined ? null : await oneWorkspace(db, it.workspace)
  const fitting = memberships.filter((one) => asked === null || one.workspaceId === asked.id)
  const [only, second] = fitting
  if (!only) throw notFound('member')
  if (second) throw invalid('user_workspace', { names: fitting.map((one) => one.workspaceName).join(', ') })
  await changeRole(db, only.workspaceId, only.memberId, it.role, ALL)
}

export interface ListedPerson {
  email: string
  name: string
  twoFactor: boolean
  created: string
  workspaces: { name: string; role: Role; lastSeen: string | null }[]
}

/** Everybody with an account, and where they are members. */
export async function listPeople(db: Handle): Promise<ListedPerson[]> {
  const people: ListedPerson[] = []
  for (const user of await listUsers(db)) {
    const memberships = await membershipsOf(db, user.id)
    people.push({
      email: user.email,
      name: user.name,
      twoFactor: user.two_factor_enabled,
      created: user.created_at.toISOString(),
      workspaces: memberships.map((one) => ({
        name: one.workspaceName,
        role: one.role,
        lastSeen: one.lastSeen?.toISOString() ?? null,
      })),
    })
  }
  return people
}

async function userOf(db: Handle, email: string) {
  const user = await findUserByEmail(db, email)
  if (!user) throw notFound('user')
  return user
}

function requireLength(password: string | undefined): void {
  if (password !== undefined && password.length < 8) throw invalid('auth_password_short')
}
