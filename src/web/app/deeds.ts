import type { Group } from './keyboard.ts'

/** Where the keys of every page stand: the palette has these by their own names. */
const EVERYWHERE = 'keys.everywhere'
/** To move about in what is on screen is for the keyboard: by name, nobody would. */
const MOVES = /^(j|k|J|K|Escape|Enter|Arrow\w+|Shift\+\w+)$/

/** Something that the page on screen can do, by its name. */
export interface Deed {
  keys: string
  label: string
  run(): void
}

/** What can be done on the page that is open, the newest view first; a key that two views have is the newest one's. */
export function deedsHere(groups: readonly Group[]): Deed[] {
  const deeds = new Map<string, Deed>()
  for (const { title, bindings } of [...groups].reverse()) {
    if (title === EVERYWHERE) continue
    for (const deed of bindings)
      if (!MOVES.test(deed.keys) && !deeds.has(deed.keys)) deeds.set(deed.keys, deed)
  }
  return [...deeds.values()]
}
