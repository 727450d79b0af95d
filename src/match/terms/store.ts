import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { conflict, invalid, notFound } from '../../../lib/errors/index.ts'
import { audit, findWorkspace, type Who } from '../../access/index.ts'
import { newGeneration } from '../../activity/index.ts'
import { mayAskForLists, termsChanged } from '../alerts/asking.ts'
import { queryOf } from '../alerts/tally/tally.ts'
import type { ParseOptions } from '../query/parse.ts'
import { foldName, LIST_NAME, listsIn, MAX_LIST_TERMS, MAX_LISTS, readTerms, type TermList } from './list.ts'
import type { TermTables } from './tables.ts'

type Lists = ReadonlyMap<string, readonly string[]>

/** Every list of a workspace, by name. */
export async function readLists(db: Handle, workspaceId: string): Promise<TermList[]> {
  return await tables<TermTables>(db)
    .selectFrom('term_list')
    .select(['id', 'name', 'terms', 'created', 'changed'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('folded')
    .execute()
}

/** What a query of the workspace is read with: its lists of terms, and where its days are counted. */
export async function readingOptions(
  db: Handle,
  workspaceId: string,
): Promise<Pick<ParseOptions, 'lists' | 'zone'>> {
  const [lists, { timeZone }] = [await readLists(db, workspaceId), await findWorkspace(db, workspaceId)]
  return { lists: mapOf(lists), zone: timeZone }
}

function mapOf(lists: readonly Pick<TermList, 'name' | 'terms'>[]): Lists {
  return new Map(lists.map(({ name, terms }) => [name, terms]))
}

/** Alerts by the folded name of each list that they ask for. */
export async function usesOfLists(
  db: Handle,
  workspaceId: string,
): Promise<Map<string, { id: string; name: string; kind: string }[]>> {
  const options = await readingOptions(db, workspaceId)
  const uses = new Map<string, { id: string; name: string; kind: string }[]>()
  for (const { id, name, kind, query } of await mayAskForLists(db, workspaceId)) {
    const parsed = queryOf({ kind, query }, options)
    const names = new Set(parsed.ok ? listsIn(parsed.query.root).map(foldName) : [])
    for (const list of names) uses.set(list, [...(uses.get(list) ?? []), { id, name, kind }])
  }
  return uses
}

/**
 * Makes a list of terms.
 * @throws Problem `list_name_invalid`, `list_name_taken`, `lists_full`, `list_empty`, `list_long`, `term_invalid` (422)
 */
export function createList(
  db: Handle,
  workspaceId: string,
  list: { name: string; terms: readonly string[] },
  who: Who,
): Promise<TermList> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    const lists = await readLists(tx, workspaceId)
    if (lists.length >= MAX_LISTS) throw invalid('lists_full', { max: MAX_LISTS })
    const name = freeName(list.name, lists)
    const id = uuidv7()
    const terms = requireTerms(list.terms)
    await tables<TermTables>(tx)
      .insertInto('term_list')
      .values({ workspace_id: workspaceId, id, name, folded: foldName(name), terms })
      .execute()
    await record(tx, workspaceId, who, 'list.create', id, { name, terms: terms.length })
    return await getList(tx, workspaceId, id)
  })
}

/**
 * Changes a list: who listens reads the queries again that ask for it, and history is asked anew for them. The name of
 * one that is asked for stays.
 * @throws Problem `not_found`; `list_in_use` (409); `list_breaks` and those of `createList` (422)
 */
export function changeList(
  db: Handle,
  workspaceId: string,
  id: string,
  change: { name?: string; terms?: readonly string[] },
  who: Who,
): Promise<TermList> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    const lists = await readLists(tx, workspaceId)
    const was = lists.find((one) => one.id === id)
    if (!was) throw notFound('term_list')
    const name = change.name === undefined ? was.name : freeName(change.name, lists, id)
    const terms = change.terms === undefined ? was.terms : requireTerms(change.terms)
    if (foldName(name) !== foldName(was.name)) await requireUnused(tx, workspaceId, was.name)
    await tables<TermTables>(tx)
      .updateTable('term_list')
      .set({ name, folded: foldName(name), terms, changed: sql`now()` })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    if (terms.join('\n') !== was.terms.join('\n')) await renew(tx, workspaceId, name)
    await record(tx, workspaceId, who, 'list.change', id, { name, terms: terms.length })
    return await getList(tx, workspaceId, id)
  })
}

/** @throws Problem `not_found`, `list_in_use` (409) with who uses it */
export function deleteList(db: Handle, workspaceId: string, id: string, who: Who): Promise<void> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    const { name, terms } = await getList(tx, workspaceId, id)
    await requireUnused(tx, workspaceId, name)
    await tables<TermTables>(tx)
      .deleteFrom('term_list')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await record(tx, workspaceId, who, 'list.delete', id, { name, terms: terms.length })
  })
}

/** @throws Problem `not_found` */
export async function getList(db: Handle, workspaceId: string, id: string): Promise<TermList> {
  const found = (await readLists(db, workspaceId)).find((one) => one.id === id)
  if (!found) throw notFound('term_list')
  return found
}

/** The alerts that ask for the list listen for its new terms, and look for them in what is past. */
async function renew(tx: Handle, workspaceId: string, name: string): Promise<void> {
  const options = await readingOptions(tx, workspaceId)
  const folded = foldName(name)
  for (const alert of await mayAskForLists(tx, workspaceId)) {
    const parsed = queryOf(alert, options)
    if (!parsed.ok) throw invalid('list_breaks', { name: alert.name })
    if (!listsIn(parsed.query.root).some((list) => foldName(list) === folded)) continue
    await termsChanged(tx, workspaceId, alert.id)
  }
}

async function requireUnused(tx: Handle, workspaceId: string, name: string): Promise<void> {
  const users = (await usesOfLists(tx, workspaceId)).get(foldName(name)) ?? []
  if (users.length === 0) return
  const names = users.filter((user) => user.kind !== 'tally').map((user) => user.name)
  throw conflict('list_in_use', { count: users.length, names: [...new Set(names)].slice(0, 10).join(', ') })
}

function freeName(written: string, lists: readonly TermList[], own?: string): string {
  const name = written.normalize('NFC').trim()
  if (!LIST_NAME.test(name)) throw invalid('list_name_invalid', {}, { name: 'list_name_invalid' })
  if (lists.some((one) => one.id !== own && foldName(one.name) === foldName(name)))
    throw invalid('list_name_taken', { name }, { name: 'list_name_taken' })
  return name
}

function requireTerms(lines: readonly string[]): string[] {
  const { terms, faults } = readTerms(lines)
  const [first] = faults
  if (first)
    throw invalid(
      'term_invalid',
      { line: first.line, term: first.term.slice(0, 60) },
      { terms: 'term_invalid' },
    )
  if (terms.length === 0) throw invalid('list_empty', {}, { terms: 'list_empty' })
  if (terms.length > MAX_LIST_TERMS)
    throw invalid('list_long', { max: MAX_LIST_TERMS }, { terms: 'list_long' })
  return terms
}

async function record(
  tx: Handle,
  workspaceId: string,
  who: Who,
  action: string,
  id: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await audit(tx, { workspaceId, who, action, target: id, detail })
  await notify(tx, { w: workspaceId, k: 'alert', id })
}
