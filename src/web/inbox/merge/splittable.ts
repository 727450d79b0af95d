import type { ConversationEntry } from '../../../server/api.ts'

/** Messages from which on a conversation can be split: the person wrote it, and something stands before it. */
export function splittable(entries: readonly ConversationEntry[]): Set<string> {
  const messages = entries.filter((entry) => entry.kind === 'message')
  return new Set(messages.slice(1).flatMap((entry) => (entry.ours ? [] : [entry.id])))
}
