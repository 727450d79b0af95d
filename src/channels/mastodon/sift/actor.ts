import type { Activity, Actor } from '../../../activity/index.ts'
import type { WireAccount } from '../wire/wire.ts'
import type { Memory } from './memory.ts'

/** Where a status was read. */
export interface Reader {
  /** Origin of the server: ids mean something there only. */
  server: string
  /** What local accounts bear after their second @. */
  domain: string
  /** The account itself. */
  me?: { id: string; acct: string } | undefined
  memory: Memory
}

/** `name@domain`, in lower case: what a person is called on every server. */
export function acctOf(acct: string, domain: string): string {
  const bare = acct.replace(/^@/, '').toLowerCase()
  return bare.includes('@') ? bare : `${bare}@${domain}`
}

export function actorOf(account: WireAccount, { domain }: Pick<Reader, 'domain'>): Actor {
  const id = acctOf(account.acct, domain)
  return {
    id,
    handle: id,
    name: account.display_name || id.split('@')[0] || id,
    ...(account.url ? { url: account.url } : {}),
    ...(account.avatar ? { avatar: account.avatar } : {}),
    ...(typeof account.followers_count === 'number' ? { followers: account.followers_count } : {}),
  }
}

export function isMine(account: WireAccount, { me }: Reader): boolean {
  return me !== undefined && account.id === me.id
}

/** Followers-only is private too; so is every audience that a server made up. */
export function visibilityOf(said: string | null | undefined): Activity['visibility'] {
  return said === 'public' || said === 'unlisted' ? 'public' : 'private'
}
