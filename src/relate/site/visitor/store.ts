import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken } from '../../../../lib/crypto/index.ts'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { Site } from '../door/site.ts'
import type { SiteTables } from '../tables.ts'

export interface Visitor {
  id: string
  name: string | null
  email: string | null
  lang: 'fr' | 'en'
  zone: string | null
  page: string | null
  referrer: string | null
  began: Date
  seen: Date
  remembered: boolean
  items: number
  transcripts: number
}

/** What a page says of its visitor; what is absent stays as it was. */
export interface Facts {
  name?: string | undefined
  email?: string | undefined
  lang: 'fr' | 'en'
  zone?: string | undefined
  page?: string | undefined
  referrer?: string | undefined
}

/** A secret as pages hold it: 256 random bits. */
export const TOKEN = /^[A-Za-z0-9_-]{43}$/
const open = (db: Handle) => tables<SiteTables>(db)
const COLUMNS = [
  'id',
  'name',
  'email',
  'lang',
  'zone',
  'page',
  'referrer',
  'began',
  'seen',
  'remembered',
  'items',
  'transcripts',
] as const

export function findVisitor(db: Handle, site: Site, token: string): Promise<Visitor | undefined> {
  if (!TOKEN.test(token)) return Promise.resolve(undefined)
  return open(db)
    .selectFrom('site_visitor')
    .select(COLUMNS)
    .where('workspace_id', '=', site.workspaceId)
    .where('account_id', '=', site.accountId)
    .where('token_hash', '=', hashToken('visitor', token))
    .executeTakeFirst()
}

export function visitorById(db: Handle, workspaceId: string, id: string) {
  return open(db)
    .selectFrom('site_visitor')
    .select([...COLUMNS, 'account_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** @throws Problem `not_found` where nobody holds that secret, or was erased */
export async function getVisitor(db: Handle, site: Site, token: string): Promise<Visitor> {
  const visitor = await findVisitor(db, site, token)
  if (!visitor) throw notFound('visitor')
  return visitor
}

/**
 * The visitor who holds this secret, met now where nobody does: their page made it, so that a first message told twice is
 * of one and the same.
 */
export async function meetVisitor(
  db: Handle,
  site: Site,
  token: string,
  facts: Facts,
  now: Date,
): Promise<Visitor> {
  await open(db)
    .insertInto('site_visitor')
    .values({
      workspace_id: site.workspaceId,
      id: uuidv7(),
      account_id: site.accountId,
      token_hash: hashToken('visitor', token),
      name: facts.name || null,
      email: facts.email || null,
      lang: facts.lang,
      zone: zoneOf(facts.zone),
      page: addressOf(facts.page),
      referrer: addressOf(facts.referrer),
      began: now,
      seen: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'token_hash']).doNothing())
    .execute()
  const { id } = await getVisitor(db, site, token)
  await noteFacts(db, site.workspaceId, id, facts, now)
  return getVisitor(db, site, token)
}

/** They are here, and where; a name or an address is replaced by another, never by nothing. */
export async function noteFacts(
  db: Handle,
  workspaceId: string,
  id: string,
  facts: Partial<Facts>,
  now: Date,
): Promise<void> {
  const [page, zone] = [addressOf(facts.page), zoneOf(facts.zone)]
  await sql`
    update site_visitor set seen = greatest(seen, ${now}), name = coalesce(${facts.name || null}, name),
      email = coalesce(${facts.email || null}, email), page = coalesce(${page}, page),
      zone = coalesce(${zone}, zone), lang = coalesce(${facts.lang ?? null}, lang)
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
}

export async function noteSeen(db: Handle, workspaceId: string, id: string, now: Date): Promise<void> {
  await open(db)
    .updateTable('site_visitor')
    .set({ seen: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('seen', '<', now)
    .execute()
}

/** The consent that a browser remembers, given or taken back. */
export async function noteRemembered(
  db: Handle,
  workspaceId: string,
  id: string,
  to: boolean,
): Promise<void> {
  await open(db)
    .updateTable('site_visitor')
    .set({ remembered: to })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/**
 * Numbers something that is now in a visitor's thread; the same twice is numbered once. What is ours is to be mailed to
 * who left an address, unless their page takes it first.
 * @returns its number; undefined where it has one, or where there is no such visitor any more
 */
export async function addItem(
  tx: Handle,
  workspaceId: string,
  visitorId: string,
  item: { activityId: string; ours: boolean; at: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ items: number }>`
    update site_visitor set items = items + 1,
      mail_due = case when ${item.ours} and email is not null then coalesce(mail_due,
        now() + case when seen > now() - interval '60 seconds' then interval '120 seconds' else interval '15 seconds' end)
      else mail_due end
    where workspace_id = ${workspaceId} and id = ${visitorId}
      and not exists (select 1 from site_item where workspace_id = ${workspaceId} and activity_id = ${item.activityId})
    returning items`.execute(tx)
  const n = rows[0]?.items
  if (n === undefined) return undefined
  await open(tx)
    .insertInto('site_item')
    .values({
      workspace_id: workspaceId,
      visitor_id: visitorId,
      n,
      activity_id: item.activityId,
      ours: item.ours,
      at: item.at,
      taken: null,
      mailed: null,
    })
    .execute()
  await notify(tx, { w: workspaceId, k: 'visitor', id: visitorId })
  return n
}

export function itemsAfter(db: Handle, workspaceId: string, visitorId: string, after: number, most = 200) {
  return open(db)
    .selectFrom('site_item')
    .select(['n', 'activity_id', 'ours', 'at', 'taken', 'mailed'])
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId)
    .where('n', '>', after)
    .orderBy('n')
    .limit(most)
    .execute()
}

/** Notes what of ours their page has taken; nothing is mailed any more once it has all. */
export async function noteTaken(
  db: Handle,
  workspaceId: string,
  visitorId: string,
  upTo: number,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await open(db)
    .updateTable('site_item')
    .set({ taken: now })
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId)
    .where('n', '<=', upTo)
    .where('ours', '=', true)
    .where('taken', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await sql`
    update site_visitor set mail_due = null
    where workspace_id = ${workspaceId} and id = ${visitorId} and not exists (
      select 1 from site_item where workspace_id = ${workspaceId} and visitor_id = ${visitorId}
        and ours and taken is null and mailed is null)`.execute(db)
  await notify(db, { w: workspaceId, k: 'visitor', id: visitorId })
}

/** An address of the web without what may hold a secret of theirs. */
function addressOf(given: string | undefined): string | null {
  const url = given ? URL.parse(given) : null
  if (!url || !/^https?:$/.test(url.protocol)) return null
  url.username = ''
  url.password = ''
  url.hash = ''
  return url.href.slice(0, 1_000)
}

function zoneOf(given: string | undefined): string | null {
  if (!given) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
