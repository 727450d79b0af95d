/**
 * Answers of the team to the likes of a question: how well they are found and how fast. `node bench/suggest.ts [pairs]`
 * Quality on labelled questions that nothing was trained on: whether one of the same kind (intent of a French shop, reason of an English
 * complaint) is among the first three, against chance and against BM25 over plain words. On dialogues of a real shop, where no
 * kind is known: how much the best of three answers shares with the one that was given (F1 of words).
 */
import { existsSync } from 'node:fs'
import { uuidv7 } from 'uuidv7'
import { csv, jsonl } from '../models/data.ts'
import { alike, type Corpus } from '../src/relate/inbox/suggest/rank.ts'
import { addPairs, likesOf, type NewPair } from '../src/relate/inbox/suggest/store.ts'
import { termsOf } from '../src/relate/inbox/suggest/terms.ts'
import { testWorkspace } from '../test/support/workspace.ts'
import { benchDatabase, median, percentile, random, report } from './support.ts'

const FIRST = 3

function corpusOf(docs: readonly number[][]): Corpus {
  const having = new Map<number, number>()
  for (const doc of docs) for (const term of doc) having.set(term, (having.get(term) ?? 0) + 1)
  return { count: docs.length, length: docs.reduce((sum, doc) => sum + doc.length, 0), having }
}

/** Lower-case words as they are, hashed: what a plain search engine would take. */
function plainTerms(text: string): number[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const hashed = [...words].map((word) => {
    let hash = 7
    for (const sign of word) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) | 0
    return (hash >>> 2) * 2 + 4
  })
  return [...new Set(hashed)].sort((a, b) => a - b)
}

/** The three most alike of the others, for each of some. */
function nearest(
  texts: readonly string[],
  asked: readonly number[],
  terms: (text: string) => number[],
): number[][] {
  const docs = texts.map(terms)
  const corpus = corpusOf(docs)
  return asked.map((i) =>
    docs
      .map((doc, j) => ({ j, value: j === i ? -1 : alike(docs[i] ?? [], doc, corpus) }))
      .sort((a, b) => b.value - a.value)
      .slice(0, FIRST)
      .map(({ j }) => j),
  )
}

function kinds(name: string, rows: readonly { text: string; kind: string }[], most: number): void {
  const sizes = new Map<string, number>()
  for (const { kind } of rows) sizes.set(kind, (sizes.get(kind) ?? 0) + 1)
  const asked = rows.flatMap(({ kind }, i) => ((sizes.get(kind) ?? 0) > 1 ? i : [])).slice(0, most)
  const texts = rows.map(({ text }) => text)
  const recall = (terms: (text: string) => number[]) => {
    const found = nearest(texts, asked, terms)
    const hits = found.filter((all, n) => all.some((j) => rows[j]?.kind === rows[asked[n] ?? -1]?.kind))
    return (100 * hits.length) / asked.length
  }
  const others = rows.length - 1
  const chance = asked.map((i) => {
    const same = (sizes.get(rows[i]?.kind ?? '') ?? 1) - 1
    let none = 1
    for (let n = 0; n < FIRST; n++) none *= (others - same - n) / (others - n)
    return 100 * (1 - none)
  })
  report(name, {
    questions: asked.length,
    kinds: sizes.size,
    'recall@3, %': recall(termsOf),
    'plain BM25, %': recall(plainTerms),
    'chance, %': chance.reduce((sum, one) => sum + one, 0) / chance.length,
  })
}

interface Dialogue {
  turns: { role: 'agent' | 'customer'; text: string }[]
}

function dialogues(): void {
  const pairs = jsonl<Dialogue>('french-text/shop_chat_dialogues.jsonl').flatMap(({ turns }, of) =>
    turns.flatMap((turn, i) => {
      const before = turns[i - 1]
      const isPair = turn.role === 'agent' && before?.role === 'customer'
      return isPair && before.text.length >= 25 && turn.text.length >= 25
        ? { of, question: before.text, answer: turn.text }
        : []
    }),
  )
  const asked = pairs.map((_, i) => i).filter((i) => i % 2 === 0)
  const texts = pairs.map(({ question }) => question)
  const words = pairs.map(({ answer }) => new Set(answer.toLowerCase().match(/\p{L}{3,}/gu) ?? []))
  const shared = (a: number, b: number) => {
    const [left, right] = [words[a] ?? new Set(), words[b] ?? new Set()]
    const both = [...left].filter((word) => right.has(word)).length
    return left.size + right.size === 0 ? 0 : (2 * both) / (left.size + right.size)
  }
  const best = (found: number[][]) =>
    found.reduce(
      (sum, all, n) =>
        sum +
        Math.max(
          ...all.map((j) => (pairs[j]?.of === pairs[asked[n] ?? -1]?.of ? 0 : shared(j, asked[n] ?? -1))),
        ),
      0,
    ) / asked.length
  const draw = random(5)
  const chance = asked.map(() => Array.from({ length: FIRST }, () => Math.floor(draw() * pairs.length)))
  report('suggest-dialogues', {
    pairs: pairs.length,
    'best of 3, F1': best(nearest(texts, asked, termsOf)),
    'plain BM25, F1': best(nearest(texts, asked, plainTerms)),
    'chance, F1': best(chance),
  })
}

const SYLLABLES = 'ba co di fu la mo ne ri so ta vu pre tri cha lon gar mi pe qui sar'.split(' ')

/** A question of some thirty words, drawn as words are in talk: few very often, most seldom (Zipf), 20,000 in all. */
function question(draw: () => number): string {
  return Array.from({ length: 15 + Math.floor(30 * draw()) }, () => {
    let rank = Math.floor(20_000 ** draw())
    let word = ''
    do {
      word += SYLLABLES[rank % SYLLABLES.length]
      rank = Math.floor(rank / SYLLABLES.length)
    } while (rank > 0)
    return word
  }).join(' ')
}

async function speed(most: number): Promise<void> {
  const database = await benchDatabase()
  const workspaceId = await testWorkspace(database.db)
  const at = new Date()
  let there = 0
  const draw = random(11)
  const fill = async (upTo: number) => {
    for (; there < upTo; there += 500) {
      const pairs = Array.from({ length: 500 }, (): NewPair => {
        const who = { channel: 'net', asker: `${there}`, lang: 'fr', visibility: 'public' as const }
        return { answerId: uuidv7(), questionId: uuidv7(), ...who, at, terms: termsOf(question(draw)) }
      })
      await addPairs(database.db, workspaceId, pairs)
    }
  }
  const asked = Array.from({ length: 60 }, () => termsOf(question(draw)))
  const times = async () => {
    const taken: number[] = []
    for (const terms of asked) {
      const began = performance.now()
      await likesOf(database.db, workspaceId, { terms, lang: 'fr', visibility: 'public', except: [] }, 12)
      taken.push(performance.now() - began)
    }
    return taken
  }
  await fill(most / 10)
  await times()
  const few = await times()
  const began = performance.now()
  await fill(most)
  const adding = (performance.now() - began) / (0.9 * most)
  await times()
  const many = await times()
  report('suggest-speed', {
    pairs: most,
    'least, ms': Math.min(...many),
    'p50, ms': median(many),
    'p95, ms': percentile(many, 0.95),
    'p95 at a tenth, ms': percentile(few, 0.95),
    'ten times the pairs cost': median(many) / median(few),
    'adding a pair, ms': adding,
  })
  await database.close()
}

if (existsSync(new URL('../../shared/data/', import.meta.url))) {
  const shop = jsonl<{ text: string; intent: string }>('french-text/shop_intents_train.jsonl')
  kinds(
    'suggest-shop-fr',
    shop.map(({ text, intent }) => ({ text, kind: intent })),
    1000,
  )
  const airline = csv('us-airline-sentiment/train.csv').filter((row) => row.negativereason)
  kinds(
    'suggest-airline-en',
    airline.slice(0, 3000).map(({ text = '', negativereason = '' }) => ({
      text: text.replace(/@\w+/g, ''),
      kind: negativereason,
    })),
    500,
  )
  dialogues()
} else console.log('quality skipped: ../shared/data is absent')
await speed(Number(process.argv[2] ?? 100_000))
