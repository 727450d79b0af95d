import { sql, type Updateable } from 'kysely'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import type { By } from '../change.ts'
import { shift } from '../counter.ts'
import { keepTime } from '../service-level/keep.ts'
import { type Conversation, getConversations, rowsOf } from '../store.ts'
import type { ConversationTable, InboxTables, Merged } from '../tables.ts'
import { releaseGone } from '../unseen/gone.ts'
import { joinedTo, standingOf } from './joined.ts'
import { bring, countIn, takeBack, tell } from './move.ts'
import { resum, type Stood } from './resum.ts'
import { partsOf, shownBy } from './way.ts'

/**
 * Joins conversations of one matter to one that shows them all: what comes later in any of their threads stands there,
 * and an answer still goes to the message that it answers. Those that are joined already are passed over.
 * @returns the one that shows them, and those that were joined to it: what `partConversations` takes back
 * @throws Problem `not_found`
 */
export function joinConversations(
  db: Handle,
  workspaceId: string,
  { into, ids }: { into: string; ids: string[] },
  by: By,
): Promise<{ id: string; joined: string[] }> {
  return inTransaction(db, async (tx) => {
    const rows = await getConversations(tx, workspaceId, [into, ...ids], true)
    const shown = await shownBy(tx, workspaceId, [into, ...ids])
    const host = rows.find(({ id }) => id === shown.get(into))
    if (!host || ids.some((id) => !shown.has(id))) throw notFound('conversation')
    const others = rows.filter(({ id }) => id !== host.id)
    if (others.length === 0) return { id: host.id, joined: [] }
    for (const one of others) {
      await bring(tx, workspaceId, one.id, host.id)
      await hide(tx, workspaceId, one, host, by.now)
      await tell(tx, workspaceId, { id: host.id, what: 'joined', value: one.id }, by)
      await notify(tx, { w: workspaceId, k: 'conversation', id: one.id })
    }
    const together = joinedTo(host, others)
    const { priority_reasons, ...plain } = together
    await update(tx, workspaceId, host.id, { ...plain, priority_reasons: JSON.stringify(priority_reasons) })
    await shift(tx, workspaceId, [
      ...others.map((one) => ({ from: placeOf(one), to: null })),
      { from: placeOf(host), to: placeOf(together) },
    ])
    const touched = rows.map(({ id }) => id)
    await releaseGone(tx, workspaceId, [host.id], by.now)
    await keepTime(tx, workspaceId, touched, { now: by.now })
    return { id: host.id, joined: others.map(({ id }) => id) }
  })
}

const placeOf = ({ status, assignee_id }: Pick<Conversation, 'status' | 'assignee_id'>) => ({
  status,
  assignee: assignee_id,
})

async function hide(tx: Handle, workspaceId: string, one: Conversation, host: Conversation, now: Date) {
  const merged: Merged = {
    at: now.toISOString(),
    status: one.status,
    snoozedUntil: one.snoozed_until?.toISOString() ?? null,
    into: {
      status: host.status,
      snoozedUntil: host.snoozed_until?.toISOString() ?? null,
      assigneeId: host.assignee_id,
      personId: host.person_id,
      labels: host.labels,
      messages: host.messages,
      lastActivityId: host.last_activity_id,
      waitingSince: host.waiting_since?.toISOString() ?? null,
      firstAnswerAt: host.first_answer_at?.toISOString() ?? null,
    },
  }
  await sql`
    update conversation set status = 'merged', merged_into = ${host.id}, merged = ${JSON.stringify(merged)}::jsonb
    where workspace_id = ${workspaceId} and id = ${one.id}`.execute(tx)
}

async function update(
  tx: Handle,
  workspaceId: string,
  id: string,
  values: Updateable<ConversationTable>,
): Promise<void> {
  await tables<InboxTables>(tx)
    .updateTable('conversation')
    .set(values)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/**
 * Parts conversations again from the one they were joined to, with all that came by their threads since.
 * @throws Problem `not_found`, `not_joined` where one is not joined to it any more, `part_leaves_nothing` where nothing
 *   is left of one of the two
 */
export function partConversations(
  db: Handle,
  workspaceId: string,
  { from, ids }: { from: string; ids: string[] },
  by: By,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await rowsOf(tx, workspaceId, [from, ...ids], true)
    for (const id of ids) await part(tx, workspaceId, { from, id }, by)
  })
}

async function part(tx: Handle, workspaceId: string, { from, id }: { from: string; id: string }, by: By) {
  const [host] = await getConversations(tx, workspaceId, [from], true)
  const one = await lockJoined(tx, workspaceId, id)
  if (!host || !one) throw notFound('conversation')
  if (one.merged_into !== host.id || !one.merged) throw invalid('not_joined')
  const [first = id, ...under] = await partsOf(tx, workspaceId, id)
  const together = await countIn(tx, workspaceId, 'conversation_item', host.id)
  await takeBack(tx, workspaceId, host.id, [first, ...under])
  // What its own had was erased or split off since: one of the two would stand empty.
  const apart = await countIn(tx, workspaceId, 'conversation_item', host.id)
  if (together > 0 && (apart === 0 || apart === together)) throw invalid('part_leaves_nothing')
  const { merged } = one
  const mine = await resum(tx, workspaceId, one, one)
  const asked = ({ waits, changed }: Awaited<ReturnType<typeof resum>>) =>
    waits !== null && (changed || waits > new Date(merged.at))
  const status = asked(mine) ? 'open' : merged.status
  const until = status === 'snoozed' && merged.snoozedUntil ? new Date(merged.snoozedUntil) : null
  await update(tx, workspaceId, id, { status, snoozed_until: until, merged_into: null, merged: null })
  const theirs = await resum(tx, workspaceId, host, stoodOf(merged))
  const stays = asked(theirs) || (await othersAsk(tx, workspaceId, host.id))
  const back = stoodBefore(host, one, merged, stays)
  await update(tx, workspaceId, host.id, back)
  await shift(tx, workspaceId, [
    { from: null, to: { status, assignee: one.assignee_id } },
    { from: placeOf(host), to: placeOf({ ...host, ...back }) },
  ])
  await releaseGone(tx, workspaceId, [host.id, id], by.now)
  await keepTime(tx, workspaceId, [host.id, id], { now: by.now })
  await tell(tx, workspaceId, { id: host.id, what: 'parted', value: id }, by)
  await tell(tx, workspaceId, { id, what: 'parted', value: host.id }, by)
}

function stoodOf({ into }: Merged): Stood | undefined {
  const { messages, lastActivityId, waitingSince, firstAnswerAt } = into
  if (messages === undefined || lastActivityId === undefined) return undefined
  const date = (at: string | null | undefined) => (at ? new Date(at) : null)
  return {
    ...{ messages, last_activity_id: lastActivityId },
    ...{ waiting_since: date(waitingSince), first_answer_at: date(firstAnswerAt) },
  }
}

/** Whether something else that is joined to it was not closed. */
async function othersAsk(tx: Handle, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from conversation
    where workspace_id = ${workspaceId} and merged_into = ${id} and merged ->> 'status' <> 'done' limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** What the join gave it goes, unless somebody has changed it since. */
function stoodBefore(host: Conversation, one: Conversation, { into, ...mine }: Merged, stays: boolean) {
  const gave = one.labels.filter((label) => !into.labels.includes(label))
  const until = (at: string | null) => (at ? new Date(at) : null)
  const together = standingOf([
    { status: into.status, snoozed_until: until(into.snoozedUntil) },
    { status: mine.status, snoozed_until: until(mine.snoozedUntil) },
  ])
  const given =
    host.status === together.status && host.snoozed_until?.getTime() === together.snoozed_until?.getTime()
  const back = given && !stays
  const gaveMember = into.assigneeId === null && host.assignee_id === one.assignee_id
  const gavePerson = into.personId === null && host.person_id === one.person_id
  return {
    labels: host.labels.filter((label) => !gave.includes(label)),
    assignee_id: gaveMember ? null : host.assignee_id,
    person_id: gavePerson ? null : host.person_id,
    status: back ? into.status : host.status,
    snoozed_until: back ? until(into.snoozedUntil) : host.snoozed_until,
  }
}

/** A conversation as it is, also where another shows it; it is locked. */
async function lockJoined(tx: Handle, workspaceId: string, id: string): Promise<Conversation | undefined> {
  return tables<InboxTables>(tx)
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}
