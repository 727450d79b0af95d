import type { TierFile } from '../../../../server/api.ts'
import type { Query } from '../../../lib/api.ts'
import { toCsv } from '../../../lib/csv.ts'

export type Way = 'file' | 'list'

/** What is brought, and how it is to be read. */
export interface Brought {
  way: Way
  file: File | undefined
  text: string
  /** Of a list: the tier that everybody gets, `none`, or empty where each line says it. */
  tier: string
  overwrite: boolean
}

export const NOTHING: Brought = { way: 'file', file: undefined, text: '', tier: '', overwrite: false }

/** Whether there is something to read. */
export function isThere({ way, file, text }: Brought): boolean {
  return way === 'file' ? file !== undefined : text.trim() !== ''
}

/** What is sent: the file itself, or the list as one. */
export function bodyOf({ way, file, text }: Brought): File {
  if (way === 'file' && file) return file
  return new File([text], '', { type: 'text/plain' })
}

/** Whoever names the tier of a list decides it themselves: nothing is held back then. */
export function queryOf({ way, tier, overwrite }: Brought): Query {
  const everyone = way === 'list' && tier !== ''
  return { tier: everyone ? tier : '', overwrite: overwrite && !everyone ? 'yes' : '' }
}

/** What can be taken of it: something, and all that is refused left aside where that was said. */
export function mayTake(
  { changed, refused }: Pick<TierFile, 'changed' | 'refused'>,
  aside: boolean,
): boolean {
  return changed > 0 && (refused === 0 || aside)
}

/** The refused lines as a sheet, for whoever mends the file. */
export function refusalsCsv(titles: string[], { refusals }: Pick<TierFile, 'refusals'>): string {
  return toCsv([titles, ...refusals.map(({ line, who, tier, words }) => [line, who, tier, words])])
}
