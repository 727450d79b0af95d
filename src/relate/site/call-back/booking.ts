import { sql } from 'kysely'
import { z } from 'zod'
import { spokenAt } from '../../../../lib/clock/index.ts'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { conflict, notFound, Problem } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { type Call, facts } from '../door/answer.ts'
import { linkTo, readLink } from '../door/link.ts'
import { speak, strangerName } from '../visitor/speak.ts'
import { meetVisitor, TOKEN, visitorById } from '../visitor/store.ts'
import { freeSlots, type Slot } from './slots.ts'
import { book, type CallBack, getCallBack, listCallBacks, moveTo, setState, takenFrom } from './store.ts'

/** Calls that one number may have before it. */
const MOST_OPEN = 2

export const bookBody = z.strictObject({
  ...facts,
  token: z.string().regex(TOKEN),
  start: z.iso.datetime('call_choose'),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ().-]{5,30}$/, 'call_phone'),
  about: z.string().trim().max(500, 'site_too_long').default(''),
})

/** The times that are free now. */
export async function slotsNow({ deps: { db, clock }, site }: Call, except?: CallBack): Promise<Slot[]> {
  if (!site.config.callBack.enabled) return []
  const now = clock.now()
  const taken = await takenFrom(db, site.workspaceId, site.accountId, now)
  if (except?.state === 'booked') {
    const at = except.starts.getTime()
    taken.set(at, (taken.get(at) ?? 1) - 1)
  }
  return freeSlots(site.config, now, taken)
}

async function slotAt(call: Call, start: string, except?: CallBack): Promise<Slot> {
  const at = new Date(start).getTime()
  const slot = (await slotsNow(call, except)).find((one) => one.start.getTime() === at)
  if (!slot) throw conflict('call_taken')
  return slot
}

/** Where a visitor confirms, moves or gives up their call. */
export function callUrl({ deps, site }: Pick<Call, 'deps' | 'site'>, id: string): string {
  return `${deps.publicUrl}/site/${site.publicId}/calls/${linkTo(deps.secretOf('call'), id)}`
}

/** When a call is, by the clocks of the site and by those of whoever is to be called where they differ. */
export function whenOf(
  { starts, zone }: Pick<CallBack, 'starts' | 'zone'>,
  { lang, zone: own }: { lang: 'fr' | 'en'; zone: string | null },
  now: Date,
): string {
  return spokenAt(lang, starts, { zone, own, now })
}

/** How a call is said in the conversation: `asked`, `moved` or `cancelled`. */
export function wordsOf(
  call: Pick<CallBack, 'starts' | 'zone' | 'phone' | 'about'>,
  visitor: { lang: 'fr' | 'en'; zone: string | null },
  { key, now }: { key: string; now: Date },
): string {
  const { phone, about } = call
  const when = whenOf(call, visitor, now)
  return translate(visitor.lang, `site:call.${key}`, { when, phone }) + (about ? `\n${about}` : '')
}

/**
 * Books a call: a question in the inbox, due when the call is. Told twice it is booked once.
 * @throws Problem `call_taken`, `call_many` (409)
 */
export async function bookCall(
  call: Call,
  given: z.output<typeof bookBody>,
): Promise<{ url: string; when: string }> {
  const { deps, site } = call
  const { workspaceId, accountId, config } = site
  const { token, start, phone, about, ...who } = given
  const known = await meetVisitor(deps.db, site, token, who, deps.clock.now())
  const before = await listCallBacks(deps.db, workspaceId, { visitorId: known.id })
  const booked = (id: string, starts: Date) => ({
    url: callUrl(call, id),
    when: whenOf({ starts, zone: config.zone }, known, deps.clock.now()),
  })
  const already = before.find(({ starts }) => starts.getTime() === new Date(start).getTime())
  if (already) return booked(already.id, already.starts)
  const slot = await slotAt(call, start)
  await requireFew(call, phone)
  const { minutes, atOnce } = config.callBack
  const name = known.name ?? strangerName(known)
  const said = { key: 'asked', now: deps.clock.now() }
  const text = wordsOf({ starts: slot.start, zone: config.zone, phone, about }, known, said)
  let id = ''
  const { activityId } = await speak(deps, site, known, {
    ...{ id: `call-${slot.start.getTime()}`, verb: 'Question', kind: 'call-back', text, due: slot.start },
    title: translate(known.lang, 'site:call.title'),
    also: async (tx, activityId) => {
      const base = { workspaceId, accountId, visitorId: known.id, activityId, slot, zone: config.zone }
      id = await book(tx, { ...base, minutes, atOnce, name, phone, about, now: deps.clock.now() })
    },
  })
  // The same told at once by two: the other has booked it.
  if (id === '') {
    const mine = await listCallBacks(deps.db, workspaceId, { visitorId: known.id })
    id = mine.find((one) => one.activity_id === activityId)?.id ?? ''
    if (id === '') throw conflict('call_taken')
  }
  return booked(id, slot.start)
}

/** One number with many calls before it is a mistake, or somebody else’s. */
async function requireFew({ deps: { db, clock }, site }: Call, phone: string): Promise<void> {
  const digits = phone.replace(/\D/g, '')
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from call_back
    where workspace_id = ${site.workspaceId} and account_id = ${site.accountId} and state = 'booked'
      and starts > ${clock.now()} and regexp_replace(phone, '[^0-9]', '', 'g') = ${digits}`.execute(db)
  if ((rows[0]?.count ?? 0) >= MOST_OPEN) throw new Problem('call_many', { status: 409 })
}

/** The call that a link opens. @throws Problem `not_found` */
export async function callOf({ deps, site }: Call, link: string): Promise<CallBack> {
  const id = readLink(deps.secretOf('call'), link)
  if (!id) throw notFound('call_back')
  const row = await getCallBack(deps.db, site.workspaceId, id)
  if (row.account_id !== site.accountId) throw notFound('call_back')
  return row
}

/** @throws Problem `call_state` (409) for one that is past or given up */
export async function cancelCall(call: Call, link: string): Promise<CallBack> {
  const row = await requireAhead(call, link)
  const { deps, site } = call
  const now = deps.clock.now()
  await inTransaction(deps.db, async (tx) => {
    const fresh = await stillBooked(tx, row)
    await setState(tx, fresh, { state: 'cancelled', now })
  })
  await tell(call, row, 'cancelled')
  return getCallBack(deps.db, site.workspaceId, row.id)
}

/** @throws Problem `call_taken`, `call_state` (409) */
export async function moveCall(call: Call, link: string, start: string): Promise<CallBack> {
  const row = await requireAhead(call, link)
  const { deps, site } = call
  if (row.starts.getTime() === new Date(start).getTime()) return row
  const slot = await slotAt(call, start, row)
  const { minutes, atOnce } = site.config.callBack
  const to = { atOnce, minutes, zone: site.config.zone, now: deps.clock.now() }
  await inTransaction(deps.db, async (tx) => moveTo(tx, await stillBooked(tx, row), slot, to))
  const moved = await getCallBack(deps.db, site.workspaceId, row.id)
  await tell(call, moved, 'moved', slot.start)
  return moved
}

/** Held until the transaction ends: somebody else may have given it up since it was read. */
async function stillBooked(tx: Handle, row: CallBack): Promise<CallBack> {
  const fresh = await getCallBack(tx, row.workspace_id, row.id, true)
  if (fresh.state !== 'booked') throw conflict('call_state')
  return fresh
}

async function requireAhead(call: Call, link: string): Promise<CallBack> {
  const row = await callOf(call, link)
  if (row.state !== 'booked' || row.starts <= call.deps.clock.now()) throw conflict('call_state')
  return row
}

async function tell(
  { deps, site }: Call,
  row: CallBack,
  what: 'moved' | 'cancelled',
  due?: Date,
): Promise<void> {
  const visitor = await visitorById(deps.db, site.workspaceId, row.visitor_id)
  if (!visitor) return
  const text = wordsOf({ ...row, about: '' }, visitor, { key: what, now: deps.clock.now() })
  // Moved there and back and there again is three times told.
  const id = `call-${what}-${row.id}-${row.changed.getTime()}`
  await speak(deps, site, visitor, { id, kind: 'call-back', text, ...(due && { due }) })
}
