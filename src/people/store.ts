import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../lib/db/index.ts'
import { notFound } from '../../lib/errors/index.ts'
import type { PeopleTables, PersonTable } from './tables.ts'

export interface PersonWithHandles extends PersonTable {
  handles: { channel: string; handle: string; url: string | null }[]
}

/** @throws Problem `not_found`, also when the person is another workspace's. */
export async function getPerson(db: Handle, workspaceId: string, id: string): Promise<PersonWithHandles> {
  const [person] = await getPersons(db, workspaceId, [id])
  if (!person) throw notFound('person')
  return person
}

/** Those of some people who are known, in no order. */
export async function getPersons(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<PersonWithHandles[]> {
  if (ids.length === 0) return []
  const rows = await tables<PeopleTables>(db)
    .selectFrom('person')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  return withHandles(db, workspaceId, rows)
}

/** What begins so, as `like` asks for it of a column in small letters. */
export function beginsLike(beginning: string): string {
  return `${beginning
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[\\%_]/g, '\\$&')}%`
}

/** By the beginning of a name, of a handle or of a mail address; at most `limit`, by name. */
export async function findPeople(
  db: Handle,
  workspaceId: string,
  beginning: string,
  limit: number,
): Promise<PersonWithHandles[]> {
  const like = beginsLike(beginning)
  const { rows } = await sql<PersonTable>`
    select * from person where workspace_id = ${workspaceId} and id in (
      (select id from person where workspace_id = ${workspaceId} and lower(name) like ${like} limit ${limit})
      union
      (select person_id from person_identity
        where workspace_id = ${workspaceId} and lower(handle) like ${like} limit ${limit})
      union
      (select id from person where workspace_id = ${workspaceId} and lower(email) = ${beginning.toLowerCase()})
    ) order by name, id limit ${limit}`.execute(db)
  return withHandles(db, workspaceId, rows)
}

async function withHandles(
  db: Handle,
  workspaceId: string,
  people: PersonTable[],
): Promise<PersonWithHandles[]> {
  if (people.length === 0) return []
  const identities = await tables<PeopleTables>(db)
    .selectFrom('person_identity')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(
      'person_id',
      'in',
      people.map((person) => person.id),
    )
    .orderBy('channel')
    .execute()
  const byPerson = Map.groupBy(identities, (identity) => identity.person_id)
  return people.map((person) => ({
    ...person,
    handles: (byPerson.get(person.id) ?? []).map(({ channel, handle, actor_id, url }) => ({
      channel,
      handle: handle ?? actor_id,
      url,
    })),
  }))
}

export interface NewPerson {
  name: string
  email: string | null
  created: Date
  identities: { channel: string; actorId: string; handle: string | null; url: string | null }[]
}

/**
 * Adds people whose accounts are known to be theirs (an import of the shop's own records).
 * @returns their ids, in the order given
 */
export async function addPeople(db: Handle, workspaceId: string, people: NewPerson[]): Promise<string[]> {
  const rows = people.map((person) => ({ id: uuidv7(), ...person }))
  await sql`
    insert into person (workspace_id, id, name, email, created)
    select ${workspaceId}::uuid, id, name, email, created
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, name text, email text, created timestamptz)`.execute(
    db,
  )
  const identities = rows.flatMap((person) =>
    person.identities.map((identity) => ({ person: person.id, ...identity })),
  )
  await sql`
    insert into person_identity (workspace_id, channel, actor_id, person_id, handle, url)
    select ${workspaceId}::uuid, channel, "actorId", person, handle, url
    from json_to_recordset(${JSON.stringify(identities)}::json)
      as row (channel text, "actorId" text, person uuid, handle text, url text)
    on conflict do nothing`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes people away who were met in this channel only. */
export async function forgetPeople(
  tx: Handle,
  workspaceId: string,
  channel: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from person where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
      and exists (
        select 1 from person_identity where workspace_id = ${workspaceId} and person_id = person.id)
      and not exists (
        select 1 from person_identity
        where workspace_id = ${workspaceId} and person_id = person.id and channel <> ${channel})`.execute(tx)
}

/** Notes an account of somebody that a member knows to be theirs; one that is known already is left as it is. */
export async function knowAs(
  tx: Handle,
  workspaceId: string,
  personId: string,
  { channel, actorId, handle }: { channel: string; actorId: string; handle: string | null },
): Promise<void> {
  await sql`
    insert into person_identity (workspace_id, channel, actor_id, person_id, handle)
    values (${workspaceId}, ${channel}, ${actorId}, ${personId}, ${handle})
    on conflict do nothing`.execute(tx)
}
