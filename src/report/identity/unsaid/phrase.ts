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
  const bare = text.replace(/https?:\/\/\S+|[@#]\S+|\S+@\S+/giu, ' . ')
  for (const stretch of bare.split(/[.!?;:,()[\]{}«»"“”…\n\r—–]+|\s-\s/u)) {
    const words = wordsOf(stretch)
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

function wordsOf(stretch: string): Word[] {
  const words: Word[] = []
  for (const [written] of stretch.matchAll(/[\p{L}\p{N}]+/gu)) {
    words.push({ written: written.toLowerCase(), folded: fold(written) })
    if (words.length >= MOST_WORDS) break
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
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').toLowerCase()
}
