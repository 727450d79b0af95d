import type { Actor } from '../activity/index.ts'

/** What to call somebody of whom one has only what their network shows: the name they gave before all else. */
export function nameOf(actor: Actor): string {
  return actor.name?.trim() || (actor.handle ? `@${actor.handle}` : actor.id)
}

/** The address, where the network's id is one: nothing is guessed from a name. */
export function emailOf(actor: Actor): string | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(actor.id) ? actor.id.toLowerCase() : null
}
