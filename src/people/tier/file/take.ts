import { createHash } from 'node:crypto'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { conflict, invalid } from '../../../../lib/errors/index.ts'
import { getPersons } from '../../store.ts'
import { setTiers, type Weighed, type Word, weighTiers } from '../standing.ts'
import { holdTiers, listTiers } from '../store.ts'
import { findWho } from './find.ts'
import { type Plan, planOf, type Refused } from './plan.ts'
import { readTierFile, type TierFile } from './read.ts'

/** Lines of each kind that a check names. */
export const MOST_SHOWN = 200

export interface FileWord extends Pick<Word, 'source' | 'overwrite'> {
  /** Everybody in the file gets this tier, whatever their line says. */
  everyone?: { tierId: string | null } | undefined
}

export interface ShownLine {
  line: number
  personId: string
  name: string
  /** Tiers by their names. */
  was: string | null
  became: string | null
}

export interface Checked {
  /** Names all that would be done: what is taken by it is what was shown. */
  seal: string
  rows: number
  columns: string[]
  read: TierFile['read']
  changed: number
  same: number
  kept: number
  again: number
  /** How many would come to bear each tier, null for none, the highest first. */
  became: { tier: string | null; count: number }[]
  /** The first of those who change, and of those whom a member’s word keeps. */
  changing: ShownLine[]
  keeping: ShownLine[]
  /** All of them, by line. */
  refused: Refused[]
}

/**
 * Reads a file of tiers and tells what taking it would do; nothing is written.
 * @throws Problem as `readTierFile`
 */
export async function checkTierFile(
  db: Handle,
  workspaceId: string,
  path: string,
  word: FileWord,
): Promise<Checked> {
  return (await weighed(db, workspaceId, path, word)).checked
}

/**
 * Takes a file of tiers as it was shown, in one change: all of it or nothing; with `partial`, all but what is refused.
 * @throws Problem as `readTierFile`; `tier_file_moved` (409) where it would do something else by now, `tier_file_refused`
 *   where some lines are refused, `tier_file_nothing`
 */
export function takeTierFile(
  db: Handle,
  workspaceId: string,
  path: string,
  word: FileWord & Pick<Word, 'by' | 'now'> & { seal?: string | undefined; partial?: boolean | undefined },
): Promise<{ change: string; checked: Checked }> {
  return inTransaction(db, async (tx) => {
    await holdTiers(tx, workspaceId)
    const { checked, plan } = await weighed(tx, workspaceId, path, word)
    if (word.seal !== undefined && word.seal !== checked.seal) throw conflict('tier_file_moved')
    if (checked.refused.length > 0 && !word.partial)
      throw invalid('tier_file_refused', { count: checked.refused.length })
    if (checked.changed === 0) throw invalid('tier_file_nothing')
    const wishes = [...plan.wanted].map(([personId, { tierId }]) => ({ personId, tierId }))
    const { source, overwrite, by, now } = word
    const said = { source, by, now, ...(overwrite === undefined ? {} : { overwrite }) }
    const { change } = await setTiers(tx, workspaceId, wishes, said)
    return { change, checked }
  })
}

async function weighed(db: Handle, workspaceId: string, path: string, word: FileWord) {
  const tiers = await listTiers(db, workspaceId)
  const file = await readTierFile(path, tiers, word.everyone !== undefined)
  const found = await findWho(
    db,
    workspaceId,
    file.lines.flatMap(({ lookups }) => lookups),
  )
  const plan = planOf(file.lines, { tiers, found, everyone: word.everyone })
  const wishes = [...plan.wanted].map(([personId, { tierId }]) => ({ personId, tierId }))
  const ends = await weighTiers(db, workspaceId, wishes, word)
  const of = (end: Weighed['end']) => ends.filter((one) => one.end === end)
  const changed = of('changed')
  const names = new Map(tiers.map(({ id, name }) => [id, name]))
  const shown = (some: Weighed[]) => shownOf(db, workspaceId, { some, plan, names })
  const became = [...tiers.map(({ id }) => id), null].map((id) => ({
    tier: id && (names.get(id) ?? null),
    count: changed.filter((one) => one.became === id).length,
  }))
  const checked: Checked = {
    ...{ seal: sealOf(ends, plan), rows: file.lines.length, columns: file.columns, read: file.read },
    ...{ changed: changed.length, same: of('same').length, kept: of('kept').length, again: plan.again },
    became: became.filter(({ count }) => count > 0),
    changing: await shown(changed),
    keeping: await shown(of('kept')),
    refused: plan.refused,
  }
  return { checked, plan }
}

/** The same file, of which the same would be done, has the same. */
function sealOf(ends: readonly Weighed[], { refused, again }: Plan): string {
  const told = ends.map(({ personId, was, became, end }) => [personId, was, became, end])
  const no = refused.map(({ line, reason }) => [line, reason])
  return createHash('sha256')
    .update(JSON.stringify([told, no, again]))
    .digest('base64url')
    .slice(0, 22)
}

async function shownOf(
  db: Handle,
  workspaceId: string,
  { some, plan, names }: { some: Weighed[]; plan: Plan; names: ReadonlyMap<string, string> },
): Promise<ShownLine[]> {
  const lines = some
    .flatMap((one) => {
      const asked = plan.wanted.get(one.personId)
      return asked ? [{ ...one, line: asked.line, who: asked.who }] : []
    })
    .toSorted((a, b) => a.line - b.line)
    .slice(0, MOST_SHOWN)
  const people = await getPersons(
    db,
    workspaceId,
    lines.map(({ personId }) => personId),
  )
  const called = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => id && (names.get(id) ?? null)
  return lines.map(({ line, personId, who, was, became }) => ({
    ...{ line, personId, name: called.get(personId) ?? who },
    ...{ was: nameOf(was), became: nameOf(became) },
  }))
}
