import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { ChannelFailure } from '../../../channels/index.ts'

/** First half of the installation's locks of this kind; the second is a digest of the account. */
const LOCKS = 7_242_003
const LOOK_EVERY = 100
const LONGEST_MS = 60_000
/** Connections held by renewals at once, far under what a process has. */
const AT_ONCE = 4

const last = new Map<string, Promise<unknown>>()
let free = AT_ONCE
const waiting: (() => void)[] = []

/**
 * Runs `work` when nobody else of the installation is at the same account: in this process one after the other, so
 * that it costs one connection, and across processes by an advisory lock on that connection.
 */
export function inTurn<R>(db: Handle, account: string, work: (held: Handle) => Promise<R>): Promise<R> {
  const before = last.get(account) ?? Promise.resolve()
  const mine = before.then(() => underLock(db, account, work))
  const settled = mine.then(
    () => undefined,
    () => undefined,
  )
  last.set(account, settled)
  settled.then(() => last.get(account) === settled && last.delete(account))
  return mine
}

async function underLock<R>(db: Handle, account: string, work: (held: Handle) => Promise<R>): Promise<R> {
  if (free > 0) free--
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await db.connection().execute(async (connection) => {
      const held = connection as Handle
      await waitForLock(held, account)
      try {
        return await work(held)
      } finally {
        // On a connection that was lost the server has let go by itself.
        await sql`select pg_advisory_unlock(${LOCKS}, hashtext(${account}))`
          .execute(held)
          .catch(() => undefined)
      }
    })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

/** Whoever holds it may be frozen, and must not keep those of other accounts from their turn. */
async function waitForLock(held: Handle, account: string): Promise<void> {
  const until = performance.now() + LONGEST_MS
  while (!(await tryLock(held, account))) {
    if (performance.now() > until) throw new ChannelFailure({ kind: 'unreachable', detail: 'http.timeout' })
    await pause(LOOK_EVERY)
  }
}

async function tryLock(held: Handle, account: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_lock(${LOCKS}, hashtext(${account})) as mine`.execute(held)
  return rows[0]?.mine === true
}
