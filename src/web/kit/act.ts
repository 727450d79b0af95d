import type { ActivityItem } from '../../server/api.ts'

/** Verbs that say something; the others are told in a line. */
const SPOKEN = new Set(['Create', 'Question', 'Review', 'Announce'])

/** Whether an item is an act (a like, an order, a subscription) rather than words. */
export function isAct({ verb, text, title }: Pick<ActivityItem, 'verb' | 'text' | 'title'>): boolean {
  return !SPOKEN.has(verb) || (verb === 'Announce' && !text && !title)
}
