import type { Field, Mapping } from '../columns/fields.ts'
import type { KnownExport } from '../columns/known.ts'
import { guessOrder } from '../dates/order.ts'
import type { FileOptions } from '../options.ts'
import { columnsSource, isRuined } from '../rows/identity.ts'
import { currencyCode, guessDecimal, guessScale } from '../rows/numbers.ts'
import type { EncodingGuess } from '../text/encoding.ts'
import type { Sample } from './sample.ts'

/** What is known of a file before it is looked at. */
export interface InspectContext {
  /** Of the whole file, from an `EncodingSniffer`. */
  encoding: EncodingGuess
  /** The workspace's. */
  timeZone: string
}

interface Given {
  sample: Sample
  known: KnownExport | undefined
  mapping: Mapping
  encoding: string
  context: InspectContext
  given: Partial<FileOptions>
}

/** The options that make most sense of a sample, and what was decided without being sure. */
export function proposeOptions(from: Given): { options: FileOptions; doubts: string[] } {
  const { sample, known, encoding, context, given } = from
  const doubts: string[] = []
  if (context.encoding.damaged && encoding === context.encoding.encoding) doubts.push('encoding_damaged')
  const decimal = guessDecimal(
    [...samplesOf(from, 'amount'), ...samplesOf(from, 'rating')],
    sample.delimiter === ';' ? ',' : '.',
  )
  const order = guessOrder(samplesOf(from, 'published'), usual(from))
  if (!order.sure && given.dateOrder === undefined) doubts.push('date_order')
  if (samplesOf(from, 'externalId').some(isRuined)) doubts.push('ids_ruined')
  if (assumesCurrency(from) && given.currency === undefined) doubts.push('currency_assumed')
  const options: FileOptions = {
    encoding,
    delimiter: sample.delimiter,
    escape: sample.escape,
    headerLine: sample.headerLine,
    ...(sample.sheet ? { sheet: sample.sheet } : {}),
    // Excel leaves out empty cells at the end of lines now and then; one line alone is more likely cut.
    pad: sample.rows > 0 && sample.short > sample.rows / 10,
    dateOrder: order.order,
    timeZone: known?.timeZone ?? context.timeZone,
    decimal,
    ratingScale: guessScale(samplesOf(from, 'rating'), decimal),
    currency: 'EUR',
    source: known?.id ?? columnsSource(columnsOf(from, SAME)),
    ...(known?.network ? { network: known.network } : {}),
    mangled: known?.mangled ?? false,
    ...defined(given),
  }
  return { options, doubts }
}

function defined(given: Partial<FileOptions>): Partial<FileOptions> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Fields whose columns make an export the same from one month to the next, whatever it adds. */
const SAME: Field[] = ['externalId', 'published', 'text']

function columnsOf({ mapping }: Given, fields: Field[]): string[] {
  return Object.entries(mapping)
    .filter(([, field]) => fields.includes(field))
    .map(([name]) => name)
}

function samplesOf({ sample, mapping }: Given, field: Field): string[] {
  return sample.columns.filter(({ name }) => mapping[name] === field).flatMap(({ samples }) => samples)
}

/** Months come first where the clock has twelve hours. */
function usual(from: Given): 'dmy' | 'mdy' {
  return samplesOf(from, 'published').some((text) => /\d\s?[ap]\.?m\b/i.test(text)) ? 'mdy' : 'dmy'
}

function assumesCurrency(from: Given): boolean {
  const amounts = samplesOf(from, 'amount')
  const fed = Object.values(from.mapping).includes('currency')
  return amounts.length > 0 && !fed && !amounts.some((text) => currencyCode(text.replace(/[\d\s.,'’-]/g, '')))
}
