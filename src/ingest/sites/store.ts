import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import type { Checked } from './check/check.ts'
import { byHour, type Standing, type Step } from './standing.ts'
import type { FallTable, SiteHourTable, SiteTable, SiteTables } from './tables.ts'

export type SiteRow = Selectable<SiteTable>
export type FallRow = Selectable<FallTable>
export type HourRow = Selectable<SiteHourTable>

const MOST_SITES = 500
const LEASE_SECONDS = 120
/** How long hours are kept. */
const KEPT_DAYS = 400

const open = (db: Handle) => tables<SiteTables>(db)

export async function listSites(db: Handle, workspaceId: string): Promise<SiteRow[]> {
  return await open(db)
    .selectFrom('watched_site')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created')
    .orderBy('id')
    .limit(MOST_SITES)
    .execute()
}

/** @throws Problem `not_found` */
export async function getSite(db: Handle, workspaceId: string, id: string): Promise<SiteRow> {
  const row = await open(db)
    .selectFrom('watched_site')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('site')
  return row
}

export type NewSite = Pick<SiteTable, 'url' | 'name' | 'minutes' | 'status' | 'text' | 'seconds'>

/** @throws Problem `sites_full` (409) */
export async function createSite(tx: Handle, workspaceId: string, site: NewSite, now: Date): Promise<string> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from watched_site where workspace_id = ${workspaceId}`.execute(tx)
  if ((rows[0]?.count ?? 0) >= MOST_SITES) throw conflict('sites_full', { max: MOST_SITES })
  const id = uuidv7()
  await open(tx)
    .insertInto('watched_site')
    .values({ workspace_id: workspaceId, id, ...site, created: now, next_look: now })
    .execute()
  await notify(tx, { w: workspaceId, k: 'site', id })
  return id
}

/**
 * What changes what is asked or expected begins anew: what was known is of something else, and a fall that goes on ends.
 * What is said again as it was changes nothing, and another name brings no look forward.
 */
export async function changeSite(
  tx: Handle,
  row: SiteRow,
  change: Partial<NewSite> & { paused?: boolean },
  now: Date,
): Promise<void> {
  const { workspace_id, id } = row
  const changes = (key: keyof typeof change) => key in change && change[key] !== row[key]
  const anew = (['url', 'status', 'text', 'paused'] as const).some(changes)
  const soon = anew || (['minutes', 'seconds'] as const).some(changes)
  const paused = change.paused ?? row.paused
  const fresh = {
    state: 'unknown' as const,
    since: null,
    last: null,
    took: null,
    fault: null,
    cut_off: false,
  }
  const forgotten = { tls_expires: null, tls_issuer: null, tls_looked: null }
  if (Object.keys(change).length === 0) return
  if (anew) await endFall(tx, row, now)
  await open(tx)
    .updateTable('watched_site')
    .set({
      ...change,
      ...(anew ? fresh : {}),
      ...(changes('url') ? forgotten : {}),
      ...(soon ? { next_look: paused ? null : now, lease: null } : {}),
    })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspace_id, k: 'site', id })
}

/** The caller has a transaction: a look that is under way ends first, and what it kept goes too. */
export async function deleteSite(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await sql`select 1 from watched_site where workspace_id = ${workspaceId} and id = ${id} for update`.execute(
    tx,
  )
  for (const table of ['site_fall', 'site_hour'] as const) {
    await open(tx)
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('site_id', '=', id)
      .execute()
  }
  await open(tx)
    .deleteFrom('watched_site')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspaceId, k: 'site', id })
}

/** Sites whose time has come, of all workspaces, taken for two minutes: whoever takes one looks at it alone. */
export async function claimSites(db: Handle, now: Date, most: number): Promise<SiteRow[]> {
  const { rows } = await sql<SiteRow>`
    with due as materialized (
      select workspace_id, id from watched_site
      where next_look <= ${now} and (lease is null or lease <= ${now})
      order by next_look limit ${most} for update skip locked)
    update watched_site as site set lease = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second'
    from due where site.workspace_id = due.workspace_id and site.id = due.id
    returning site.*`.execute(db)
  return rows
}

/** Sites of other hosts that were looked at lately: how many, and how many of them answered at all. */
export async function othersSeen(
  db: Handle,
  site: SiteRow,
  since: Date,
): Promise<{ looked: number; answered: number }> {
  const host = URL.parse(site.url)?.hostname ?? ''
  const others = (await listSites(db, site.workspace_id)).filter(
    (one) =>
      (one.cut_off || (one.last && one.last >= since)) &&
      URL.parse(one.url)?.hostname !== host &&
      !one.paused,
  )
  return { looked: others.length, answered: others.filter((one) => one.took !== null).length }
}

/** What is known of a site as it is kept; a look that told nothing parts what was before from what comes. */
export function standingOf({ state, since, last, cut_off }: SiteRow): Standing {
  return { state, since, last: cut_off ? null : last }
}

/**
 * Keeps what a look told, all of it or nothing; false where the site was changed or taken away meanwhile, and nothing is
 * kept. The caller has a transaction.
 */
export async function noteLook(
  tx: Handle,
  site: SiteRow,
  told: Omit<Step, 'next'> & { next: Date | null },
  checked: Checked,
  now: Date,
): Promise<boolean> {
  const untold = told.last === null
  const { numUpdatedRows } = await open(tx)
    .updateTable('watched_site')
    .set({
      state: told.state,
      since: told.since,
      ...(untold ? { took: null } : { last: told.last, took: checked.took }),
      fault: checked.fault && JSON.stringify(checked.fault),
      cut_off: untold,
      next_look: told.next,
      lease: null,
    })
    .where('workspace_id', '=', site.workspace_id)
    .where('id', '=', site.id)
    .where('next_look', '=', site.next_look)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return false
  await addHours(tx, site, told, checked, now)
  if (told.event?.kind === 'down') await beginFall(tx, site, told.event.at, checked, now)
  if (told.event?.kind === 'up') await endFall(tx, site, told.event.at)
  if (told.event || told.state !== site.state || untold !== site.cut_off)
    await notify(tx, { w: site.workspace_id, k: 'site', id: site.id })
  return true
}

async function addHours(
  tx: Handle,
  site: SiteRow,
  told: Pick<Step, 'stretch'>,
  { took }: Checked,
  now: Date,
): Promise<void> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  const parts = new Map((told.stretch ? byHour(told.stretch) : []).map((part) => [+part.hour, part]))
  if (took !== null && !parts.has(+hour)) parts.set(+hour, { hour, up: 0, down: 0 })
  for (const part of parts.values()) {
    const [answers, time] = took !== null && +part.hour === +hour ? [1, took] : [0, 0]
    await sql`
      insert into site_hour (workspace_id, site_id, hour, up, down, answers, took, most)
      values (${site.workspace_id}, ${site.id}, ${part.hour}, ${part.up}, ${part.down}, ${answers}, ${time}, ${time})
      on conflict (workspace_id, site_id, hour) do update set up = site_hour.up + excluded.up,
        down = site_hour.down + excluded.down, answers = site_hour.answers + excluded.answers,
        took = site_hour.took + excluded.took, most = greatest(site_hour.most, excluded.most)`.execute(tx)
  }
}

async function beginFall(
  tx: Handle,
  { workspace_id, id: site_id }: SiteRow,
  began: Date,
  { fault }: Checked,
  told: Date,
): Promise<void> {
  await sql`
    insert into site_fall (workspace_id, site_id, id, began, told, fault)
    values (${workspace_id}, ${site_id}, ${uuidv7()}, ${began}, ${told}, ${JSON.stringify(fault ?? {})})
    on conflict do nothing`.execute(tx)
}

async function endFall(tx: Handle, { workspace_id, id }: SiteRow, at: Date): Promise<void> {
  await open(tx)
    .updateTable('site_fall')
    .set({ ended: at })
    .where('workspace_id', '=', workspace_id)
    .where('site_id', '=', id)
    .where('ended', 'is', null)
    .execute()
}

export async function noteCertificate(
  db: Handle,
  { workspace_id, id, url }: SiteRow,
  found: { expires: Date; issuer: string } | undefined,
  now: Date,
): Promise<void> {
  await open(db)
    .updateTable('watched_site')
    .set({ tls_looked: now, ...(found ? { tls_expires: found.expires, tls_issuer: found.issuer } : {}) })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('url', '=', url)
    .execute()
  await notify(db, { w: workspace_id, k: 'site', id })
}

/** Seconds up and down of each site since a moment. */
export async function sumsSince(
  db: Handle,
  workspaceId: string,
  since: Date,
): Promise<Map<string, { up: number; down: number }>> {
  const { rows } = await sql<{ site_id: string; up: number; down: number }>`
    select site_id, sum(up) as up, sum(down) as down from site_hour
    where workspace_id = ${workspaceId} and hour >= ${since} group by site_id`.execute(db)
  return new Map(rows.map(({ site_id, up, down }) => [site_id, { up: Number(up), down: Number(down) }]))
}

export async function hoursOf(
  db: Handle,
  workspaceId: string,
  siteId: string,
  since: Date,
): Promise<HourRow[]> {
  return await open(db)
    .selectFrom('site_hour')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('site_id', '=', siteId)
    .where('hour', '>=', since)
    .orderBy('hour')
    .execute()
}

/** Newest first. */
export async function fallsOf(db: Handle, workspaceId: string, siteId: string): Promise<FallRow[]> {
  return await open(db)
    .selectFrom('site_fall')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('site_id', '=', siteId)
    .orderBy('began', 'desc')
    .limit(50)
    .execute()
}

export async function forgetHours(db: Handle, now: Date): Promise<void> {
  await open(db)
    .deleteFrom('site_hour')
    .where('hour', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
    .execute()
}
