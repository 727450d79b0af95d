import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { getActivities } from '../../../activity/index.ts'
import { getAccount } from '../../../ingest/index.ts'
import type { SiteDeps } from '../deps.ts'
import { siteOf } from '../door/site.ts'
import type { Mailed, VisitorTable } from '../tables.ts'
import { lineOf, mail } from './letter.ts'
import { talkUrl } from './transcript.ts'

/** At one turn, in one workspace. */
const AT_ONCE = 20
const PATIENCE = 60_000
/** Seconds until what did not leave is tried again. */
const AGAIN = 300

type Due = Pick<VisitorTable, 'id' | 'account_id' | 'name' | 'email' | 'lang' | 'zone'>
interface Item {
  n: number
  activity_id: string
}

/**
 * Mails the answers that visitors have not seen on their page to the address that they left: each once. What may or may not
 * have left is never repeated: it is said to be unknown, and the answer stands on their page all the same.
 */
export async function mailAnswers(deps: SiteDeps, workspaceId: string, signal: AbortSignal): Promise<number> {
  const { db, clock } = deps
  const { rows } = await sql<Due>`
    select id, account_id, name, email, lang, zone from site_visitor
    where workspace_id = ${workspaceId} and mail_due <= ${clock.now()} and email is not null
    order by mail_due limit ${AT_ONCE}`.execute(db)
  let count = 0
  for (const visitor of rows)
    if (!signal.aborted && (await mailOne(deps, workspaceId, visitor, signal))) count++
  return count
}

async function mailOne(
  deps: SiteDeps,
  workspaceId: string,
  visitor: Due,
  signal: AbortSignal,
): Promise<boolean> {
  const { db, clock } = deps
  const way = await deps.mailWay(db, workspaceId)
  if (!way || !visitor.email) return postpone(db, workspaceId, visitor.id)
  const items = await take(db, workspaceId, visitor.id)
  const last = items.at(-1)
  if (!last) return false
  const site = siteOf(await getAccount(db, workspaceId, visitor.account_id))
  const found = await getActivities(
    db,
    workspaceId,
    items.map((item) => item.activity_id),
  )
  const zone = visitor.zone ?? site.config.zone
  const lines = found
    .filter((one) => !one.deleted)
    .sort((a, b) => a.published.getTime() - b.published.getTime())
    .map(({ published, text }) => lineOf(visitor.lang, { ours: true, at: published, text: text ?? '', zone }))
  if (lines.length === 0) return false
  const values = { site: site.name, url: talkUrl(deps, site, visitor.id) }
  const words = {
    id: `${visitor.id}.${last.n}`,
    to: { name: visitor.name, address: visitor.email },
    subject: translate(visitor.lang, 'site:mail.answer_subject', values),
    text: [...lines, translate(visitor.lang, 'site:mail.foot', values)].join('\n\n'),
    at: clock.now(),
  }
  const ended = await mail(deps, way, words, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
  await settle(db, workspaceId, visitor.id, items, ended === 'later' ? null : ended)
  return ended === 'sent'
}

/** Taken in hand as `unknown`: whoever is cut from here on has said what is so. */
function take(db: Handle, workspaceId: string, visitorId: string): Promise<Item[]> {
  return inTransaction(db, async (tx) => {
    const { rows: mine } = await sql`
      update site_visitor set mail_due = null
      where workspace_id = ${workspaceId} and id = ${visitorId} and mail_due is not null returning id`.execute(
      tx,
    )
    if (mine.length === 0) return []
    const { rows } = await sql<Item>`
      update site_item set mailed = 'unknown'
      where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and ours and taken is null and mailed is null
      returning n, activity_id`.execute(tx)
    return rows.sort((a, b) => a.n - b.n)
  })
}

async function settle(
  db: Handle,
  workspaceId: string,
  visitorId: string,
  items: Item[],
  to: Mailed | null,
): Promise<void> {
  await sql`
    update site_item set mailed = ${to}
    where workspace_id = ${workspaceId} and visitor_id = ${visitorId} and n = any(${items.map((item) => item.n)}::int[])`.execute(
    db,
  )
  if (to === null) await postpone(db, workspaceId, visitorId)
  await notify(db, { w: workspaceId, k: 'visitor', id: visitorId })
}

async function postpone(db: Handle, workspaceId: string, visitorId: string): Promise<false> {
  await sql`
    update site_visitor set mail_due = now() + ${AGAIN} * interval '1 second'
    where workspace_id = ${workspaceId} and id = ${visitorId}`.execute(db)
  return false
}
