import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { type Lookup, lookupKey, phoneKey } from './who.ts'

/** Everybody whom each lookup finds, by `lookupKey`; nobody is left out. */
export type Found = ReadonlyMap<string, ReadonlySet<string>>

/** Finds the people of a whole file, with one question a kind of lookup. */
export async function findWho(db: Handle, workspaceId: string, lookups: readonly Lookup[]): Promise<Found> {
  const found = new Map<string, Set<string>>()
  const add = (lookup: Lookup, person: string) => {
    const key = lookupKey(lookup)
    const people = found.get(key) ?? new Set<string>()
    found.set(key, people.add(person))
  }
  const keys = (by: Lookup['by']) => [
    ...new Set(lookups.flatMap((lookup) => (lookup.by === by ? [lookup.key] : []))),
  ]
  await findIds(db, workspaceId, keys('id'), add)
  await findMails(db, workspaceId, keys('mail'), add)
  await findPhones(db, workspaceId, new Set(keys('phone')), add)
  await findHandles(db, workspaceId, keys('handle'), add)
  return found
}

type Add = (lookup: Lookup, person: string) => void

async function findIds(db: Handle, workspaceId: string, keys: string[], add: Add): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from person where workspace_id = ${workspaceId} and id = any(${keys}::uuid[])`.execute(db)
  for (const { id } of rows) add({ by: 'id', key: id }, id)
}

/** The address of a person, or of an account of theirs. */
async function findMails(db: Handle, workspaceId: string, keys: string[], add: Add): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<{ key: string; person: string }>`
    select lower(email) as key, id as person from person
    where workspace_id = ${workspaceId} and email is not null and lower(email) = any(${keys}::text[])
    union
    select actor_id, person_id from person_identity
    where workspace_id = ${workspaceId} and channel = 'email' and actor_id = any(${keys}::text[])`.execute(db)
  for (const { key, person } of rows) add({ by: 'mail', key }, person)
}

/** Numbers of calls that were written down; compared in full, once their last digits have found them. */
async function findPhones(
  db: Handle,
  workspaceId: string,
  keys: ReadonlySet<string>,
  add: Add,
): Promise<void> {
  if (keys.size === 0) return
  const ends = [...keys].map((key) => key.slice(-6))
  const { rows } = await sql<{ said: string; person: string }>`
    select said, person from (
      select coalesce(nullif(handle, ''), actor_id) as said, person_id as person from person_identity
      where workspace_id = ${workspaceId} and channel = 'phone') as one
    where right(regexp_replace(said, '[^0-9]', '', 'g'), 6) = any(${ends}::text[])`.execute(db)
  for (const { said, person } of rows) {
    const key = phoneKey(said)
    if (key && keys.has(key)) add({ by: 'phone', key }, person)
  }
}

/** Accounts by what they are called, whatever the network and on the network that is named. */
async function findHandles(db: Handle, workspaceId: string, keys: string[], add: Add): Promise<void> {
  if (keys.length === 0) return
  const { rows } = await sql<{ channel: string; key: string; person: string }>`
    select channel, lower(handle) as key, person_id as person from person_identity
    where workspace_id = ${workspaceId} and handle is not null and lower(handle) = any(${keys}::text[])`.execute(
    db,
  )
  for (const { channel, key, person } of rows) {
    add({ by: 'handle', key }, person)
    add({ by: 'handle', key, network: channel }, person)
  }
}
