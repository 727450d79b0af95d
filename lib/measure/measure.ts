/** How a network counts a text: by what a reader sees as one character, or by code points. */
export interface Measure {
  unit: 'grapheme' | 'code-point'
  /** Each web address counts as so many, whatever its length. */
  address?: number
  /** Most bytes of UTF-8, besides. */
  bytes?: number
}

const ADDRESS = /https?:\/\/[^\s<>"«»“”]*[^\s<>"«»“”.,;:!?)\]}’']/gi
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Length of a text in a network's own unit; in code points where it does not say. */
export function lengthOf(text: string, measure: Measure = { unit: 'code-point' }): number {
  const addresses = measure.address === undefined ? 0 : (text.match(ADDRESS)?.length ?? 0)
  const rest = measure.address === undefined ? text : text.replace(ADDRESS, '')
  const units = measure.unit === 'grapheme' ? segmenter.segment(rest) : rest
  let count = 0
  for (const _unit of units) count++
  return count + addresses * (measure.address ?? 0)
}

/** Whether a text may leave: within `most` units (0: no limit) and within the bytes. */
export function fits(text: string, most: number, measure?: Measure): boolean {
  if (measure?.bytes !== undefined && new TextEncoder().encode(text).length > measure.bytes) return false
  return most === 0 || lengthOf(text, measure) <= most
}
