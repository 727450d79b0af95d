import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { isKeptBack } from '../models/data/split.ts'

interface Post {
  id: string
  trade: string
  text: string
}

interface Label {
  id: string
  intent: string
  urgency: number
}

const FOLDER = new URL('../models/data/', import.meta.url)
const INTENTS = ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other']
const LABELLERS = ['a', 'b'].filter((who) => existsSync(new URL(`intent-fr.labels-${who}.jsonl`, FOLDER)))

function rows<T>(name: string): T[] {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function countOf<T>(items: T[], key: (item: T) => string | number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

/** Runs of three words, without case, accents and marks; the whole of a shorter text. */
function runsOf(text: string): Set<string> {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < 3) return new Set([words.join(' ')])
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`))
}

/** The pairs of which the shorter has more than `share` of its runs in the other. */
function twins(posts: Post[], share: number): string[] {
  const runs = posts.map((post) => runsOf(post.text))
  const holders = new Map<string, number[]>()
  const found: string[] = []
  runs.forEach((mine, i) => {
    const shared = new Map<number, number>()
    for (const run of mine) {
      const before = holders.get(run) ?? []
      for (const j of before) shared.set(j, (shared.get(j) ?? 0) + 1)
      holders.set(run, [...before, i])
    }
    for (const [j, count] of shared) {
      const least = Math.min(mine.size, runs[j]!.size)
      if (count / least > share) found.push(`${posts[j]!.id} ${posts[i]!.id}`)
    }
  })
  return found
}

const posts = rows<Post>('intent-fr.jsonl')

describe('the French posts of intent and urgency', () => {
  it('are at least 800, ten trades of at least 70, each with an id of its own', () => {
    assert.ok(posts.length >= 800)
    assert.equal(new Set(posts.map((post) => post.id)).size, posts.length)
    const trades = countOf(posts, (post) => post.trade)
    assert.equal(Object.keys(trades).length, 10)
    assert.deepEqual(
      Object.entries(trades).filter(([, count]) => count < 70),
      [],
    )
  })

  it('hold no two that say the same in nearly the same words', () => {
    assert.deepEqual(twins(posts, 0.6), [])
    const near = { id: 'near', trade: '', text: `${posts[0]!.text} Merci.` }
    assert.equal(twins([posts[0]!, near], 0.6).length, 1)
  })

  it('are of all lengths', () => {
    const lengths = posts.map((post) => post.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
    assert.ok(lengths.filter((length) => length <= 4).length >= 25)
    assert.ok(lengths.filter((length) => length >= 45).length >= 20)
  })

  it('keep back a fifth in which every intent and urgency is found', () => {
    const kept = new Set(posts.filter((post) => isKeptBack(post.id)).map((post) => post.id))
    assert.ok(Math.abs(kept.size / posts.length - 0.2) < 0.03, `${kept.size} of ${posts.length}`)
    const labels = rows<Label>('intent-fr.labels-a.jsonl').filter((label) => kept.has(label.id))
    const intents = countOf(labels, (label) => label.intent)
    const urgencies = countOf(labels, (label) => label.urgency)
    assert.ok(
      INTENTS.every((intent) => (intents[intent] ?? 0) >= 12),
      JSON.stringify(intents),
    )
    assert.ok(
      [1, 2].every((urgency) => (urgencies[urgency] ?? 0) >= 15),
      JSON.stringify(urgencies),
    )
  })

  for (const who of LABELLERS) {
    it(`are each labelled once by ${who}, from the labels of the guide`, () => {
      const labels = rows<Label>(`intent-fr.labels-${who}.jsonl`)
      assert.deepEqual(labels.map((label) => label.id).sort(), posts.map((post) => post.id).sort())
      assert.deepEqual(
        labels.filter((label) => !INTENTS.includes(label.intent) || ![0, 1, 2].includes(label.urgency)),
        [],
      )
    })
  }

  it('are settled as both labellers say where they say the same, and otherwise as one of them', () => {
    const [a, b] = ['a', 'b'].map((who) => rows<Label>(`intent-fr.labels-${who}.jsonl`))
    const settled = rows<Label>('intent-fr.labels.jsonl')
    assert.equal(settled.length, posts.length)
    for (const [at, { id, intent, urgency }] of settled.entries()) {
      const both = [a?.[at], b?.[at]]
      assert.deepEqual(
        both.map((label) => label?.id),
        [id, id],
      )
      assert.ok(
        both.some((label) => label?.intent === intent),
        id,
      )
      assert.equal(urgency, Math.max(...both.map((label) => label?.urgency ?? 0)), id)
    }
  })

  it('have enough of every intent and urgency to learn from', () => {
    const labels = rows<Label>('intent-fr.labels-a.jsonl')
    const intents = countOf(labels, (label) => label.intent)
    const urgencies = countOf(labels, (label) => label.urgency)
    assert.deepEqual(
      INTENTS.filter((intent) => (intents[intent] ?? 0) < 90),
      [],
    )
    assert.ok([0, 1, 2].every((urgency) => (urgencies[urgency] ?? 0) >= 90))
  })
})
