import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import type { Media } from './activity.ts'
import { holdMedia, idOf, releaseAttachments } from './attachment/index.ts'
import type { AppendBatch } from './batch.ts'
import type { CounterDelta } from './counter.ts'
import { type Fresh, hourOf, isToxic } from './entry.ts'
import { publishedOf } from './id.ts'
import { SAID } from './series.ts'
import { ALL } from './tables.ts'

interface Concerned {
  id: string
  verb: string
  lang: string
  sentiment: string
  ours: boolean
  actor_followers: number | null
  toxicity: number | null
  edited: Date | null
  deleted: Date | null
}

/**
 * Carries the Updates and Deletes of a batch to what they concern: the text is replaced, or gone everywhere, and the
 * fact stays. Counters follow a changed reading and keep counting what was deleted. Answers what to add to them.
 */
export async function revise(tx: Handle, batch: AppendBatch, fresh: Fresh[]): Promise<CounterDelta[]> {
  const deltas: CounterDelta[] = []
  for (const entry of fresh) {
    if (entry.activity.object.id === entry.activity.externalId) continue
    if (entry.activity.verb === 'Update') deltas.push(...(await replace(tx, batch, entry)))
    if (entry.activity.verb === 'Delete') await erase(tx, batch, entry)
  }
  await erasePassedOnLate(tx, batch, fresh)
  return deltas
}

async function concerned(tx: Handle, batch: AppendBatch, objectId: string): Promise<Concerned | undefined> {
  const { rows: keys } = await sql<{ activity_id: string | null }>`
    select activity_id from activity_key
    where workspace_id = ${batch.workspaceId} and channel = ${batch.channel} and external_id = ${objectId}
    for update`.execute(tx)
  const id = keys[0]?.activity_id
  if (!id) return undefined
  const { rows } = await sql<Concerned>`
    select id, verb, lang, sentiment, ours, actor_followers, toxicity, edited, deleted from activity
    where workspace_id = ${batch.workspaceId} and published = ${publishedOf(id)} and id = ${id}
    for update`.execute(tx)
  return rows[0]
}

async function replace(tx: Handle, batch: AppendBatch, entry: Fresh): Promise<CounterDelta[]> {
  const { activity, reading } = entry
  const was = await concerned(tx, batch, activity.object.id)
  if (!was || was.deleted || (was.edited ?? publishedOf(was.id)) > activity.published) return []
  const media = activity.object.media?.length ? JSON.stringify(activity.object.media) : null
  await sql`
    update activity set
      title = ${activity.object.title ?? null}, text = ${activity.object.text ?? null},
      media = coalesce(${media}::jsonb, media), rating = coalesce(${activity.object.rating ?? null}::real, rating),
      lang = ${reading.lang}, sentiment = ${reading.sentiment},
      p_positive = ${reading.p.positive}, p_negative = ${reading.p.negative},
      why = ${reading.why.length ? JSON.stringify(reading.why) : null}::jsonb,
      toxicity = ${reading.toxicity ?? null}, intent = ${reading.intent ?? null},
      urgency = ${reading.urgency ?? null}, topics = ${reading.topics?.length ? reading.topics : null}::text[],
      corrected = null, tokens = ${entry.tokens}::tsvector, edited = ${activity.published}
    where workspace_id = ${batch.workspaceId} and published = ${publishedOf(was.id)} and id = ${was.id}`.execute(
    tx,
  )
  if (media) await swapMedia(tx, batch.workspaceId, was.id, activity.object.media)
  return relabel(tx, batch, entry, was)
}

/** Files that an edit takes off go, as they would with the thing itself. */
async function swapMedia(tx: Handle, workspaceId: string, id: string, media: Media[] = []): Promise<void> {
  const staying = media.flatMap(({ url }) => idOf(url) ?? [])
  await releaseAttachments(tx, workspaceId, [id], staying)
  await holdMedia(tx, workspaceId, [{ id, media }])
}

/**
 * The alerts of the thing become those of its new text; who saw the edit may not have known that it is ours, or
 * that it is an order.
 */
async function relabel(
  tx: Handle,
  batch: AppendBatch,
  entry: Fresh,
  was: Concerned,
): Promise<CounterDelta[]> {
  const published = publishedOf(was.id)
  const alerts = was.ours || !(SAID as readonly string[]).includes(was.verb) ? [] : entry.alerts
  const { rows } = await sql<{ alert_id: string }>`
    delete from activity_alert where workspace_id = ${batch.workspaceId} and activity_id = ${was.id}
    returning alert_id`.execute(tx)
  if (alerts.length > 0) {
    await sql`
      insert into activity_alert (workspace_id, alert_id, published, activity_id)
      select ${batch.workspaceId}::uuid, alert, ${published}::timestamptz, ${was.id}::uuid
      from unnest(${alerts}::uuid[]) as alert on conflict do nothing`.execute(tx)
  }
  const same = { hour: hourOf(published), channel: batch.channel, verb: was.verb, ours: was.ours }
  const reach = was.actor_followers ?? 0
  const before = [ALL, ...rows.map((row) => row.alert_id)].map((alertId) => ({
    ...same,
    alertId,
    lang: was.lang,
    sentiment: was.sentiment,
    count: -1,
    reach: -reach,
    toxic: isToxic(was) ? -1 : 0,
  }))
  const after = [ALL, ...alerts].map((alertId) => ({
    ...same,
    alertId,
    lang: entry.reading.lang,
    sentiment: entry.reading.sentiment,
    count: 1,
    reach,
    toxic: isToxic(entry.reading) ? 1 : 0,
  }))
  return [...before, ...after]
}

async function erase(tx: Handle, batch: AppendBatch, entry: Fresh): Promise<void> {
  const { object, published } = entry.activity
  const was = await concerned(tx, batch, object.id)
  await sql`
    insert into activity_key (workspace_id, channel, external_id, deleted)
    values (${batch.workspaceId}, ${batch.channel}, ${object.id}, ${published})
    on conflict (workspace_id, channel, external_id) do update set deleted = excluded.deleted`.execute(tx)
  await erasePassedOn(tx, batch, object.id, published)
  if (!was) return
  await releaseAttachments(tx, batch.workspaceId, [was.id])
  await sql`
    update activity set title = null, text = null, media = null, extra = null, why = null, topics = null, tokens = '',
      deleted = ${published}
    where workspace_id = ${batch.workspaceId} and published = ${publishedOf(was.id)} and id = ${was.id}`.execute(
    tx,
  )
}

/** Who repeated it with its words keeps having repeated it. */
async function erasePassedOn(tx: Handle, batch: AppendBatch, objectId: string, deleted: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update activity set title = null, text = null, media = null, extra = null, why = null, topics = null, tokens = '',
      deleted = ${deleted}
    where workspace_id = ${batch.workspaceId} and object_id = ${objectId} and channel = ${batch.channel}
      and verb = 'Announce' and text is not null
    returning id`.execute(tx)
  await releaseAttachments(
    tx,
    batch.workspaceId,
    rows.map(({ id }) => id),
  )
}

/** Whoever repeated it before its deletion may be heard after. */
async function erasePassedOnLate(tx: Handle, batch: AppendBatch, fresh: Fresh[]): Promise<void> {
  const repeated = fresh
    .map(({ activity }) => activity)
    .filter(({ verb, object, externalId }) => verb === 'Announce' && object.id !== externalId)
  if (repeated.length === 0) return
  const { rows } = await sql<{ external_id: string; deleted: Date }>`
    select external_id, deleted from activity_key
    where workspace_id = ${batch.workspaceId} and channel = ${batch.channel}
      and external_id = any(${repeated.map(({ object }) => object.id)}::text[]) and deleted is not null`.execute(
    tx,
  )
  for (const { external_id, deleted } of rows) await erasePassedOn(tx, batch, external_id, deleted)
}
