import { invalid } from '../../../../lib/errors/index.ts'
import { meant } from '../../../../lib/sheet/index.ts'
import { cleanText } from '../../../../lib/text/index.ts'
import { type Inspection, inspect, readRows, sniffEncoding } from '../../../channels/file/index.ts'
import type { Tier } from '../tier.ts'
import { type Columns, columnsGuessed, columnsNamed } from './columns.ts'
import { type Lookup, lookupsOf } from './who.ts'

/** A file has at most so many lines: it is read while somebody waits. */
export const MOST_LINES = 20_000
const SHOWN = 200

/** One line of a file, as it says who bears what. */
export interface FileLine {
  /** From 1. */
  line: number
  cells: string[]
  /** As it is written, for showing. */
  who: string
  tier: string
  lookups: Lookup[]
  /** The reader could not make sense of it; the words are `import:reason.<error>`. */
  error?: { reason: string; values?: Record<string, string | number> }
}

export interface TierFile {
  /** Names of its columns; those that were read say so in `read`. */
  columns: string[]
  read: { who: string[]; tier: string | null; network: string | null }
  lines: FileLine[]
}

/**
 * Reads who bears what from a CSV, a workbook or JSON Lines; what is each column, its name says, else what stands in it.
 * @throws Problem `import_…` where it is no table, `tier_file_columns` where nothing says who (or which tier, unless
 *   `everyone` gets the same), `tier_file_long`
 */
export async function readTierFile(
  path: string,
  tiers: readonly Tier[],
  everyone: boolean,
): Promise<TierFile> {
  const { inspection, columns } = await understood(path, tiers)
  const names = inspection.columns.map(({ name }) => name)
  if (columns.who.length === 0 || (columns.tier === undefined && !everyone))
    throw invalid('tier_file_columns', { columns: names.slice(0, 20).join(', ') })
  const lines: FileLine[] = []
  const layout = { path, format: inspection.format, columns: names, options: inspection.options }
  for await (const { rows } of readRows(layout)) {
    for (const row of rows) {
      if (lines.length >= MOST_LINES) throw invalid('tier_file_long', { most: MOST_LINES })
      lines.push(lineOf(row, columns))
    }
  }
  const nameAt = (at: number | undefined) => (at === undefined ? null : (names[at] ?? null))
  const read = {
    who: columns.who.flatMap(({ at }) => names[at] ?? []),
    tier: everyone ? null : nameAt(columns.tier),
    network: nameAt(columns.network),
  }
  return { columns: names, read, lines }
}

/** A first line whose names say nothing is a line like the others. */
async function understood(path: string, tiers: readonly Tier[]) {
  const context = { encoding: await sniffEncoding(path), timeZone: 'UTC' }
  const first = await inspect(path, context)
  const named = columnsNamed(first.columns)
  if (named) return { inspection: first, columns: completed(named, first, tiers) }
  const inspection =
    first.format === 'jsonl' ? first : await inspect(path, context, { options: { headerLine: 0 } })
  return { inspection, columns: columnsGuessed(inspection.columns, tiers) }
}

/** A file that names who may call its tiers by a word of its own. */
function completed(named: Columns, { columns }: Inspection, tiers: readonly Tier[]): Columns {
  if (named.tier !== undefined) return named
  const taken = new Set(named.who.map(({ at }) => at))
  const rest = columns.map((column, at) => (taken.has(at) ? { ...column, samples: [] } : column))
  const { tier } = columnsGuessed(rest, tiers)
  return tier === undefined ? named : { ...named, tier }
}

function lineOf(
  row: {
    line: number
    cells: string[]
    error?: { reason: string; values?: Record<string, string | number> }
  },
  { who, tier, network }: Columns,
): FileLine {
  const { line, error } = row
  // What our own report of refused lines guards against spreadsheets reads as it was meant.
  const cells = row.cells.map(meant)
  const at = (place: number | undefined) => (place === undefined ? '' : (cells[place] ?? '').trim())
  const net = at(network).toLowerCase()
  const said = who.map(({ at: place, kind }) => ({ cell: at(place), kind }))
  const lookups = error
    ? []
    : said.flatMap(({ cell, kind }) => lookupsOf(kind, cell, kind === 'mail' ? '' : net))
  const shown = said.find(({ cell }) => cell !== '')?.cell ?? ''
  return {
    ...{ line, cells, lookups, who: shownOf(shown), tier: shownOf(at(tier)) },
    ...(error ? { error: { reason: error.reason, ...(error.values ? { values: error.values } : {}) } } : {}),
  }
}

function shownOf(cell: string): string {
  return cleanText(cell, SHOWN).toWellFormed()
}
