import { packIds, unpackIds } from '../../../../lib/crypto/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import { notFound, Problem } from '../../../../lib/errors/index.ts'
import { site as channel, type SiteConfig } from '../../../channels/site/index.ts'
import { type AccountRow, getAccount, listAccounts } from '../../../ingest/index.ts'

/** One of our sites, as its doors see it. */
export interface Site {
  workspaceId: string
  accountId: string
  publicId: string
  name: string
  config: SiteConfig
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function siteOf(row: AccountRow): Site {
  const config = channel.config.parse(row.config) as SiteConfig
  const { workspace_id: workspaceId, id: accountId, name } = row
  return { workspaceId, accountId, publicId: packIds(workspaceId, accountId), name, config }
}

/**
 * The site that a public id names. It is written in every page of the site: it opens nothing but what everybody may do.
 * @throws Problem `not_found`, also for one that is paused
 */
export async function openSite(db: Handle, publicId: string): Promise<Site> {
  const ids = unpackIds(publicId)
  if (!ids || !UUID.test(ids.workspaceId) || !UUID.test(ids.id)) throw notFound('site')
  const row = await getAccount(db, ids.workspaceId, ids.id)
  if (row.channel !== channel.id || row.paused) throw notFound('site')
  return siteOf(row)
}

export async function sitesOf(db: Handle, workspaceId: string): Promise<Site[]> {
  const rows = await listAccounts(db, workspaceId)
  return rows.filter((row) => row.channel === channel.id).map(siteOf)
}

/**
 * What lets a page of another origin read the answer: only the origins that the site names. Who is no browser says none.
 * @throws Problem `site_origin` (403)
 */
export function crossOrigin(request: Request, { config }: Site, publicUrl: string): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || origin === new URL(publicUrl).origin) return {}
  if (!config.origins.includes(origin)) throw new Problem('site_origin', { status: 403, values: { origin } })
  return { 'access-control-allow-origin': origin, vary: 'Origin' }
}
