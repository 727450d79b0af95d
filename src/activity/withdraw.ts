import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { releaseAttachments } from './attachment/index.ts'
import { type CounterDelta, count } from './counter.ts'
import { hourOf, isToxic } from './entry.ts'
import { advanceHead } from './head.ts'
import { publishedOf } from './id.ts'
import { ALL } from './tables.ts'

interface Withdrawn {
  id: string
  published: Date
  channel: string
  external_id: string
  verb: string
  lang: string
  sentiment: string
  ours: boolean
  actor_followers: number | null
  toxicity: number | null
}

/**
 * Takes activities back as though they had never come: rows, keys, alerts and counters, in one transaction. For what
 * came by mistake (an import that is cancelled), never for what the network deleted, which is a Delete. Consumers are
 * held meanwhile, so that none files an activity that is going; what they have filed is their owners' to take back, in
 * the same transaction and after this. Answers how many there were.
 */
export function withdraw(db: Handle, workspaceId: string, ids: string[]): Promise<number> {
  return inTransaction(db, async (tx) => {
    if (ids.length === 0) return 0
    await sql`select 1 from stream_cursor where workspace_id = ${workspaceId} order by consumer for update`.execute(
      tx,
    )
    // Appends wait too: an edit of what is going would hold its key and ask for its row, and this the other way round.
    await advanceHead(tx, workspaceId, 0)
    const { rows } = await sql<Withdrawn>`
      delete from activity
      where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
        and published = any(${ids.map(publishedOf)}::timestamptz[])
      returning id, published, channel, external_id, verb, lang, sentiment, ours, actor_followers, toxicity`.execute(
      tx,
    )
    await forgetKeys(tx, workspaceId, rows)
    await releaseAttachments(
      tx,
      workspaceId,
      rows.map((row) => row.id),
    )
    const { rows: alerts } = await sql<{ alert_id: string; activity_id: string }>`
      delete from activity_alert where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[])
      returning alert_id, activity_id`.execute(tx)
    const alertsOf = Map.groupBy(alerts, (alert) => alert.activity_id)
    await count(
      tx,
      workspaceId,
      rows.flatMap((row) =>
        [ALL, ...(alertsOf.get(row.id) ?? []).map((one) => one.alert_id)].map(lessOf(row)),
      ),
    )
    await notify(tx, { w: workspaceId, k: 'stream' })
    return rows.length
  })
}

function lessOf(row: Withdrawn): (alertId: string) => CounterDelta {
  return (alertId) => ({
    alertId,
    hour: hourOf(row.published),
    channel: row.channel,
    verb: row.verb,
    lang: row.lang,
    sentiment: row.sentiment,
    ours: row.ours,
    count: -1,
    reach: -(row.actor_followers ?? 0),
    toxic: isToxic(row) ? -1 : 0,
  })
}

/** A key that also remembers a deletion on the network goes on refusing the thing. */
async function forgetKeys(tx: Handle, workspaceId: string, rows: Withdrawn[]): Promise<void> {
  const going = JSON.stringify(rows.map(({ channel, external_id, id }) => ({ channel, external_id, id })))
  await sql`
    update activity_key as key set activity_id = null
    from json_to_recordset(${going}::json) as gone (channel text, external_id text, id uuid)
    where key.workspace_id = ${workspaceId} and key.channel = gone.channel and key.external_id = gone.external_id
      and key.activity_id = gone.id and key.deleted is not null`.execute(tx)
  await sql`
    delete from activity_key as key
    using json_to_recordset(${going}::json) as gone (channel text, external_id text, id uuid)
    where key.workspace_id = ${workspaceId} and key.channel = gone.channel and key.external_id = gone.external_id
      and key.activity_id = gone.id and key.deleted is null`.execute(tx)
}

/** The people who did these, once each. */
export async function actorsOf(db: Handle, workspaceId: string, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from activity
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
      and published = any(${ids.map(publishedOf)}::timestamptz[]) and person_id is not null`.execute(db)
  return rows.map((row) => row.person_id)
}

/** Those of whom the stream has nothing. */
export async function unheard(db: Handle, workspaceId: string, people: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select one.id from unnest(${people}::uuid[]) as one (id) where not exists (
      select 1 from activity where workspace_id = ${workspaceId} and person_id = one.id)`.execute(db)
  return rows.map((row) => row.id)
}
