import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { beginsLike, getPersons, type PersonWithHandles } from '../store.ts'
import { tiersOf } from './standing.ts'
import { bears } from './store.ts'
import type { Tier } from './tier.ts'

export interface Asked {
  /** The beginning of a name, a handle or a mail address; empty: everybody. */
  q: string
  /** A tier, or `none`. */
  tier?: string | undefined
  after?: { name: string; id: string } | undefined
}

/** `sorted` is where they stand in the order. */
export type Listed = PersonWithHandles & { tier: Tier | null; sorted: string }

/** People by name, each with the tier they bear. */
export async function listByTier(
  db: Handle,
  workspaceId: string,
  { q, tier, after }: Asked,
  limit: number,
): Promise<Listed[]> {
  const like = beginsLike(q)
  const found = q
    ? sql`and (lower(name) like ${like} or lower(email) like ${like} or id in (
        select person_id from person_identity where workspace_id = ${workspaceId} and lower(handle) like ${like}))`
    : sql``
  const { rows } = await sql<{ id: string; sorted: string }>`
    select id, lower(name) as sorted from person where workspace_id = ${workspaceId} ${found}
      ${tier ? sql`and ${bears(workspaceId, tier, 'person.id')}` : sql``}
      ${after ? sql`and (lower(name), id) > (${after.name}, ${after.id}::uuid)` : sql``}
    order by lower(name), id limit ${limit}`.execute(db)
  const ids = rows.map(({ id }) => id)
  const [people, tiers] = [await getPersons(db, workspaceId, ids), await tiersOf(db, workspaceId, ids)]
  const byId = new Map(people.map((person) => [person.id, person]))
  return rows.flatMap(({ id, sorted }) => {
    const person = byId.get(id)
    return person ? [{ ...person, tier: tiers.get(id) ?? null, sorted }] : []
  })
}
