import { sql } from 'kysely'
import { type Handle, notify } from '../../../../lib/db/index.ts'
import type { Profile, Quota } from '../../../channels/index.ts'

interface Whose {
  workspace_id: string
  id: string
}

/** Notes who an account is on its network; says so only where it is news. */
export async function noteProfile(db: Handle, row: Whose, profile: Profile): Promise<void> {
  const said = JSON.stringify({
    ...profile,
    url: webAddress(profile.url),
    avatar: webAddress(profile.avatar),
  })
  const { numAffectedRows } = await sql`
    update channel_account set profile = ${said}::jsonb
    where workspace_id = ${row.workspace_id} and id = ${row.id} and profile is distinct from ${said}::jsonb`.execute(
    db,
  )
  if (Number(numAffectedRows) > 0) await notify(db, { w: row.workspace_id, k: 'account', id: row.id })
}

/** What a network names is shown as a link, so it must be one. */
function webAddress(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined
}

/** Most answers of a network tell what is left: so much is gathered before it is written. */
const GATHER_MS = 250

const gathered = new Map<string, Map<string, Quota>>()

/**
 * Notes what a network says may still be done. Written within a quarter of a second, and at once where nothing is
 * left; of several answers on the way the least stands, as they come back in any order.
 */
export function noteQuota(db: Handle, row: Whose, quota: Quota, failed: (error: unknown) => void): void {
  const key = `${row.workspace_id}:${row.id}`
  const there = gathered.get(key)
  const quotas = there ?? new Map<string, Quota>()
  const before = quotas.get(quota.name)
  quotas.set(quota.name, before && isLess(before, quota) ? before : quota)
  const write = () => {
    if (gathered.get(key) !== quotas) return
    gathered.delete(key)
    writeQuotas(db, row, [...quotas.values()]).catch(failed)
  }
  if (!there) {
    gathered.set(key, quotas)
    setTimeout(write, GATHER_MS).unref()
  }
  if (quota.remaining <= 0) write()
}

function isLess(before: Quota, now: Quota): boolean {
  const sameSpan = Math.abs(before.resets.getTime() - now.resets.getTime()) < 2000
  return sameSpan ? before.remaining < now.remaining : before.resets > now.resets
}

async function writeQuotas(db: Handle, row: Whose, quotas: Quota[]): Promise<void> {
  const said = Object.fromEntries(
    quotas.map(({ name, remaining, limit, resets }) => [
      name.slice(0, 100),
      { remaining, limit, resets: resets.toISOString() },
    ]),
  )
  await sql`
    update channel_account set quotas = quotas || ${JSON.stringify(said)}::jsonb
    where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(db)
}
