import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deniedAmong, hashOf, joined, KIND, scaleOf } from '../src/interpret/features/index.ts'
import { fold, type Token, tokenize } from '../src/interpret/token.ts'
import { csv } from './data.ts'

/** Words of one list, folded, with what each weighs, about -1 to 1. */
export type List = Map<string, number>

function listOf(rows: Iterable<[string, number]>): List {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [term, weight] of rows) {
    const form = fold(term.trim()).replace(/(\p{L})\1{2,}/gu, '$1$1')
    if (form === '' || /\s/.test(form) || !Number.isFinite(weight)) continue
    const known = sums.get(form) ?? { sum: 0, count: 0 }
    sums.set(form, { sum: known.sum + weight, count: known.count + 1 })
  }
  return new Map([...sums].map(([form, { sum, count }]) => [form, sum / count]))
}

/** VADER-fr (MIT), AFINN-fr (Apache-2.0), pattern.fr (public domain). */
export function frenchLists(): List[] {
  return [
    listOf(csv('lexicons/vader_fr.csv').map((row) => [row.term ?? '', Number(row.valence) / 3])),
    listOf(csv('lexicons/afinn_fr.csv').map((row) => [row.term ?? '', Number(row.valence) / 4])),
    listOf(csv('lexicons/pattern_fr.csv').map((row) => [row.form ?? '', Number(row.polarity)])),
  ]
}

/**
 * Offensive words: french-badwords-list (MIT), LDNOOBW (CC BY 4.0). Only what is read as one word: a spelling that never is
 * ("s@l0p") would but burden whatever shares its place.
 */
export function frenchOffences(): List {
  const words = csv('lexicons/badwords_fr.csv').flatMap(({ term = '' }) => {
    const [only, another] = tokenize(term)
    return only?.kind === 'word' && another === undefined ? [term] : []
  })
  return listOf(words.map((term) => [term, -1]))
}

/** VADER (MIT), from the package that the program uses. */
export function englishLists(): List[] {
  const path = createRequire(import.meta.url).resolve('vader-sentiment/vader_lexicon.txt')
  const lines = readFileSync(path, 'utf8').split('\n')
  return [
    listOf(
      lines
        .filter((line) => /^[a-z]/.test(line))
        .map((line): [string, number] => {
          const [word = '', mean = ''] = line.split('\t')
          return [word, Number(mean) / 3]
        }),
    ),
  ]
}

const PARTS = 4
/** How much louder a list speaks than a word: it is seen far more often, and should be leant on first. */
const LOUD = 3

/** Sums of a text's words by list: good and bad ones, not denied, then denied. */
export function listSums(lists: List[], tokens: Token[], lang: string): number[] {
  const denied = deniedAmong(tokens, lang)
  const scale = scaleOf(tokens) * LOUD
  return lists.flatMap((list) => {
    const sums = [0, 0, 0, 0]
    tokens.forEach((token, i) => {
      if (token.kind !== 'word') return
      const weight = weightOf(list, token)
      const part = (denied[i] === 1 ? 2 : 0) + (weight < 0 ? 1 : 0)
      sums[part] = (sums[part] ?? 0) + weight * scale
    })
    return sums
  })
}

function weightOf(list: List, token: Token): number {
  return list.get(token.form) ?? (token.short === null ? 0 : (list.get(token.short) ?? 0))
}

/**
 * Lists are sums over words, so what was learnt of them can be added to the words' own weights: in use no list is
 * needed, and a word of a list that no training text held still weighs what the list says.
 * @param learnt weights of the sums, `lists * 4` times `classes`
 */
export function foldLists(
  weights: Float32Array,
  lists: List[],
  learnt: Float32Array,
  classes: number,
  bits: number,
): void {
  const mask = 2 ** bits - 1
  lists.forEach((list, l) => {
    for (const [form, weight] of list) {
      const word = hashOf(form, KIND.word)
      const plain = l * PARTS + (weight < 0 ? 1 : 0)
      for (let c = 0; c < classes; c++) {
        const open = (learnt[plain * classes + c] ?? 0) * weight * LOUD
        const shut = (learnt[(plain + 2) * classes + c] ?? 0) * weight * LOUD
        addAt(weights, (word & mask) * classes + c, open)
        addAt(weights, (joined(word, 0, KIND.denied) & mask) * classes + c, shut - open)
      }
    }
  })
}

function addAt(weights: Float32Array, at: number, value: number): void {
  weights[at] = (weights[at] ?? 0) + value
}
