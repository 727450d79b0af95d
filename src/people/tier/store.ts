import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { conflict, invalid } from '../../../lib/errors/index.ts'
import type { TierTables } from './tables.ts'
import { type Color, nameKey, type Tier } from './tier.ts'

/** The tiers of a workspace, the highest first; none until somebody makes some. */
export function listTiers(db: Handle, workspaceId: string): Promise<Tier[]> {
  return tables<TierTables>(db)
    .selectFrom('tier')
    .select(['id', 'name', 'color', 'weight'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('place')
    .orderBy('id')
    .execute()
}

/** Names what stands: another list has another version. */
export function versionOf(tiers: readonly Tier[]): string {
  const told = JSON.stringify(tiers.map(({ id, name, color, weight }) => [id, name, color, weight]))
  return createHash('sha256').update(told).digest('base64url').slice(0, 22)
}

/** How many people bear each tier. */
export async function bearers(db: Handle, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select tier_id as id, count(*)::int as count from person_tier
    where workspace_id = ${workspaceId} and tier_id is not null group by tier_id`.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Two who change tiers, or whose they are, come one after the other; until the end of the transaction. */
export async function holdTiers(tx: Handle, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tier ${workspaceId}`}, 0))`.execute(tx)
}

/** What is filed meanwhile is filed by the tiers of before, and whoever changes them sees it when they come to. */
export async function readTiersHeld(tx: Handle, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`tier ${workspaceId}`}, 0))`.execute(tx)
}

export interface NewTier {
  /** Of a tier that is there; another is made anew. */
  id?: string | undefined
  name: string
  color: Color
  weight: number
}

/**
 * Puts tiers in place of those that `version` names, the highest first. Who bore one that is gone has none, as their
 * history tells.
 * @throws Problem `tiers_changed` when somebody has changed them since, `tier_named_twice` where two bear one name
 */
export function replaceTiers(
  db: Handle,
  workspaceId: string,
  given: readonly NewTier[],
  { version, by, now }: { version: string; by: string; now: Date },
): Promise<{ tiers: Tier[]; fallen: number }> {
  if (new Set(given.map(({ name }) => nameKey(name))).size < given.length) throw invalid('tier_named_twice')
  return inTransaction(db, async (tx) => {
    await holdTiers(tx, workspaceId)
    const before = await listTiers(tx, workspaceId)
    if (versionOf(before) !== version) throw conflict('tiers_changed')
    const known = new Map(before.map((tier) => [tier.id, tier]))
    const kept = new Set<string>()
    const tiers = given.map(({ id, name, color, weight }): Tier => {
      const own = id && known.has(id) && !kept.has(id) ? id : uuidv7()
      kept.add(own)
      return { id: own, name, color, weight }
    })
    const gone = before.filter(({ id }) => !kept.has(id))
    const fallen = await letFall(tx, workspaceId, gone, { by, now })
    await write(
      tx,
      workspaceId,
      tiers,
      gone.map(({ id }) => id),
    )
    const other = tiers.filter(({ id, name, weight }) => {
      const was = known.get(id)
      return was && (was.name !== name || was.weight !== weight)
    })
    await markBearers(
      tx,
      workspaceId,
      other.map(({ id }) => id),
    )
    await notify(tx, { w: workspaceId, k: 'tier' })
    return { tiers, fallen }
  })
}

async function write(tx: Handle, workspaceId: string, tiers: readonly Tier[], gone: readonly string[]) {
  await sql`delete from tier where workspace_id = ${workspaceId} and id = any(${[...gone]}::uuid[])`.execute(
    tx,
  )
  const rows = tiers.map((tier, place) => ({ ...tier, place }))
  await sql`
    insert into tier (workspace_id, id, place, name, color, weight)
    select ${workspaceId}::uuid, id, place, name, color, weight
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as one (id uuid, place smallint, name text, color text, weight smallint)
    on conflict (workspace_id, id) do update set place = excluded.place, name = excluded.name,
      color = excluded.color, weight = excluded.weight`.execute(tx)
}

/** @returns how many bore them */
async function letFall(
  tx: Handle,
  workspaceId: string,
  gone: readonly Tier[],
  { by, now }: { by: string; now: Date },
): Promise<number> {
  if (gone.length === 0) return 0
  const ids = gone.map(({ id }) => id)
  await markBearers(tx, workspaceId, ids)
  const { rows } = await sql<{ person_id: string; tier_id: string; source: string }>`
    with fallen as (
      select person_id, tier_id from person_tier
      where workspace_id = ${workspaceId} and tier_id = any(${ids}::uuid[]) for update)
    update person_tier as said set tier_id = null from fallen
    where said.workspace_id = ${workspaceId} and said.person_id = fallen.person_id
    returning said.person_id, fallen.tier_id, said.source`.execute(tx)
  const names = new Map(gone.map(({ id, name }) => [id, name]))
  const change = uuidv7()
  const lines = rows.map((row) => ({
    ...{ id: uuidv7(), person: row.person_id, was: row.tier_id, name: names.get(row.tier_id) ?? null },
    source: row.source,
  }))
  await sql`
    insert into person_tier_change (workspace_id, person_id, id, change_id, was_id, was_name, was_source, source,
      by_member, at)
    select ${workspaceId}::uuid, person, id, ${change}::uuid, was, name, one.source, 'deleted', ${by}::uuid,
      ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(lines)}::json)
      as one (id uuid, person uuid, was uuid, name text, source text)`.execute(tx)
  return rows.length
}

async function markBearers(tx: Handle, workspaceId: string, tierIds: readonly string[]): Promise<void> {
  if (tierIds.length === 0) return
  await sql`
    insert into person_tier_moved (workspace_id, person_id)
    select workspace_id, person_id from person_tier
    where workspace_id = ${workspaceId} and tier_id = any(${[...tierIds]}::uuid[])
    on conflict do nothing`.execute(tx)
}

/** Holds where the person of a row, in its column `person` (with its table), bears a tier; `none`: where they bear none, or nobody is known. */
export function bears(workspaceId: string, tier: string, person: string): RawBuilder<boolean> {
  const column = sql.ref(person)
  if (tier === 'none')
    return sql<boolean>`(${column} is null or not exists (
      select 1 from person_tier as said
      where said.workspace_id = ${workspaceId} and said.person_id = ${column} and said.tier_id is not null))`
  return sql<boolean>`${column} in (
    select said.person_id from person_tier as said
    where said.workspace_id = ${workspaceId} and said.tier_id = ${tier}::uuid)`
}
