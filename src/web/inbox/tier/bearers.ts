import type { Conversation } from '../../../server/api.ts'

/** Somebody behind what is selected, and the tier that they bear. */
export interface Bearer {
  id: string
  name: string
  tier: string | null
}

type Row = Pick<Conversation, 'id' | 'personId' | 'author' | 'tier'>

/** The people behind some conversations, each once, and how many conversations are of nobody known. */
export function bearersOf(
  rows: readonly Row[],
  ids: readonly string[],
): { people: Bearer[]; nobody: number } {
  const people = new Map<string, Bearer>()
  let nobody = 0
  const wanted = new Set(ids)
  for (const { id, personId, author, tier } of rows) {
    if (!wanted.has(id)) continue
    if (personId === null) nobody++
    else if (!people.has(personId)) {
      const name = author.name ?? author.handle ?? author.id
      people.set(personId, { id: personId, name, tier: tier?.name ?? null })
    }
  }
  return { people: [...people.values()], nobody }
}

/** Whose tier would move, were all given this one. */
export function moving(people: readonly Bearer[], tier: string | null): Bearer[] {
  return people.filter((one) => one.tier !== tier)
}
