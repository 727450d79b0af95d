import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { conflict, invalid, Problem } from '../../../lib/errors/index.ts'
import { audit } from '../audit/store.ts'
import type { Auth } from '../identity/identity.ts'
import { findUser, findUserByEmail, insertUser } from '../identity/store.ts'
import { chooseWorkspace, insertMember } from '../members/store.ts'
import { findInvitation, type OpenInvitation, useInvitation } from './store.ts'

export interface Acceptance {
  token: string
  /** Of a person who has no account yet. */
  name?: string
  password?: string
  /** The person already signed in, if any. */
  userId: string | null
  locale: 'fr' | 'en'
  from: Headers
  now: Date
}

export function dead(): Problem {
  return new Problem('invitation_dead', { status: 410 })
}

/**
 * Lets the invited person in: one with an account must be signed in to it (an address alone proves nothing), one
 * without makes theirs.
 * @returns `Set-Cookie` lines of a new session, none for a person already in
 * @throws Problem `invitation_dead`, `sign_in_first`, `invitation_elsewhere`, `invitation_account`, `already_member`
 */
export async function acceptInvitation(
  db: Handle,
  auth: Auth,
  it: Acceptance,
): Promise<{ workspaceId: string; setCookies: string[] }> {
  const invitation = await findInvitation(db, it.token, it.now)
  if (!invitation) throw dead()
  const known = await knownPerson(db, invitation, it.userId)
  const account = known ? null : await newAccount(auth, it)
  await inTransaction(db, async (tx) => {
    if (!(await useInvitation(tx, invitation.workspaceId, invitation.id, it.now))) throw dead()
    const userId =
      known ?? (await insertUser(tx, { ...newOne(account), email: invitation.email, locale: it.locale }))
    await join(tx, invitation, userId, it.now)
  })
  const { workspaceId } = invitation
  if (!account) return { workspaceId, setCookies: [] }
  return { workspaceId, setCookies: await auth.signIn(invitation.email, account.password, it.from) }
}

async function join(tx: Handle, invitation: OpenInvitation, userId: string, now: Date): Promise<void> {
  const { workspaceId, role } = invitation
  const id = await insertMember(tx, workspaceId, userId, role)
  await chooseWorkspace(tx, userId, workspaceId, now)
  await audit(tx, { workspaceId, who: { userId }, action: 'member.join', target: userId, detail: { role } })
  await notify(tx, { w: workspaceId, k: 'member', id })
}

/** The account the invitation may join, when its owner is the one who asks; null when there is no such account. */
async function knownPerson(
  db: Handle,
  invitation: OpenInvitation,
  userId: string | null,
): Promise<string | null> {
  if (userId) {
    const user = await findUser(db, userId)
    if (user.email !== invitation.email) throw conflict('invitation_elsewhere', { email: invitation.email })
    return user.id
  }
  if (await findUserByEmail(db, invitation.email))
    throw conflict('sign_in_first', { email: invitation.email })
  return null
}

interface Account {
  name: string
  password: string
  passwordHash: string
}

async function newAccount(auth: Auth, it: Acceptance): Promise<Account> {
  if (!it.name || !it.password) {
    const fields = {
      ...(!it.name && { name: 'field_required' }),
      ...(!it.password && { password: 'field_required' }),
    }
    throw invalid('invitation_account', {}, fields)
  }
  return { name: it.name, password: it.password, passwordHash: await auth.hashPassword(it.password) }
}

function newOne(account: Account | null): { name: string; passwordHash: string } {
  if (!account) throw new Error('an account is made exactly when the person has none')
  return { name: account.name, passwordHash: account.passwordHash }
}
