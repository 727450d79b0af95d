import { sql } from 'kysely'
import { spokenAt } from '../../../../lib/clock/index.ts'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { getAccount } from '../../../ingest/index.ts'
import { callUrl, whenOf } from '../call-back/booking.ts'
import type { CallBack } from '../call-back/store.ts'
import type { SiteDeps } from '../deps.ts'
import { siteOf } from '../door/site.ts'
import { mail, type Words } from '../mail/letter.ts'
import type { VisitorTable } from '../tables.ts'

/** At one turn, in one workspace. */
const AT_ONCE = 20
const PATIENCE = 60_000
/** Seconds until what did not leave is tried again. */
const AGAIN = 300
/** Later than this, a reminder only disturbs. */
const TOO_LATE = 15 * 60_000
/** To one address, in a day: whoever books in another’s name fills no mailbox (T19). */
const MOST_A_DAY = 3
const DAY = 86_400_000

/**
 * Tells who makes a call that it is near, and mails who is to be called what they need to keep, move or give it up: each
 * once for each time that the call has been given. Answers how many mails have left.
 */
export async function remindOfCalls(
  deps: SiteDeps,
  workspaceId: string,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  await tellTeam(deps, workspaceId, now)
  const { rows } = await sql<CallBack>`
    select * from call_back
    where workspace_id = ${workspaceId} and state = 'booked' and remind_due <= ${now}
    order by remind_due, id limit ${AT_ONCE}`.execute(deps.db)
  let count = 0
  for (const call of rows) if (!signal.aborted && (await remindOne(deps, call, now, signal))) count++
  return count
}

/** In one transaction with the notice: told once, also where two processes look at once. */
async function tellTeam({ db, tellNear }: SiteDeps, workspaceId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from call_back
    where workspace_id = ${workspaceId} and state = 'booked' and team_due <= ${now}
    order by team_due, id limit ${AT_ONCE}`.execute(db)
  for (const { id } of rows)
    await inTransaction(db, async (tx) => {
      const { rows: mine } = await sql<CallBack>`
        update call_back set team_due = null
        where workspace_id = ${workspaceId} and id = ${id} and state = 'booked' and team_due <= ${now}
        returning *`.execute(tx)
      const [call] = mine
      // Whoever was away for long is told of what is to be done, not of what has passed: that stands in the inbox.
      if (!call || call.starts.getTime() + TOO_LATE < now.getTime()) return
      const { activity_id: activityId, starts } = call
      await tellNear(tx, workspaceId, { callId: id, activityId, starts, now })
    })
}

async function remindOne(deps: SiteDeps, call: CallBack, now: Date, signal: AbortSignal): Promise<boolean> {
  const { db } = deps
  const to = await reachable(db, call, now)
  if (!to || call.starts.getTime() - now.getTime() < TOO_LATE) {
    await dropReminder(db, call)
    return false
  }
  const way = await deps.mailWay(db, call.workspace_id)
  if (!way) return postpone(db, call, now)
  if (!(await take(db, call, now))) return false
  const words = await wordsFor(deps, call, to, now)
  const ended = await mail(deps, way, words, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
  if (ended === 'later') return postpone(db, call, now)
  await sql`
    update call_back set reminder = ${ended} where ${theSame(call)}`.execute(db)
  await notify(db, { w: call.workspace_id, k: 'call-back', id: call.id })
  return ended === 'sent'
}

type Reader = Pick<VisitorTable, 'email' | 'lang' | 'zone'>

/** Who is to be called, where they left an address that has not had as many already. */
async function reachable(db: Handle, call: CallBack, now: Date): Promise<Reader | undefined> {
  const since = new Date(now.getTime() - DAY)
  const { rows } = await sql<Reader & { lately: number }>`
    select email, lang, zone, (
      select count(*)::int from call_back as other
        join site_visitor as owner on owner.workspace_id = other.workspace_id and owner.id = other.visitor_id
      where other.workspace_id = ${call.workspace_id} and other.reminded > ${since}
        and lower(owner.email) = lower(visitor.email)) as lately
    from site_visitor as visitor
    where workspace_id = ${call.workspace_id} and id = ${call.visitor_id} and email is not null`.execute(db)
  return rows[0] && rows[0].lately < MOST_A_DAY ? rows[0] : undefined
}

/** Of the time that it was given: whoever moves a call meanwhile begins anew. */
function theSame({ workspace_id, id, starts }: CallBack) {
  return sql`workspace_id = ${workspace_id} and id = ${id} and starts = ${starts}`
}

/** Taken in hand as `unknown`: whoever is cut from here on has said what is so, and nobody is reminded twice. */
async function take(db: Handle, call: CallBack, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update call_back set remind_due = null, reminded = ${now}, reminder = 'unknown'
    where ${theSame(call)} and state = 'booked' and remind_due is not null returning id`.execute(db)
  return rows.length > 0
}

async function dropReminder(db: Handle, call: CallBack): Promise<void> {
  await sql`update call_back set remind_due = null where ${theSame(call)}`.execute(db)
}

async function postpone(db: Handle, call: CallBack, now: Date): Promise<false> {
  const again = new Date(now.getTime() + AGAIN * 1000)
  await sql`
    update call_back set remind_due = ${again}, reminded = null, reminder = null
    where ${theSame(call)} and state = 'booked'`.execute(db)
  return false
}

async function wordsFor(deps: SiteDeps, call: CallBack, to: Reader, now: Date): Promise<Words> {
  const site = siteOf(await getAccount(deps.db, call.workspace_id, call.account_id))
  const values = {
    ...{ site: site.name, when: whenOf(call, to, now), phone: call.phone },
    /** A subject is short: the clocks of who reads it. */
    own: spokenAt(to.lang, call.starts, { zone: to.zone ?? call.zone, now }),
    url: callUrl({ deps, site }, call.id),
  }
  const say = (key: string) => translate(to.lang, `site:mail.${key}`, values)
  return {
    id: `${call.id}.${call.starts.getTime()}`,
    // No name: whoever books in another’s name would have us say it to them.
    to: { name: null, address: to.email ?? '' },
    subject: say('call_subject'),
    text: [say('call_when'), say('call_foot')].join('\n\n'),
    at: now,
  }
}
