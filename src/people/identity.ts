import type { Actor } from '../activity/index.ts'

/** What to call somebody of whom one has only what their network shows: the name they gave before all else. */
export function nameOf(actor: Actor): string {
  return actor.name?.trim() || (actor.handle ? `@${actor.handle}` : actor.id)
}

/** Networks whose people are named in the form of a mail address, and cannot be written to there. */
const NAMED_ALIKE = new Set(['mastodon'])

/** The address, where the network's id is one: nothing is guessed from a name. */
export function emailOf(channel: string, actor: Actor): string | null {
  if (NAMED_ALIKE.has(channel)) return null
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(actor.id) ? actor.id.toLowerCase() : null
}
