import type { TimeArea } from '../../server/api.ts'

export const AREAS: readonly TimeArea[] = ['writing', 'answering', 'watching', 'learning', 'reporting']

/** The more an address says, the earlier it stands. */
const PLACES: readonly (readonly [RegExp, TimeArea])[] = [
  [/^\/(publish|settings\/answers)(\/|$)/, 'writing'],
  [/^\/moderation\/(agreement|removals)(\/|$)/, 'reporting'],
  [/^\/(inbox|outbox|people|away|approvals|calls|private|moderation)(\/|$)/, 'answering'],
  [/^\/watch\/reader(\/|$)/, 'learning'],
  [/^\/(watch|notices)(\/|$)/, 'watching'],
  [/^\/(day|reports)?(\/|$)/, 'reporting'],
]

/** What somebody does who is at work on a page; null of what is none of it, as settings. */
export function areaOf(path: string): TimeArea | null {
  return PLACES.find(([place]) => place.test(path))?.[1] ?? null
}
