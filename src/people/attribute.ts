import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../lib/db/index.ts'
import { type Activity, type Actor, NOBODY } from '../activity/index.ts'
import { emailOf, nameOf } from './identity.ts'

/**
 * The person behind each activity, in the order given. An account on a network is a person of its own until somebody
 * who knows joins the two: a name or an unconfirmed claim never merges anyone, and those who gave none are nobody.
 */
export async function attribute(
  tx: Handle,
  workspaceId: string,
  channel: string,
  activities: Activity[],
): Promise<(string | null)[]> {
  const named = activities.filter(({ actor }) => actor.id !== NOBODY)
  const actors = new Map(named.map(({ actor }) => [actor.id, actor]))
  const known = await identities(tx, workspaceId, channel, [...actors.keys()])
  const strangers = [...actors.values()].filter((actor) => !known.has(actor.id))
  if (strangers.length > 0) {
    const taken = await meet(tx, workspaceId, channel, strangers, activities[0]?.published ?? new Date())
    // Another writer met the others first: its rows are visible once it has committed, which the insert waited for.
    const missed = strangers.filter((actor) => !taken.has(actor.id)).map((actor) => actor.id)
    for (const [actor, person] of taken) known.set(actor, person)
    for (const [actor, person] of await identities(tx, workspaceId, channel, missed)) known.set(actor, person)
  }
  return activities.map(({ actor }) => known.get(actor.id) ?? null)
}

async function identities(tx: Handle, workspaceId: string, channel: string, actorIds: string[]) {
  if (actorIds.length === 0) return new Map<string, string>()
  const { rows } = await sql<{ actor_id: string; person_id: string }>`
    select actor_id, person_id from person_identity
    where workspace_id = ${workspaceId} and channel = ${channel} and actor_id = any(${actorIds}::text[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.actor_id, row.person_id]))
}

/** Who of these has been met in a channel, and as whom. */
export function met(
  db: Handle,
  workspaceId: string,
  channel: string,
  actorIds: string[],
): Promise<Map<string, string>> {
  return identities(db, workspaceId, channel, actorIds)
}

/** Everybody met in a channel, page by page. */
export async function* allActors(
  db: Handle,
  workspaceId: string,
  channel: string,
  page = 20_000,
): AsyncIterable<string[]> {
  let last = ''
  while (true) {
    const { rows } = await sql<{ actor_id: string }>`
      select actor_id from person_identity
      where workspace_id = ${workspaceId} and channel = ${channel} and actor_id > ${last}
      order by actor_id limit ${page}`.execute(db)
    yield rows.map((row) => row.actor_id)
    if (rows.length < page) return
    last = rows.at(-1)?.actor_id ?? last
  }
}

/** In the order of their key, so that two writers never wait for each other in a ring. */
async function meet(tx: Handle, workspaceId: string, channel: string, strangers: Actor[], created: Date) {
  const rows = strangers
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((actor) => ({
      person: uuidv7(),
      actor: actor.id,
      handle: actor.handle,
      url: actor.url,
      name: nameOf(actor),
      email: emailOf(channel, actor),
      avatar: actor.avatar,
    }))
  const given = JSON.stringify(rows)
  // Persons first and unconditionally, as the identity refers to them; those whose identity was taken go again.
  await sql`
    insert into person (workspace_id, id, name, email, avatar, created)
    select ${workspaceId}::uuid, person, name, email, avatar, ${created}::timestamptz
    from json_to_recordset(${given}::json) as row (person uuid, name text, email text, avatar text)`.execute(
    tx,
  )
  const { rows: taken } = await sql<{ actor_id: string; person_id: string }>`
    insert into person_identity (workspace_id, channel, actor_id, person_id, handle, url)
    select ${workspaceId}::uuid, ${channel}, actor, person, handle, url
    from json_to_recordset(${given}::json) as row (actor text, person uuid, handle text, url text)
    on conflict do nothing returning actor_id, person_id`.execute(tx)
  const kept = new Set(taken.map((row) => row.person_id))
  const lost = rows.filter((row) => !kept.has(row.person)).map((row) => row.person)
  if (lost.length > 0) {
    await sql`delete from person where workspace_id = ${workspaceId} and id = any(${lost}::uuid[])`.execute(
      tx,
    )
  }
  return new Map(taken.map((row) => [row.actor_id, row.person_id]))
}
