import { STOP } from './lexicon/stop.ts'

/** Words of one phrase, at most. */
const LONGEST = 3
/** Of one post are read so many words. */
const MOST_WORDS = 400

interface Word {
  folded: string
  written: string
}

/** Phrases of up to three words that a text holds, each once: folded, with the way it was first written. */
export function phrasesOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  // A phrase does not go over the end of a sentence, nor over an address or a handle.
  const bare = text.replace(/\S+/gu, bared)
  let room = MOST_WORDS
  for (const stretch of bare.split(/[.!?;:,()[\]{}«»"“”…\n\r—–]+|\s-\s/u)) {
    if (room === 0) break
    const words = wordsOf(stretch, room)
    room -= words.length
    for (let from = 0; from < words.length; from++) {
      for (let size = 1; size <= LONGEST && from + size <= words.length; size++) {
        const some = words.slice(from, from + size)
        if (!holds(some)) continue
        const key = some.map((word) => word.folded).join(' ')
        if (!found.has(key)) found.set(key, some.map((word) => word.written).join(' '))
      }
    }
  }
  return found
}

/** What is left of it without addresses, handles and tags; looked for piece by piece, where a long one costs no more than it is long. */
function bared(piece: string): string {
  const at = piece.indexOf('@')
  if (at !== -1 && at < piece.length - 1) return ' . '
  const from = piece.search(/https?:\/\/|#./iu)
  return from === -1 ? piece : `${piece.slice(0, from)} . `
}

function wordsOf(stretch: string, room: number): Word[] {
  const words: Word[] = []
  for (const [written] of stretch.matchAll(/[\p{L}\p{N}]+/gu)) {
    words.push({ written: written.toLowerCase(), folded: fold(written) })
    if (words.length >= room) break
  }
  return words
}

/** A phrase begins and ends with a word that says something. */
function holds(words: readonly Word[]): boolean {
  const [first, last] = [words.at(0), words.at(-1)]
  if (!first || !last || !says(first) || !says(last)) return false
  return words.length > 1 || first.folded.length >= 4
}

function says({ folded }: Word): boolean {
  return folded.length >= 2 && !STOP.has(folded) && !/^\d+$/.test(folded)
}

export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
}
