import { hash } from 'node:crypto'

/** Shorter ones are counters (1, 2, 3 …): unique in their file, and in no other. */
const UNIQUE_LENGTH = 8

/**
 * Identifiers that a spreadsheet has ruined: `1,23457E+18` stands for a million others. They identify nothing.
 */
export function isRuined(id: string): boolean {
  return /^\d([.,]\d+)?E\+?\d+$/i.test(id.trim())
}

/** What Veillée wrote itself keeps its ids: what came in a file has a space in them already, networks have theirs. */
export const OWN = 'veillee'

/** A thing of the file by its id there, in a space of its own so that two exports numbered 1, 2, 3 do not meet. */
export function namespaced(source: string, id: string): string {
  const plain = id.trim()
  if (source === OWN && plain.length >= UNIQUE_LENGTH && plain.length <= 1000) return plain
  const long = plain.length > 200 ? hash('sha256', plain, 'base64url') : plain
  return `${source}:${long}`
}

/** A counter says which line it was, not of which export: the date, which an edit does not change, tells the rest. */
export function withDate(externalId: string, id: string, published: Date): string {
  return id.trim().length >= UNIQUE_LENGTH ? externalId : `${externalId}@${published.toISOString()}`
}

/** What the same event always hashes to, whatever file it stands in. */
export function contentId(published: Date, verb: string, actorId: string, content: string): string {
  return `h:${hash('sha256', JSON.stringify([published.toISOString(), verb, actorId, content]), 'base64url')}`
}

/** Space of ids that a set of columns makes, for exports not recognised. */
export function columnsSource(columns: readonly string[]): string {
  const names = [...columns].map((name) => name.trim().toLowerCase()).sort()
  return `cols-${hash('sha256', JSON.stringify(names), 'hex').slice(0, 10)}`
}
