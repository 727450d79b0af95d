import type { Handle } from '../../../lib/db/index.ts'
import { step } from './standing.ts'
import { createSite, getSite, type NewSite, noteCertificate, noteLook, standingOf } from './store.ts'

/** What was found, so many minutes ago. */
export interface Shown {
  ago: number
  status: number
  took: number
}

/** A site of the demonstration: shown as though it had been looked at, and looked at by nobody. */
export async function showSite(
  tx: Handle,
  workspaceId: string,
  site: NewSite,
  looks: readonly Shown[],
  options: { now: Date; expires: Date },
): Promise<void> {
  const at = (ago: number) => new Date(options.now.getTime() - ago * 60_000)
  const id = await createSite(tx, workspaceId, site, at(looks[0]?.ago ?? 0))
  for (const { ago, status, took } of looks) {
    const row = await getSite(tx, workspaceId, id)
    const good = status < 300
    const told = step(standingOf(row), good ? 'good' : 'bad', {
      now: at(ago),
      minutes: site.minutes,
      random: 0.5,
    })
    const fault = good ? null : { kind: 'status' as const, detail: `HTTP ${status}` }
    await noteLook(tx, row, told, { fault, status, took }, at(ago))
  }
  const row = await getSite(tx, workspaceId, id)
  await noteCertificate(tx, row, { expires: options.expires, issuer: 'Let’s Encrypt' }, options.now)
  await noteLook(
    tx,
    row,
    { ...row, next: null },
    { fault: row.fault, status: null, took: row.took },
    options.now,
  )
}
