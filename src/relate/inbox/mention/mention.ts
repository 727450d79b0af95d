/** Somebody who can be named in a note. */
export interface Named {
  id: string
  name: string
}

/** A name after an @, in a text: UTF-16 offsets, the @ included. */
export interface Place {
  start: number
  end: number
  ids: string[]
}

const WORD_BEFORE = /[\p{L}\p{N}_]$/u
const WORD_AFTER = /^[\p{L}\p{N}_]/u

/**
 * Where a text names members: an @ that begins a word, then a whole name, in capitals or not. Of names that begin alike the
 * longest is meant; two who bear the same name are both named.
 */
export function mentionsIn(text: string, members: readonly Named[]): Place[] {
  const names = Map.groupBy(
    members.filter(({ name }) => name.trim() !== ''),
    ({ name }) => folded(name.trim()),
  )
  const byLength = [...names].sort(([a], [b]) => b.length - a.length)
  const said = folded(text)
  const places: Place[] = []
  for (let at = said.indexOf('@'); at >= 0; at = said.indexOf('@', at + 1)) {
    // Two units: a letter may be a pair of them.
    if (WORD_BEFORE.test(said.slice(Math.max(0, at - 2), at))) continue
    const found = byLength.find(
      ([name]) => said.startsWith(name, at + 1) && endsWord(said, at + 1 + name.length),
    )
    if (found) places.push({ start: at, end: at + 1 + found[0].length, ids: found[1].map(({ id }) => id) })
  }
  return places
}

/** Letter by letter, so that places in it are places in the text. */
function folded(text: string): string {
  return [...text.replace(/[\u00a0\u202f]/g, ' ')]
    .map((letter) => {
      const low = letter.toLowerCase()
      return low.length === letter.length ? low : letter
    })
    .join('')
}

function endsWord(text: string, at: number): boolean {
  return !WORD_AFTER.test(text.slice(at, at + 2))
}
