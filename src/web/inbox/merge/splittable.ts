import type { ConversationEntry } from '../../../server/api.ts'

/**
 * Messages from which on a conversation can be split: the person wrote it, and something stands before it.
 * @param whole whether its beginning is among them
 */
export function splittable(entries: readonly ConversationEntry[], whole: boolean): Set<string> {
  const messages = entries.filter((entry) => entry.kind === 'message')
  return new Set(messages.slice(whole ? 1 : 0).flatMap((entry) => (entry.ours ? [] : [entry.id])))
}
