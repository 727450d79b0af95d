import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { contactsOf, permissionsOf } from '../../../access/index.ts'
import { type Absence, type Mate, type Profile, UNKNOWN } from './desk.ts'
import type { DeskTables } from './tables.ts'

const open = (db: Handle) => tables<DeskTables>(db)

/** What is known of each member of whom anything is. */
async function profilesOf(db: Handle, workspaceId: string): Promise<ReadonlyMap<string, Profile>> {
  const rows = await open(db)
    .selectFrom('assignee')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(
    rows.map(({ member_id, skills, langs, capacity, hours, away_from: from, away_until: until }) => [
      member_id,
      { skills, langs, capacity, hours, absence: { from, until } },
    ]),
  )
}

export interface Group {
  id: string
  name: string
  members: string[]
}

export async function listGroups(db: Handle, workspaceId: string): Promise<Group[]> {
  return await open(db)
    .selectFrom('assignee_group')
    .select(['id', 'name', 'members'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute()
}

/** Puts groups in place of those before; one with an id that was there stays the same group. */
export async function replaceGroups(
  tx: Handle,
  workspaceId: string,
  groups: readonly { id?: string | undefined; name: string; members: string[] }[],
): Promise<void> {
  const names = new Set(groups.map(({ name }) => name.toLowerCase()))
  if (names.size < groups.length) throw invalid('group_twice')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`groups ${workspaceId}`}, 0))`.execute(tx)
  const before = new Set((await listGroups(tx, workspaceId)).map(({ id }) => id))
  await open(tx).deleteFrom('assignee_group').where('workspace_id', '=', workspaceId).execute()
  for (const { id, name, members } of groups) {
    const kept = id && before.has(id) ? id : uuidv7()
    await open(tx)
      .insertInto('assignee_group')
      .values({ workspace_id: workspaceId, id: kept, name, members: [...new Set(members)] })
      .execute()
  }
  await notify(tx, { w: workspaceId, k: 'assignment' })
}

/** Everybody whom a conversation can be given to, with what lies on their desk. */
export async function matesOf(db: Handle, workspaceId: string): Promise<Mate[]> {
  const [contacts, profiles, groups, loads] = await Promise.all([
    contactsOf(db, workspaceId),
    profilesOf(db, workspaceId),
    listGroups(db, workspaceId),
    loadsOf(db, workspaceId),
  ])
  return contacts
    .filter(({ role }) => permissionsOf(role).has('inbox:write'))
    .map(({ memberId, timeZone }) => ({
      ...(profiles.get(memberId) ?? UNKNOWN),
      memberId,
      zone: timeZone,
      open: loads.get(memberId) ?? 0,
      groups: new Set(groups.filter(({ members }) => members.includes(memberId)).map(({ id }) => id)),
    }))
}

async function loadsOf(db: Handle, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ assignee_id: string; count: number }>`
    select assignee_id, count::int as count from conversation_counter
    where workspace_id = ${workspaceId} and status = 'open'`.execute(db)
  return new Map(rows.map((row) => [row.assignee_id, row.count]))
}

/** Keeps what a manager knows of a member; their absence stays as it is. */
export async function keepProfile(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  { skills, langs, capacity, hours }: Omit<Profile, 'absence'>,
): Promise<void> {
  const values = { skills: [...skills], langs: [...langs], capacity, hours: JSON.stringify(hours) }
  await put(tx, workspaceId, memberId, values)
}

export async function keepAbsence(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  { from, until }: Absence,
): Promise<void> {
  if (from && until && until <= from) throw invalid('absence_ends_before')
  await put(tx, workspaceId, memberId, { away_from: from, away_until: until })
}

async function put(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  values: Partial<{
    skills: string[]
    langs: string[]
    capacity: number | null
    hours: string
    away_from: Date | null
    away_until: Date | null
  }>,
): Promise<void> {
  const nothing = { skills: [], langs: [], capacity: null, hours: '[]', away_from: null, away_until: null }
  await open(tx)
    .insertInto('assignee')
    .values({ workspace_id: workspaceId, member_id: memberId, ...nothing, ...values })
    .onConflict((it) => it.columns(['workspace_id', 'member_id']).doUpdateSet(values))
    .execute()
  await notify(tx, { w: workspaceId, k: 'assignment' })
}

/** Who was said to be in charge of each of these people. */
export async function ownersSet(
  db: Handle,
  workspaceId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await open(db)
    .selectFrom('customer_owner')
    .select(['person_id', 'member_id'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', [...personIds])
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.member_id]))
}

/** Puts a member in charge of a customer; null: whoever answered them last. */
export async function setOwner(
  tx: Handle,
  workspaceId: string,
  personId: string,
  memberId: string | null,
): Promise<void> {
  const key = { workspace_id: workspaceId, person_id: personId }
  await open(tx)
    .deleteFrom('customer_owner')
    .where((that) => that.and(key))
    .execute()
  if (memberId)
    await open(tx)
      .insertInto('customer_owner')
      .values({ ...key, member_id: memberId })
      .execute()
}
