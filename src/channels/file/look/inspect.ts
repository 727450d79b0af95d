import { invalid } from '../../../../lib/errors/index.ts'
import { cleanText } from '../../../../lib/text/index.ts'
import type { Field, Mapping } from '../columns/fields.ts'
import { type Column, guessMapping } from '../columns/guess.ts'
import { type KnownExport, mappingOf, recognise } from '../columns/known.ts'
import type { FileOptions } from '../options.ts'
import type { Format } from '../row.ts'
import type { EncodingGuess } from '../text/encoding.ts'
import { type InspectContext, proposeOptions } from './propose.ts'
import { sampleFile } from './sample.ts'

const MAX_COLUMNS = 1000
const SHOWN = 5

export interface Inspection {
  format: Format
  columns: Column[]
  /** Of a workbook, those that are shown. */
  sheets: string[]
  mapping: Mapping
  options: FileOptions
  /** Id of the known export that it is. */
  known: string | null
  /** What was decided without being sure; the words are `import:doubt.<name>`. */
  doubts: string[]
}

/** What a person decided; the rest is found again around it. */
export interface Given {
  options?: Partial<FileOptions>
  mapping?: Mapping
}

/**
 * Looks at the beginning of a file and proposes how to read it, around what is `given`. A mapping of columns that are
 * not there, because the file is now read otherwise, is proposed anew.
 * @throws Problem `import_…` when it cannot be a table
 */
export async function inspect(
  path: string,
  context: InspectContext,
  { options: given = {}, mapping: wanted }: Given = {},
): Promise<Inspection> {
  const encoding = given.encoding ?? context.encoding.encoding
  const sample = await sampleFile(path, { ...context.encoding, encoding } as EncodingGuess, given)
  if (sample.columns.length > MAX_COLUMNS) throw invalid('import_columns', { count: sample.columns.length })
  const known = recognise(sample.columns.map(({ name }) => name))
  const names = new Set(sample.columns.map(({ name }) => name))
  const fits = wanted && Object.keys(wanted).every((name) => names.has(name))
  const mapping = fits ? wanted : known ? complete(known, sample.columns) : guessMapping(sample.columns)
  const { options, doubts } = proposeOptions({ sample, known, mapping, encoding, context, given })
  return {
    format: sample.format,
    columns: sample.columns.map(shown),
    sheets: sample.sheets,
    mapping,
    options,
    known: known?.id ?? null,
    doubts,
  }
}

/** What the known export does not name may still be a field it lacks, never one it has. */
function complete(known: KnownExport, columns: readonly Column[]): Mapping {
  const names = columns.map(({ name }) => name)
  const sure = mappingOf(known, names)
  const taken = new Set<Field>(Object.values(sure))
  const guessed = Object.entries(guessMapping(columns)).filter(
    ([name, field]) => !Object.hasOwn(sure, name) && !taken.has(field) && SAFE.has(field),
  )
  return { ...Object.fromEntries(guessed), ...sure }
}

/** Fields that a stray header of a known export cannot spoil. */
const SAFE = new Set<Field>(['url', 'lang', 'country', 'followers'])

function shown({ name, samples }: Column): Column {
  const distinct = [...new Set(samples)].slice(0, SHOWN)
  return { name, samples: distinct.map((value) => cleanText(value, 200).toWellFormed()) }
}
