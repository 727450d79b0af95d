import type { ActsSearch } from '../../app/search.ts'

/** A list with nothing chosen. */
export const WHOLE = {
  rule: undefined,
  kind: undefined,
  channel: undefined,
  by: undefined,
  state: undefined,
} satisfies ActsSearch

/** Whether a list shows less than there is, by what somebody chose. */
export function isNarrowed(search: ActsSearch): boolean {
  return Object.keys(WHOLE).some((key) => search[key as keyof typeof WHOLE] !== undefined)
}
