import { understandAll } from './understand.ts'

/** How likely words that are in no stream offend, 0 to 1, by the reader of posts; null where it does not know their language. */
export function harmOf(text: string): number | null {
  return understandAll({ text }).toxicity?.p ?? null
}
