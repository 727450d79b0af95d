import { parseDate } from '../dates/parse.ts'
import { parseRating } from '../rows/numbers.ts'
import { type Field, type Mapping, plainHeader } from './fields.ts'
import { synonymOf } from './synonyms.ts'

export interface Column {
  name: string
  /** Some of its values, never empty ones. */
  samples: string[]
}

interface Claim {
  column: number
  field: Field
  /** Smaller is surer. */
  rank: number
}

/** Fields that several columns may feed: the first that is not empty gives the value. */
const SHARED = new Set<Field>(['extra'])
/** A header alone is believed only if what stands under it could be read as such. */
const FITS: Partial<Record<Field, (value: string) => boolean>> = {
  published: isDate,
  time: (value) => /\d/.test(value) && value.length < 30,
  url: isUrl,
  rating: (value) => value.length <= 20 && isRating(value),
  followers: (value) => /^\d[\d .,]*[kKmM]?$/.test(value),
  amount: (value) => /\d/.test(value) && value.length <= 30,
  currency: (value) => value.length <= 12 && !/\d/.test(value),
  lang: (value) => value.length <= 20 && !/\d/.test(value),
  country: (value) => value.length <= 40 && !/\d/.test(value),
  verb: (value) => value.length <= 30 && !/\d{3}/.test(value),
}

/** Proposes what each column is, from its header in French or English and from what stands in it. */
export function guessMapping(columns: readonly Column[]): Mapping {
  const claims = columns.flatMap((column, i) => headerClaims(column, i))
  const mapping = settle(columns, claims)
  const free = columns.filter(({ name }) => !Object.hasOwn(mapping, name))
  return { ...mapping, ...guessByContent(free, new Set(Object.values(mapping))) }
}

function headerClaims({ name, samples }: Column, column: number): Claim[] {
  const synonym = synonymOf(plainHeader(name))
  if (!synonym) return []
  const fits = FITS[synonym.field]
  if (fits && samples.length > 0 && share(samples, fits) < 0.6) return []
  // A column that is always empty gives way to one that is not.
  return [{ column, field: synonym.field, rank: synonym.rank + (samples.length === 0 ? 10_000 : 0) }]
}

function settle(columns: readonly Column[], claims: Claim[]): Mapping {
  const mapping: Mapping = {}
  const taken = new Set<Field>()
  for (const { column, field } of [...claims].sort((a, b) => a.rank - b.rank || a.column - b.column)) {
    const name = columns[column]?.name
    if (name === undefined || (taken.has(field) && !SHARED.has(field))) continue
    mapping[name] = field
    taken.add(field)
  }
  return mapping
}

/** For files without header, or with words of their own. */
function guessByContent(columns: readonly Column[], taken: Set<Field>): Mapping {
  const mapping: Mapping = {}
  const give = (field: Field, score: (samples: string[]) => number, least: number) => {
    if (taken.has(field)) return
    const best = columns
      .filter(({ name, samples }) => samples.length > 0 && !Object.hasOwn(mapping, name))
      .map(({ name, samples }) => ({ name, score: score(samples) }))
      .sort((a, b) => b.score - a.score)[0]
    if (!best || best.score < least) return
    mapping[best.name] = field
    taken.add(field)
  }
  give('published', (samples) => share(samples, (value) => isDate(value) && /\D/.test(value)), 0.9)
  give('url', (samples) => share(samples, isUrl), 0.9)
  give('text', proseLength, 25)
  give('rating', (samples) => share(samples, (value) => /^[★⭐☆]+$|^[0-5]\s*\/\s*5$/.test(value)), 0.9)
  if (!taken.has('author'))
    give('authorHandle', (samples) => share(samples, (value) => /^@\w{2,}$/.test(value)), 0.9)
  return mapping
}

/** Mean length of texts made of words; 0 for anything else. */
function proseLength(samples: string[]): number {
  if (share(samples, (value) => /\p{L}+\s+\p{L}+/u.test(value)) < 0.6) return 0
  return samples.reduce((sum, value) => sum + value.length, 0) / samples.length
}

function isDate(value: string): boolean {
  return parseDate(value, 'dmy') !== undefined || parseDate(value, 'mdy') !== undefined
}

/** Of some scale: which one, the column as a whole will tell. */
function isRating(value: string): boolean {
  return parseRating(value, 1000, ',') !== undefined || parseRating(value, 1000, '.') !== undefined
}

function isUrl(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value.trim())
}

function share(samples: readonly string[], test: (value: string) => boolean): number {
  return samples.length === 0 ? 0 : samples.filter((value) => test(value)).length / samples.length
}
