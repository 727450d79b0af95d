import { existsSync, readFileSync } from 'node:fs'
import type { Doc } from '../src/match/index.ts'
import { randomOf } from '../test/support/jetstream-events.ts'

const FOLDER = new URL('../../shared/data/', import.meta.url)
/** Posts of networks, French and English, each file with the name of its column. */
const FILES: [file: string, column: string][] = [
  ['us-airline-sentiment/train.csv', 'text'],
  ['umsab-sentiment/french_train.csv', 'text'],
  ['umsab-sentiment/english_train.csv', 'text'],
  ['french-text/free_telecom_tweets.csv', 'text'],
  ['toxicity-fr/abuse_tweets_fr_train.csv', 'text'],
  ['extra-training/semeval-2013-2017-en.jsonl', 'text'],
]

/** Real posts, in an order of no meaning; none where the data is not here. */
export function realPosts(): Doc[] {
  if (!FILES.every(([file]) => existsSync(new URL(file, FOLDER)))) return []
  const texts = FILES.flatMap(([file, column]) => {
    const source = readFileSync(new URL(file, FOLDER), 'utf8')
    return file.endsWith('.jsonl') ? ofJsonl(source, column) : ofCsv(source, column)
  })
  const random = randomOf(7)
  return texts
    .filter((text) => text.length > 10)
    .map((text) => ({ text, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ text }) => ({
      // As it comes of a parser: no part of a longer one.
      text: JSON.parse(JSON.stringify(text)),
      lang: 'und',
      sentiment: 'neutral',
      channel: 'bluesky',
      verb: 'Create',
      author: {},
    }))
}

function ofJsonl(source: string, column: string): string[] {
  return source
    .split('\n')
    .filter(Boolean)
    .map((line) => String(JSON.parse(line)[column] ?? ''))
}

function ofCsv(source: string, column: string): string[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of source.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') rows.push([])
  }
  const at = rows[0]?.indexOf(column) ?? -1
  return rows.slice(1).map((row) => row[at] ?? '')
}

/** Words of a post as people would ask for them. */
export function wordsOf({ text }: Doc): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => /^[\p{L}\p{N}]{2,}$/u.test(word))
}

/**
 * Queries of 1 to 8 words of real posts: words, both, either, phrases, near one another, with what is excluded. Each has a
 * word that about `share` of the posts have, and beside it what is said with it, common words among them.
 */
export function realQueries(posts: Doc[], count: number, share: number): string[] {
  const random = randomOf(count + 11)
  const below = (most: number) => Math.floor(random() * most)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const said = new Map<string, number[]>()
  posts.forEach((post, i) => {
    for (const word of new Set(wordsOf(post))) {
      const there = said.get(word)
      if (there) there.push(i)
      else said.set(word, [i])
    }
  })
  const wanted = share * posts.length
  const some = [...said].filter(([, { length }]) => length >= wanted / 3 && length <= wanted * 3)
  const word = () => pick(some)[0]
  /** As many words side by side in a post, one of them of the wanted share. */
  const spoken = (length: number): string[] => {
    for (;;) {
      const [chosen, there] = pick(some)
      const words = wordsOf(posts[pick(there)] as Doc)
      const first = Math.max(0, Math.min(words.indexOf(chosen) - below(length), words.length - length))
      if (words.length >= length) return words.slice(first, first + length)
    }
  }
  /** Such a word, and one at most 4 places after it. */
  const close = () => {
    const [chosen, there] = pick(some)
    const words = wordsOf(posts[pick(there)] as Doc)
    const at = words.indexOf(chosen)
    return [chosen, words[Math.min(words.length - 1, at + 1 + below(4))] ?? chosen]
  }
  const forms: (() => string)[] = [
    word,
    () => `${word()} OR ${word()}`,
    () => `${word()} -${pick(spoken(3))}`,
    () => `"${spoken(2).join(' ')}"`,
    () => `"${spoken(3).join(' ')}" -${word()}`,
    () => spoken(4).join(' '),
    () => close().join(' NEAR/5 '),
    () => `(${word()} OR ${word()} OR "${spoken(2).join(' ')}") (${spoken(2).join(' OR ')}) -${word()}`,
    () =>
      `(${spoken(2).join(' AND ')}) OR (${word()} NEAR/3 (${spoken(2).join(' OR ')})) OR "${spoken(3).join(' ')}"`,
    () => `${close().join(' ')} -"${spoken(2).join(' ')}"`,
  ]
  return Array.from({ length: count }, () => pick(forms)())
}
