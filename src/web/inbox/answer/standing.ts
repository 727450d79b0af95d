import type { ConversationEntry, Delivery } from '../../../server/api.ts'

/**
 * What is not in the thread yet as a message: oldest first, and never beside the message that it has become, whichever of the
 * two was read last.
 */
export function standing(deliveries: Delivery[], entries: ConversationEntry[]): Delivery[] {
  const there = new Set(entries.map((entry) => entry.id))
  const became = new Set(
    entries.flatMap((entry) => (entry.kind === 'message' ? entry.deliveryId : null) ?? []),
  )
  return deliveries
    .filter(({ id }) => !became.has(id))
    .filter(({ act, state }) => act === 'reply' && state !== 'dropped')
    .filter(({ state, activityId }) => state !== 'sent' || (activityId !== null && !there.has(activityId)))
    .reverse()
}
