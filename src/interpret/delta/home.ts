import { readFileSync } from 'node:fs'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/**
 * Hashes of the words of texts that a common model was made with, and nothing else of them: what is at home, so that a
 * delta can tell what is not.
 */
export type Home = Set<number>[]

export function encodeHome(texts: Home): Buffer {
  const numbers = texts.flatMap((words) => [words.size, ...words])
  return deflateRawSync(Buffer.from(Uint32Array.from(numbers).buffer), { level: 9 })
}

export function decodeHome(bytes: Buffer): Home {
  const body = Uint8Array.from(inflateRawSync(bytes))
  const numbers = new Uint32Array(body.buffer)
  const texts: Home = []
  for (let at = 0; at < numbers.length; ) {
    const size = numbers[at] ?? 0
    texts.push(new Set(numbers.subarray(at + 1, at + 1 + size)))
    at += size + 1
  }
  return texts
}

const HOMES = new Map<string, Home>()

/** That of a language, or none where no model reads it. */
export function homeOf(lang: string): Home {
  if (lang !== 'fr' && lang !== 'en') return []
  const known = HOMES.get(lang)
  if (known) return known
  const home = decodeHome(readFileSync(new URL(`../../../models/home-${lang}.bin`, import.meta.url)))
  HOMES.set(lang, home)
  return home
}
