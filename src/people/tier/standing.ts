import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import { holdTiers, listTiers } from './store.ts'
import type { TierTables } from './tables.ts'
import { mayReplace, type Source, type Tier } from './tier.ts'

/** Who bears what, of some people; those who bear none are left out. */
export async function tiersOf(
  db: Handle,
  workspaceId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Tier>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<Tier & { person_id: string }>`
    select said.person_id, tier.id, tier.name, tier.color, tier.weight from person_tier as said
    join tier on tier.workspace_id = said.workspace_id and tier.id = said.tier_id
    where said.workspace_id = ${workspaceId} and said.person_id = any(${[...personIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ person_id, ...tier }) => [person_id, tier]))
}

export interface Wish {
  personId: string
  tierId: string | null
}

export interface Word {
  source: Source
  /** A member; of a key, the one who made it; null: a command. */
  by: string | null
  now: Date
  /** Of a file: also where a member had spoken. */
  overwrite?: boolean
  /** The tier that one saw, where it must still be so. */
  seen?: string | null | undefined
}

export interface Changed {
  /** By which it can be undone. */
  change: string
  changed: string[]
  /** They bear it already. */
  same: number
  /** A member had spoken, and the file was not asked to overwrite. */
  kept: number
}

interface Line {
  id: string
  tier_id: string | null
  source: Source | null
}

/** What would become of one person whom somebody speaks of. */
export interface Weighed {
  personId: string
  was: string | null
  became: string | null
  /** `kept`: a member had spoken, and the file was not asked to overwrite. */
  end: 'changed' | 'same' | 'kept'
}

/**
 * What saying so would change; people who are not known are left out.
 * @throws Problem `not_found` where a tier is gone, `tier_moved` where it is not the one that was seen any more
 */
export async function weighTiers(
  db: Handle,
  workspaceId: string,
  wishes: readonly Wish[],
  word: Pick<Word, 'source' | 'overwrite' | 'seen'>,
): Promise<(Weighed & { wasSource: Source | null })[]> {
  const known = new Set((await listTiers(db, workspaceId)).map(({ id }) => id))
  const wanted = new Map(wishes.map(({ personId, tierId }) => [personId, tierId]))
  for (const tierId of wanted.values()) if (tierId !== null && !known.has(tierId)) throw notFound('tier')
  const { rows } = await sql<Line>`
    select person.id, said.tier_id, said.source from person
    left join person_tier as said on said.workspace_id = person.workspace_id and said.person_id = person.id
    where person.workspace_id = ${workspaceId} and person.id = any(${[...wanted.keys()]}::uuid[])
    order by person.id`.execute(db)
  return rows.map(({ id, tier_id, source }) => {
    if (word.seen !== undefined && word.seen !== tier_id) throw conflict('tier_moved')
    const became = wanted.get(id) ?? null
    const free = mayReplace(source, word.source, word.overwrite ?? false)
    const end = tier_id === became ? 'same' : free ? 'changed' : 'kept'
    return { personId: id, was: tier_id, wasSource: source, became, end }
  })
}

/**
 * Says who bears which tier, in one change that can be undone; people who are not known are left out.
 * @throws Problem as `weighTiers`
 */
export function setTiers(
  db: Handle,
  workspaceId: string,
  wishes: readonly Wish[],
  word: Word,
): Promise<Changed> {
  return inTransaction(db, async (tx) => {
    await holdTiers(tx, workspaceId)
    const names = new Map((await listTiers(tx, workspaceId)).map(({ id, name }) => [id, name]))
    const weighed = await weighTiers(tx, workspaceId, wishes, word)
    const changed = weighed.filter(({ end }) => end === 'changed')
    const moves = changed.map(({ end: _, ...one }): Move => {
      return { ...one, say: { tierId: one.became, source: word.source } }
    })
    const change = uuidv7()
    await writeMoves(tx, workspaceId, moves, { ...word, change, names })
    const counted = (which: Weighed['end']) => weighed.filter(({ end }) => end === which).length
    return {
      ...{ change, changed: changed.map(({ personId }) => personId) },
      ...{ same: counted('same'), kept: counted('kept') },
    }
  })
}

interface Move {
  personId: string
  was: string | null
  wasSource: Source | null
  became: string | null
  /** What stands from now on; null: nothing was ever said. */
  say: { tierId: string | null; source: Source } | null
}

interface Writing {
  change: string
  source: Source | 'undo'
  by: string | null
  now: Date
  names: ReadonlyMap<string, string>
}

async function writeMoves(
  tx: Handle,
  workspaceId: string,
  moves: readonly Move[],
  { change, source, by, now, names }: Writing,
): Promise<void> {
  if (moves.length === 0) return
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null)
  const lines = moves.map(({ personId, was, wasSource, became, say }) => ({
    ...{ id: uuidv7(), person: personId, was, was_name: nameOf(was), was_source: wasSource },
    ...{ became, became_name: nameOf(became), said: say !== null, say: say?.source ?? null },
  }))
  const given = sql`json_to_recordset(${JSON.stringify(lines)}::json) as one (id uuid, person uuid, was uuid, was_name text,
    was_source text, became uuid, became_name text, said boolean, say text)`
  await sql`
    delete from person_tier where workspace_id = ${workspaceId}
      and person_id in (select person from ${given} where not said)`.execute(tx)
  await sql`
    insert into person_tier (workspace_id, person_id, tier_id, source, by_member, at, change_id)
    select ${workspaceId}::uuid, person, became, say, ${by}::uuid, ${now}::timestamptz, ${change}::uuid
    from ${given} where said
    on conflict (workspace_id, person_id) do update set tier_id = excluded.tier_id, source = excluded.source,
      by_member = excluded.by_member, at = excluded.at, change_id = excluded.change_id`.execute(tx)
  await sql`
    insert into person_tier_change (workspace_id, person_id, id, change_id, was_id, was_name, was_source, became_id,
      became_name, source, by_member, at)
    select ${workspaceId}::uuid, person, id, ${change}::uuid, was, was_name, was_source, became, became_name, ${source},
      ${by}::uuid, ${now}::timestamptz
    from ${given}`.execute(tx)
  await sql`
    insert into person_tier_moved (workspace_id, person_id) select ${workspaceId}::uuid, person from ${given}
    on conflict do nothing`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'tier' })
}

/**
 * Takes a change back for those of whom nothing was said since: each as before it, by the word of then. A tier that is gone
 * since is none.
 * @throws Problem `not_found` where there is no such change
 */
export function undoTiers(
  db: Handle,
  workspaceId: string,
  change: string,
  { by, now }: { by: string | null; now: Date },
): Promise<{ undone: string[]; moved: number }> {
  return inTransaction(db, async (tx) => {
    await holdTiers(tx, workspaceId)
    const { rows } = await sql<{
      person_id: string
      was_id: string | null
      was_source: Source | null
      tier_id: string | null
      source: Source
      last: boolean
    }>`
      select line.person_id, line.was_id, line.was_source, said.tier_id, said.source,
        coalesce(said.change_id = line.change_id, false) as last
      from person_tier_change as line
      left join person_tier as said on said.workspace_id = line.workspace_id and said.person_id = line.person_id
      where line.workspace_id = ${workspaceId} and line.change_id = ${change}
        and line.source in ('hand', 'api', 'import')
      order by line.person_id`.execute(tx)
    if (rows.length === 0) throw notFound('tier_change')
    const names = new Map((await listTiers(tx, workspaceId)).map(({ id, name }) => [id, name]))
    const moves = rows
      .filter((row) => row.last)
      .map(({ person_id, was_id, was_source, tier_id, source }): Move => {
        const became = was_id && names.has(was_id) ? was_id : null
        const say = was_source && { tierId: became, source: was_source }
        return { personId: person_id, was: tier_id, wasSource: source, became, say }
      })
    await writeMoves(tx, workspaceId, moves, { change: uuidv7(), source: 'undo', by, now, names })
    return { undone: moves.map(({ personId }) => personId), moved: rows.length - moves.length }
  })
}

export interface Past {
  at: Date
  source: Source | 'undo' | 'deleted'
  by: string | null
  was: string | null
  became: string | null
}

/** What stands of one person, and how it came about, newest first. */
export async function tierPast(db: Handle, workspaceId: string, personId: string, most: number) {
  const said = await tables<TierTables>(db)
    .selectFrom('person_tier')
    .select(['source', 'by_member', 'at', 'change_id'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const { rows } = await sql<Past>`
    select at, source, by_member as by, was_name as was, became_name as became from person_tier_change
    where workspace_id = ${workspaceId} and person_id = ${personId} order by id desc limit ${most}`.execute(
    db,
  )
  return { said, past: rows }
}

/**
 * Takes some of those whose tier moved off the list of who is to follow, and holds them until the end of the transaction: if
 * it fails they are on it again.
 */
export async function takeMoved(tx: Handle, workspaceId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with moved as materialized (
      select person_id from person_tier_moved where workspace_id = ${workspaceId}
      order by person_id limit ${most} for update skip locked)
    delete from person_tier_moved using moved
    where workspace_id = ${workspaceId} and person_tier_moved.person_id = moved.person_id
    returning moved.person_id`.execute(tx)
  return rows.map((row) => row.person_id)
}
