import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { twinGroups } from '../../src/interpret/learn/index.ts'
import { isKeptBack } from './split.ts'

interface Labels {
  id: string
  intent: string
  urgency: number
}

function lines<T>(name: string): T[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

const INTENTS = ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other']
/** Of what was written once figures were known, after `last`, nothing is kept back: it was written to mend them. */
const SETS = {
  fr: { posts: 4400, keptBack: 329, last: 'fr-1591', newest: 'fr-3208' },
  en: { posts: 2100, keptBack: 230, last: 'en-1117', newest: 'en-1118' },
}

function agreement(one: Labels[], other: Labels[], told: 'intent' | 'urgency'): number {
  const second = new Map(other.map((row) => [row.id, row[told]]))
  const both = one.filter(({ id }) => second.has(id))
  return both.filter((row) => row[told] === second.get(row.id)).length / both.length
}

for (const [lang, { posts: least, keptBack, last, newest }] of Object.entries(SETS)) {
  describe(`labelled posts, ${lang}`, () => {
    const posts = lines<{ id: string; trade: string; text: string }>(`intent-${lang}.jsonl`)
    const settled = lines<Labels>(`intent-${lang}.labels.jsonl`)
    const first = lines<Labels>(`intent-${lang}.labels-a.jsonl`)
    const second = lines<Labels>(`intent-${lang}.labels-b.jsonl`)

    it('have a label each, of those that the guide knows, from all who labelled', () => {
      assert.ok(posts.length >= least)
      const ids = posts.map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
      assert.deepEqual(settled.map(({ id }) => id).sort(), ids.toSorted())
      assert.deepEqual(first.map(({ id }) => id).sort(), ids.toSorted())
      for (const { intent, urgency } of [...settled, ...first, ...second]) {
        assert.ok(INTENTS.includes(intent), intent)
        assert.ok([0, 1, 2].includes(urgency), String(urgency))
      }
    })

    it('are kept back by the id alone, as many as the card says, and each is labelled twice', () => {
      const aside = posts.filter(({ id }) => isKeptBack(id))
      assert.equal(aside.length, keptBack)
      assert.deepEqual(
        aside.filter(({ id }) => id > last),
        [],
      )
      const twice = new Set(second.map(({ id }) => id))
      assert.deepEqual(
        aside.filter(({ id }) => !twice.has(id)),
        [],
      )
    })

    it('are no near-copies across what is learnt and what is kept back, nor empty', () => {
      const groups = twinGroups(posts.map(({ text }) => text))
      const aside = new Set(posts.flatMap(({ id }, i) => (isKeptBack(id) ? [groups[i]] : [])))
      const learnt = new Set(posts.flatMap(({ id }, i) => (isKeptBack(id) ? [] : [groups[i]])))
      assert.deepEqual(
        [...aside].filter((group) => learnt.has(group)),
        [],
      )
      for (const { id, text, trade } of posts) assert.ok(text.trim().length > 1 && trade !== '', id)
    })

    it('read again later stand as both say, or as the guide settles it: the higher urgency', () => {
      const one = new Map(first.map((row) => [row.id, row]))
      const kept = new Map(settled.map((row) => [row.id, row]))
      for (const { id, intent, urgency } of second) {
        const [a, told] = [one.get(id), kept.get(id)]
        assert.ok(a && told, id)
        if (a.intent === intent) assert.equal(told.intent, intent, id)
        if (id >= newest) assert.equal(told.urgency, Math.max(a.urgency, urgency), id)
      }
    })

    it('were labelled alike, and every intent and urgency is there', () => {
      assert.ok(agreement(first, second, 'intent') > 0.95)
      assert.ok(agreement(first, second, 'urgency') > 0.95)
      for (const intent of INTENTS)
        assert.ok(settled.filter((row) => row.intent === intent).length > 100, intent)
      for (const level of [0, 1, 2]) assert.ok(settled.filter((row) => row.urgency === level).length > 60)
    })
  })
}

describe('labels of tweets of strangers', () => {
  it('name tweets by id alone, those learnt from apart from those measured on', () => {
    const measured = lines<Labels>('strangers-fr.labels.jsonl')
    const learnt = lines<Labels>('tweets-fr.labels.jsonl')
    const ids = [...measured, ...learnt].map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const row of [...measured, ...learnt]) {
      assert.deepEqual(Object.keys(row), ['id', 'intent', 'urgency'])
      assert.ok(INTENTS.includes(row.intent) && [0, 1, 2].includes(row.urgency))
    }
  })
})
