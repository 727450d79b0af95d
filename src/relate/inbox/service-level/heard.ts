import type { StoredActivity } from '../../../activity/index.ts'
import type { Said } from './clock.ts'

/** What is older when it comes in is history: nobody waited for it here. */
const NEWS_FOR = 30 * 86_400_000

/** What has just come in of each conversation, as its time is told by; nobody waits for an answer to an absence notice. */
export function heard(
  open: readonly { id: string; items: readonly StoredActivity[] }[],
): Map<string, Said[]> {
  return new Map(
    open.map(({ id, items }) => [
      id,
      items
        .filter(({ ours, extra }) => ours || (extra?.auto !== 'reply' && extra?.auto !== 'bulk'))
        .filter(({ published, received }) => received.getTime() - published.getTime() < NEWS_FOR)
        .map(({ published, ours }) => ({ at: published, ours })),
    ]),
  )
}

/** The moment at which some activities were taken in. */
export function heardAt(activities: readonly StoredActivity[]): Date {
  return new Date(Math.max(...activities.map(({ received }) => received.getTime())))
}
