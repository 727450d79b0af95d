import type { PrivatePlace } from '../../server/api.ts'

/** What a choice among places offers, and how what is chosen stands. */
export interface PlaceChoice {
  options: { value: string; label: string }[]
  /** Chosen, and not there any more, or not open; undefined: all is well, or nothing is chosen. */
  trouble: 'gone' | 'closed' | undefined
  /** The one that stands in for what is chosen, or is used where nothing is. */
  used: PrivatePlace | undefined
}

interface Words {
  first: string
  gone: string
  label(place: PrivatePlace): string
}

/** The first that is open unless one is chosen; one that is chosen and gone can still be seen, and given up. */
export function placeChoice(
  places: readonly PrivatePlace[],
  chosen: string | null,
  { first, gone, label }: Words,
): PlaceChoice {
  const one = places.find(({ id }) => id === chosen)
  const open = places.filter((place) => place.open)
  const used = open.find(({ id }) => id === chosen) ?? open[0]
  return {
    options: [
      { value: '', label: first },
      ...places.map((place) => ({ value: place.id, label: label(place) })),
      ...(chosen !== null && !one ? [{ value: chosen, label: gone }] : []),
    ],
    trouble: chosen === null || one?.open ? undefined : one ? 'closed' : 'gone',
    used,
  }
}
