import type { Clock } from '../../../lib/clock/index.ts'
import { hashToken } from '../../../lib/crypto/index.ts'
import type { Handle } from '../../../lib/db/index.ts'
import type { Live } from '../../../lib/live/index.ts'
import { holderOf, type KeyHolder } from '../keys/holder.ts'
import { memberNames } from '../members/names.ts'
import { type Membership, membershipsOf } from '../members/store.ts'
import { ACCESS } from './changed.ts'

type Names = ReadonlyMap<string, string>

/** Where one looks up who holds a key, which workspaces a person may enter, and what members are called. */
export interface Register {
  holderOf(secret: string): Promise<KeyHolder | null>
  membershipsOf(userId: string): Promise<Membership[]>
  memberNames(workspaceId: string): Promise<Names>
}

/** Milliseconds after which one asks again whatever was heard, for changes made by hand in the database. */
const KEPT = 10_000
const MOST = 5000

export function askingRegister(db: Handle): Register {
  return {
    holderOf: (secret) => holderOf(db, secret),
    membershipsOf: (userId) => membershipsOf(db, userId),
    memberNames: (workspaceId) => memberNames(db, workspaceId),
  }
}

export interface RememberingRegister extends Register {
  /** Call it when something was changed, before anybody is told that it was. */
  forget(): void
}

/**
 * Remembers who was found, never that nobody was, and only while it hears of changes: every notice of them, from
 * whatever process, and every cut of the connection that brings them, empties the whole memory.
 */
export function rememberingRegister(
  asked: Register,
  live: Pick<Live, 'onNotice' | 'onListening' | 'connected'>,
  clock: Clock,
): RememberingRegister {
  const holders = new Map<string, Kept<KeyHolder>>()
  const memberships = new Map<string, Kept<Membership[]>>()
  const names = new Map<string, Kept<Names>>()
  let era = 0

  function forget(): void {
    era++
    holders.clear()
    memberships.clear()
    names.clear()
  }
  live.onNotice(({ k }) => {
    if (k === ACCESS) forget()
  })
  live.onListening(forget)

  async function recall<T>(kept: Map<string, Kept<T>>, key: string, ask: () => Promise<T | null>) {
    if (!live.connected()) return ask()
    const now = clock.now().getTime()
    const known = kept.get(key)
    if (known && known.until > now) return known.found
    const began = era
    const found = await ask()
    // What was read before a change that was heard of meanwhile is worth nothing afterwards.
    if (found !== null && began === era && live.connected()) {
      if (kept.size >= MOST) kept.clear()
      kept.set(key, { found, until: now + KEPT })
    }
    return found
  }

  return {
    forget,
    holderOf: (secret) => recall(holders, hashToken('api-key', secret), () => asked.holderOf(secret)),
    membershipsOf: async (userId) =>
      (await recall(memberships, userId, async () => {
        const found = await asked.membershipsOf(userId)
        return found.length > 0 ? found : null
      })) ?? [],
    memberNames: async (workspaceId) =>
      (await recall(names, workspaceId, () => asked.memberNames(workspaceId))) ?? new Map(),
  }
}

interface Kept<T> {
  found: T
  until: number
}
