import type { ConversationEntry, Delivery } from '../../../server/api.ts'

/** What is not in the thread yet as a message: oldest first, and never beside the message that it has become. */
export function standing(deliveries: Delivery[], entries: ConversationEntry[]): Delivery[] {
  const there = new Set(entries.map((entry) => entry.id))
  return deliveries
    .filter(({ act, state }) => act === 'reply' && state !== 'dropped')
    .filter(({ state, activityId }) => state !== 'sent' || (activityId !== null && !there.has(activityId)))
    .reverse()
}
