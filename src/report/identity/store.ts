import type { Selectable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../../access/index.ts'
import { changeTally, createTally, deleteTally } from '../../match/index.ts'
import type { IdentityTables, TraitTable } from './tables.ts'
import { contraryQuery, type Declared, MAX_TRAITS, type Trait, talkQuery, type Version } from './trait.ts'

interface By {
  who: Who
  at: Date
}

/** The traits of a brand in the order in which it declares them, those no longer declared last. */
export async function listTraits(db: Handle, workspaceId: string): Promise<Trait[]> {
  const rows = await tables<IdentityTables>(db)
    .selectFrom('trait')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('archived', (order) => order.asc().nullsFirst())
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(traitOf)
}

/** @throws Problem `not_found` */
export async function getTrait(db: Handle, workspaceId: string, id: string): Promise<Trait> {
  const row = await tables<IdentityTables>(db)
    .selectFrom('trait')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('trait')
  return traitOf(row)
}

/** How each trait was declared, oldest first. */
export async function listVersions(db: Handle, workspaceId: string): Promise<Version[]> {
  const rows = await tables<IdentityTables>(db)
    .selectFrom('trait_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(({ trait_id, by_user, at, archived, ...row }) => ({
    ...declaredOf(row),
    traitId: trait_id,
    by: by_user,
    at,
    archived,
    position: row.position,
  }))
}

/**
 * Declares a trait, and has what is said on it counted.
 * @throws Problem `alert_query_invalid` (422), `traits_full` (422)
 */
export function createTrait(db: Handle, workspaceId: string, declared: Declared, by: By): Promise<Trait> {
  return inTransaction(db, async (tx) => {
    // Made first: it holds the workspace's head, so that two who declare at once take turns.
    const talkId = await createTally(tx, workspaceId, { base: 'brand', words: talkQuery(declared) })
    const contrary = contraryQuery(declared)
    const contraryId = contrary && (await createTally(tx, workspaceId, { base: 'brand', words: contrary }))
    const position = await roomFor(tx, workspaceId)
    const id = uuidv7()
    await tables<IdentityTables>(tx)
      .insertInto('trait')
      .values({
        workspace_id: workspaceId,
        id,
        ...columnsOf(declared),
        position,
        talk_id: talkId,
        contrary_id: contraryId,
        created: by.at,
        archived: null,
      })
      .execute()
    const trait = await getTrait(tx, workspaceId, id)
    await record(tx, workspaceId, trait, 'trait.create', by)
    return trait
  })
}

export type TraitChange = { [Key in keyof Declared]?: Declared[Key] | undefined } & {
  archived?: boolean | undefined
}

/** @throws Problem `not_found`, `alert_query_invalid` (422), `traits_full` (422) */
export function changeTrait(
  db: Handle,
  workspaceId: string,
  id: string,
  { archived, ...given }: TraitChange,
  by: By,
): Promise<Trait> {
  return inTransaction(db, async (tx) => {
    const was = await getTrait(tx, workspaceId, id)
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const now: Trait = { ...was, ...fields }
    await count(tx, workspaceId, now, archived ?? was.archived !== null)
    const flips = archived !== undefined && archived !== (was.archived !== null)
    if (flips) {
      now.archived = archived ? by.at : null
      now.position = archived ? was.position : await roomFor(tx, workspaceId)
    }
    await tables<IdentityTables>(tx)
      .updateTable('trait')
      .set({
        ...columnsOf(now),
        archived: now.archived,
        position: now.position,
        contrary_id: now.contraryId,
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await record(tx, workspaceId, now, 'trait.change', by)
    return now
  })
}

/** Has what is counted follow what is declared. */
async function count(tx: Handle, workspaceId: string, trait: Trait, stopped: boolean): Promise<void> {
  await changeTally(tx, workspaceId, trait.talkId, { words: talkQuery(trait), stopped })
  const contrary = contraryQuery(trait)
  if (contrary && trait.contraryId) {
    await changeTally(tx, workspaceId, trait.contraryId, { words: contrary, stopped })
  } else if (contrary) {
    trait.contraryId = await createTally(tx, workspaceId, { base: 'brand', words: contrary })
    if (stopped) await changeTally(tx, workspaceId, trait.contraryId, { stopped })
  } else if (trait.contraryId) {
    await deleteTally(tx, workspaceId, trait.contraryId)
    trait.contraryId = null
  }
}

/** The traits declared, in the order given; those not named keep theirs, after. */
export function orderTraits(db: Handle, workspaceId: string, ids: readonly string[], by: By): Promise<void> {
  return inTransaction(db, async (tx) => {
    const declared = (await listTraits(tx, workspaceId)).filter((trait) => !trait.archived)
    const rank = (trait: Trait) => (ids.includes(trait.id) ? ids.indexOf(trait.id) : ids.length)
    const sorted = declared.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position)
    for (const [i, trait] of sorted.entries()) {
      if (trait.position === i + 1) continue
      await tables<IdentityTables>(tx)
        .updateTable('trait')
        .set({ position: i + 1 })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', trait.id)
        .execute()
      await record(tx, workspaceId, { ...trait, position: i + 1 }, 'trait.order', by)
    }
  })
}

/** The rank after the last. @throws Problem `traits_full` (422) */
async function roomFor(tx: Handle, workspaceId: string): Promise<number> {
  const { size, last } = await tables<IdentityTables>(tx)
    .selectFrom('trait')
    .select((e) => [e.fn.countAll<number>().as('size'), e.fn.max('position').as('last')])
    .where('workspace_id', '=', workspaceId)
    .where('archived', 'is', null)
    .executeTakeFirstOrThrow()
  if (size >= MAX_TRAITS) throw invalid('traits_full', { max: MAX_TRAITS })
  return (last ?? 0) + 1
}

/** The version that holds from now on, and the line of the journal. */
async function record(tx: Handle, workspaceId: string, trait: Trait, action: string, by: By): Promise<void> {
  await tables<IdentityTables>(tx)
    .insertInto('trait_version')
    .values({
      workspace_id: workspaceId,
      trait_id: trait.id,
      id: uuidv7(),
      ...columnsOf(trait),
      position: trait.position,
      at: by.at,
      by_user: 'userId' in by.who ? by.who.userId : null,
      archived: trait.archived !== null,
    })
    .execute()
  const detail = { word: trait.word, archived: trait.archived !== null, position: trait.position }
  await audit(tx, { workspaceId, who: by.who, action, target: trait.id, detail })
}

function columnsOf({ word, description, terms, opposites, query }: Declared) {
  return { word, description, query, terms: JSON.stringify(terms), opposites: JSON.stringify(opposites) }
}

function declaredOf(row: Pick<Selectable<TraitTable>, keyof Declared>): Declared {
  const { word, description, terms, opposites, query } = row
  return { word, description, terms, opposites, query }
}

function traitOf(row: Selectable<TraitTable>): Trait {
  const { id, position, talk_id, contrary_id, created, archived } = row
  return { ...declaredOf(row), id, position, talkId: talk_id, contraryId: contrary_id, created, archived }
}
