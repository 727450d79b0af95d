import { sql } from 'kysely'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { Fit } from '../charter/charter.ts'
import { forgetTraces } from '../wave/store.ts'
import type { ItemState } from './item.ts'
import type { QueueTables } from './tables.ts'

/** A share of what comes is given to two, unless the workspace says otherwise. */
const USUAL_SHARE = 10

export interface Item {
  activity_id: string
  kind: Fit
  severity: number
  doubt: number
  wave: string | null
  blind: boolean
  revision: number
  state: ItemState
  came: Date
  claimed_by: string | null
  claimed_until: Date | null
}

export type Given = Omit<
  QueueTables['moderation_verdict'],
  'workspace_id' | 'activity_id' | 'revision' | 'named'
>

const COLUMNS = sql.raw(
  'activity_id, kind, severity, doubt, wave, blind, revision, state, came, claimed_by, claimed_until',
)

/** `todo`: what waits, but for what one has judged oneself; `split`: what two do not agree on. */
export const QUEUE_VIEWS = ['todo', 'split'] as const
export const QUEUE_SORTS = ['severity', 'doubt'] as const

export interface QueueFilter {
  view: (typeof QUEUE_VIEWS)[number]
  sort: (typeof QUEUE_SORTS)[number]
  memberId: string
  wave?: string | undefined
  /** The sort key of the last item of the page before. */
  after?: { severity: number; doubt: number; id: string } | undefined
}

/** The gravest first and of these the surest, or what is most in doubt first. */
export async function listItems(
  db: Handle,
  workspaceId: string,
  filter: QueueFilter,
  limit: number,
): Promise<Item[]> {
  const key =
    filter.sort === 'severity'
      ? sql.raw('-severity, doubt, activity_id')
      : sql.raw('-doubt, -severity, activity_id')
  const { after } = filter
  const beyond = after
    ? filter.sort === 'severity'
      ? sql`and (${key}) > (${-after.severity}::int, ${after.doubt}::int, ${after.id}::uuid)`
      : sql`and (${key}) > (${-after.doubt}::int, ${-after.severity}::int, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<Item>`
    select ${COLUMNS} from moderation_item as item
    where ${open(workspaceId, filter)} ${filter.wave ? sql`and wave = ${filter.wave}` : sql``} ${beyond}
    order by ${key} limit ${limit}`.execute(db)
  return rows
}

function open(workspaceId: string, { view, memberId }: Pick<QueueFilter, 'view' | 'memberId'>) {
  if (view === 'split') return sql`workspace_id = ${workspaceId} and state = 'split'`
  return sql`workspace_id = ${workspaceId} and state in ('waiting', 'second') and not exists (
    select 1 from moderation_verdict as said
    where said.workspace_id = ${workspaceId} and said.activity_id = item.activity_id
      and said.revision = item.revision and said.member_id = ${memberId})`
}

/** What waits for somebody. */
export async function countItems(
  db: Handle,
  workspaceId: string,
  memberId: string,
): Promise<{ todo: number; split: number }> {
  const { rows } = await sql<{ todo: number; split: number }>`
    select
      (select count(*)::int from moderation_item as item where ${open(workspaceId, { view: 'todo', memberId })}) as todo,
      (select count(*)::int from moderation_item as item where ${open(workspaceId, { view: 'split', memberId })}) as split`.execute(
    db,
  )
  return rows[0] ?? { todo: 0, split: 0 }
}

/** How many posts, still waiting, each wave has. */
export async function wavesOf(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ wave: string; n: number }>`
    select wave, count(*)::int as n from moderation_item
    where workspace_id = ${workspaceId} and wave = any(${ids}::uuid[]) and state in ('waiting', 'second')
    group by wave`.execute(db)
  return new Map(rows.map(({ wave, n }) => [wave, n]))
}

/** @throws Problem `not_found`, also of another workspace's. */
export async function getItem(tx: Handle, workspaceId: string, id: string, lock = false): Promise<Item> {
  const item = await findItem(tx, workspaceId, id, lock)
  if (!item) throw notFound('activity')
  return item
}

/** Undefined where it is in no queue. */
export async function findItem(
  tx: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Item | undefined> {
  const { rows } = await sql<Item>`
    select ${COLUMNS} from moderation_item where workspace_id = ${workspaceId} and activity_id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

/** What was said of an item as it is worded now, in the order it was said. */
export async function verdictsOn(tx: Handle, workspaceId: string, item: Item): Promise<Given[]> {
  return tables<QueueTables>(tx)
    .selectFrom('moderation_verdict')
    .select(['round', 'member_id', 'at', 'verdict', 'rule_id', 'blind', 'was', 'act_id'])
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', '=', item.activity_id)
    .where('revision', '=', item.revision)
    .orderBy('round')
    .execute()
}

export interface NewItem {
  id: string
  kind: Fit
  severity: number
  doubt: number
  blind: boolean
  words: string
  came: Date
}

/**
 * Puts items in the queue. One that is there already stays as it was judged, unless its author says something else: then
 * it is asked again. Answers those that are new or asked again.
 */
export async function putItems(
  tx: Handle,
  workspaceId: string,
  items: readonly NewItem[],
): Promise<string[]> {
  if (items.length === 0) return []
  const { rows } = await sql<{ activity_id: string }>`
    insert into moderation_item as item (workspace_id, activity_id, kind, severity, doubt, blind, words, came)
    select ${workspaceId}::uuid, id, kind, severity, doubt, blind, words, came
    from json_to_recordset(${JSON.stringify(items)}::json) as row (id uuid, kind text, severity smallint,
      doubt smallint, blind boolean, words text, came timestamptz)
    on conflict (workspace_id, activity_id) do update set kind = excluded.kind, severity = excluded.severity,
      doubt = excluded.doubt, blind = excluded.blind, words = excluded.words, revision = item.revision + 1,
      state = 'waiting', settled = null, claimed_by = null, claimed_until = null
      where item.words <> excluded.words
    returning activity_id`.execute(tx)
  return rows.map((row) => row.activity_id)
}

/** Says of items that they are of one wave; those that are of one already stay in it, and the others join it. */
export async function joinWave(tx: Handle, workspaceId: string, ids: string[], fresh: string): Promise<void> {
  await sql`
    with known as (
      select wave from moderation_item
      where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[]) and wave is not null
      order by wave limit 1)
    update moderation_item set wave = coalesce((select wave from known), ${fresh}::uuid), blind = false
    where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[]) and wave is null
      and state <> 'settled'`.execute(tx)
}

/** Takes out what is there no more, or says nothing of the kind any more; what was said of it goes with it. */
export async function dropItems(tx: Handle, workspaceId: string, ids: string[]): Promise<number> {
  const { rows } = await sql`
    delete from moderation_item where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[])
      and state <> 'settled' returning 1`.execute(tx)
  return rows.length
}

/** Forgets posts that are erased, and all that was said of them. In the transaction that erases them. */
export async function forgetQueued(tx: Handle, workspaceId: string, ids: string[]): Promise<void> {
  await forgetTraces(tx, workspaceId, ids)
  await sql`
    delete from moderation_item where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

/** Nobody judges what somebody looks at; it is let go by itself after so many milliseconds. */
const CLAIM = 120_000

/**
 * Takes an item to look at it, and lets go what one had before. Answers whose it is: another's, where they were first.
 */
export async function claim(
  tx: Handle,
  workspaceId: string,
  id: string | null,
  by: { memberId: string; now: Date },
): Promise<string | null> {
  await sql`
    update moderation_item set claimed_by = null, claimed_until = null
    where workspace_id = ${workspaceId} and claimed_by = ${by.memberId} and activity_id is distinct from ${id}::uuid`.execute(
    tx,
  )
  if (id === null) return null
  const item = await getItem(tx, workspaceId, id, true)
  if (heldByOther(item, by)) return item.claimed_by
  await sql`
    update moderation_item set claimed_by = ${by.memberId}, claimed_until = ${new Date(by.now.getTime() + CLAIM)}
    where workspace_id = ${workspaceId} and activity_id = ${id}`.execute(tx)
  return by.memberId
}

export function heldByOther(
  { claimed_by, claimed_until }: Pick<Item, 'claimed_by' | 'claimed_until'>,
  { memberId, now }: { memberId: string; now: Date },
): boolean {
  return claimed_by !== null && claimed_by !== memberId && claimed_until !== null && claimed_until > now
}

/** Of a hundred items, how many are given to two. */
export async function blindShare(db: Handle, workspaceId: string): Promise<number> {
  const row = await tables<QueueTables>(db)
    .selectFrom('moderation_setting')
    .select('blind_share')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row?.blind_share ?? USUAL_SHARE
}

export async function setBlindShare(tx: Handle, workspaceId: string, share: number): Promise<void> {
  await sql`
    insert into moderation_setting (workspace_id, blind_share) values (${workspaceId}, ${share})
    on conflict (workspace_id) do update set blind_share = excluded.blind_share`.execute(tx)
}
