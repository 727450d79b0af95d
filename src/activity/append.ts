import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { holdMedia } from './attachment/index.ts'
import type { AppendBatch } from './batch.ts'
import { type CounterDelta, count } from './counter.ts'
import type { Appended, Entry, Fresh } from './entry.ts'
import { hourOf, isToxic } from './entry.ts'
import { advanceHead } from './head.ts'
import { activityId, tellable } from './id.ts'
import { ensurePartitions } from './partition.ts'
import { revise } from './revise.ts'
import { carriesText, rowOf } from './row.ts'
import { ALL } from './tables.ts'

/**
 * Appends a batch to the stream, once: what (workspace, channel, external id) has already seen is left out. Keys,
 * activities, alerts and counters go in the same transaction, positions are given in commit order, and readers are
 * woken when it commits. Updates and Deletes also change the activity they concern (see `revise.ts`).
 */
export function append(db: Handle, given: AppendBatch): Promise<Appended> {
  const batch = { ...given, entries: given.entries.map(inTime) }
  return inTransaction(db, async (tx) => {
    const { fresh, tombstoned } = await claimAll(tx, batch)
    const duplicates = batch.entries.length - fresh.length - tombstoned
    if (fresh.length === 0) return { stored: [], duplicates, tombstoned }
    await ensurePartitions(
      tx,
      fresh.map((entry) => entry.activity.published),
    )
    fresh.sort((a, b) => a.activity.published.getTime() - b.activity.published.getTime())
    const { position, generation } = await advanceHead(tx, batch.workspaceId, fresh.length)
    const first = position - fresh.length + 1
    // Alerts changed since: whoever looks at history for them has not seen this batch, which is theirs to find here.
    const { matched } = batch
    if (matched && matched.generation !== generation) await matched.again(tx, fresh)
    await insert(tx, batch, fresh, first)
    await link(tx, batch.workspaceId, fresh)
    await holdMedia(
      tx,
      batch.workspaceId,
      fresh.filter(carriesText).map(({ id, activity }) => ({ id, media: activity.object.media })),
    )
    const revised = await revise(tx, batch, fresh)
    await count(tx, batch.workspaceId, [
      ...fresh.flatMap((entry) => deltasOf(batch.channel, entry)),
      ...revised,
    ])
    await notify(tx, { w: batch.workspaceId, k: 'stream' })
    return { stored: fresh.map((entry, i) => storedOf(entry, first + i)), duplicates, tombstoned }
  })
}

/** No id tells of a moment before 1970, nor the database of one after 9999: what claims to be of then is of the nearest. */
function inTime(entry: Entry): Entry {
  const { published } = entry.activity
  const told = tellable(published)
  return told.getTime() === published.getTime()
    ? entry
    : { ...entry, activity: { ...entry.activity, published: told } }
}

function storedOf(entry: Fresh, position: number) {
  const { externalId, published } = entry.activity
  return { id: entry.id, position, externalId, published }
}

/** The last of several same ids in one batch would lose to the first in the table as well. */
function unique(entries: Entry[]): Entry[] {
  const seen = new Set<string>()
  return entries.filter(({ activity }) => !seen.has(activity.externalId) && seen.add(activity.externalId))
}

function inKeyOrder(entries: Entry[]): Entry[] {
  return [...entries].sort((a, b) => (a.activity.externalId < b.activity.externalId ? -1 : 1))
}

/**
 * An Update of something that never came here carries its whole text: it stands for the Create that was missed, which
 * is then a duplicate if it arrives after all.
 */
async function adoptOrphans(tx: Handle, batch: AppendBatch): Promise<Entry[]> {
  const isUpdate = ({ activity }: Entry) =>
    activity.verb === 'Update' && activity.object.id !== activity.externalId
  const objects = batch.entries.filter(isUpdate).map((entry) => entry.activity.object.id)
  if (objects.length === 0) return batch.entries
  const { rows } = await sql<{ external_id: string }>`
    select external_id from activity_key
    where workspace_id = ${batch.workspaceId} and channel = ${batch.channel}
      and external_id = any(${objects}::text[])`.execute(tx)
  const known = new Set(rows.map((row) => row.external_id))
  for (const { activity } of batch.entries) if (activity.verb !== 'Update') known.add(activity.externalId)
  return batch.entries.map((entry) => {
    const { activity } = entry
    if (!isUpdate(entry) || known.has(activity.object.id)) return entry
    known.add(activity.object.id)
    return { ...entry, activity: { ...activity, verb: 'Create', externalId: activity.object.id } }
  })
}

/** An orphan whose Create came from elsewhere in this very moment is the Update that it was. */
async function claimAll(tx: Handle, batch: AppendBatch): Promise<{ fresh: Fresh[]; tombstoned: number }> {
  const adopted = await adoptOrphans(tx, batch)
  const first = await claim(tx, batch, inKeyOrder(unique(adopted)))
  const left = new Set(first.left)
  const late = batch.entries.filter((was, i) => was !== adopted[i] && left.has(was.activity.object.id))
  const second = late.length > 0 ? await claim(tx, batch, inKeyOrder(unique(late))) : { fresh: [], left: [] }
  for (const { activity } of late) left.delete(activity.object.id)
  for (const id of second.left) left.add(id)
  const tombstoned = left.size === 0 ? 0 : await countTombstones(tx, batch, [...left])
  return { fresh: [...first.fresh, ...second.fresh], tombstoned }
}

/**
 * Takes the keys, and with them those of what is deleted unseen, in order so that two writers never wait for each other
 * in a ring; what was taken before is out.
 */
async function claim(tx: Handle, batch: AppendBatch, entries: Entry[]) {
  const ids = entries.map((entry) => activityId(entry.activity.published))
  const keys = entries.map(({ activity }, i) => ({ key: activity.externalId, id: ids[i] ?? null }))
  const coming = new Set(keys.map(({ key }) => key))
  const gone = new Map(
    entries.filter(isDelete).map(({ activity }) => [activity.object.id, activity.published]),
  )
  const unseen = [...gone].filter(([key]) => !coming.has(key)).map(([key, deleted]) => ({ key, deleted }))
  const rows = await takeKeys(tx, batch, [...keys, ...unseen])
  const taken = new Set(rows.map((row) => row.external_id))
  const fresh: Fresh[] = []
  const left: string[] = []
  entries.forEach((entry, i) => {
    const id = ids[i]
    if (id && taken.has(entry.activity.externalId)) fresh.push({ ...entry, id })
    else left.push(entry.activity.externalId)
  })
  return { fresh, left }
}

function isDelete({ activity }: Entry): boolean {
  return activity.verb === 'Delete' && activity.object.id !== activity.externalId
}

async function takeKeys(
  tx: Handle,
  { workspaceId, channel }: AppendBatch,
  keys: { key: string; id?: string | null; deleted?: Date }[],
): Promise<{ external_id: string }[]> {
  const sorted = keys.sort((a, b) => (a.key < b.key ? -1 : 1))
  const { rows } = await sql<{ external_id: string }>`
    insert into activity_key (workspace_id, channel, external_id, activity_id, deleted)
    select ${workspaceId}::uuid, ${channel}, key, id, deleted
    from json_to_recordset(${JSON.stringify(sorted)}::json) as new (key text, id uuid, deleted timestamptz)
    on conflict do nothing
    returning external_id`.execute(tx)
  return rows
}

async function countTombstones(tx: Handle, batch: AppendBatch, keys: string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from activity_key
    where workspace_id = ${batch.workspaceId} and channel = ${batch.channel}
      and external_id = any(${keys}::text[]) and activity_id is null`.execute(tx)
  return rows[0]?.n ?? 0
}

async function insert(tx: Handle, batch: AppendBatch, fresh: Fresh[], first: number): Promise<void> {
  const rows = fresh.map((entry, i) => rowOf(entry, first + i))
  await sql`
    insert into activity
    select ${batch.workspaceId}::uuid, id, published, position, ${batch.received}::timestamptz, ${batch.channel},
      coalesce(account_id, ${batch.accountId}::uuid), external_id, verb, visibility, ours, actor_id, actor_name, actor_handle, actor_url,
      actor_avatar, actor_followers, person_id, object_type, object_id, title, text, url, in_reply_to, thread, rating,
      amount, currency, media, extra, lang, sentiment, p_positive, p_negative, why, tokens, null, null,
      country, toxicity, intent, urgency, topics
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (
      id uuid, account_id uuid, published timestamptz, position bigint, external_id text, verb text, visibility text, ours boolean,
      actor_id text, actor_name text, actor_handle text, actor_url text, actor_avatar text, actor_followers integer,
      person_id uuid, object_type text, object_id text, title text, text text, url text, in_reply_to text, thread text,
      rating real, amount bigint, currency text, media jsonb, extra jsonb, lang text, sentiment text, p_positive real,
      p_negative real, why jsonb, tokens tsvector, country text, toxicity smallint, intent text, urgency smallint,
      topics text[])`.execute(tx)
}

async function link(tx: Handle, workspaceId: string, fresh: Fresh[]): Promise<void> {
  const rows = fresh
    .filter(carriesText)
    .flatMap((entry) =>
      entry.alerts.map((alert) => ({ alert, id: entry.id, published: entry.activity.published })),
    )
  if (rows.length === 0) return
  await sql`
    insert into activity_alert (workspace_id, alert_id, published, activity_id)
    select ${workspaceId}::uuid, alert, published, id
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (alert uuid, id uuid, published timestamptz)
    on conflict do nothing`.execute(tx)
}

function deltasOf(channel: string, entry: Fresh): CounterDelta[] {
  const { activity, reading } = entry
  const alerts = carriesText(entry) ? entry.alerts : []
  const one = {
    hour: hourOf(activity.published),
    channel,
    verb: activity.verb,
    lang: reading.lang,
    sentiment: reading.sentiment,
    ours: activity.ours ?? false,
    count: 1,
    reach: activity.actor.followers ?? 0,
    toxic: isToxic(reading) ? 1 : 0,
  }
  return [ALL, ...alerts].map((alertId) => ({ ...one, alertId }))
}
