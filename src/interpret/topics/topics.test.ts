import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isKeptBack } from '../../../models/data/split.ts'
import { TOPIC_IDS, TOPICS, understandAll } from '../index.ts'
import type { Understanding } from '../reading.ts'

function idsOf(text: string): string[] {
  return understandAll({ text }).topics.map(({ id }) => id)
}

function wordsOf({ topics }: Understanding, text: string, topic: string): string[] {
  const why = topics.find(({ id }) => id === topic)?.why ?? []
  return why.map(({ start, end }) => text.slice(start, end))
}

function lines<T>(name: string): T[] {
  const file = readFileSync(new URL(`../../../models/data/${name}`, import.meta.url), 'utf8')
  return file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('topics', () => {
  it('are named in both languages, each once', () => {
    for (const name of ['id', 'fr', 'en'] as const) {
      assert.equal(new Set(TOPICS.map((topic) => topic[name])).size, TOPICS.length)
    }
  })

  it('are told with the words that say so, in French', () => {
    const text = 'Toujours rien : mon colis est en retard et le service client ne répond pas !'
    const said = understandAll({ text })
    assert.deepEqual(said.topics.map(({ id }) => id).sort(), ['delay', 'delivery', 'service'])
    assert.deepEqual(wordsOf(said, text, 'delivery'), ['colis'])
    assert.deepEqual(wordsOf(said, text, 'service'), ['service client', 'ne répond'])
  })

  it('are told with the words that say so, in English', () => {
    const text = 'They lost my bag at the airport and their agent refused a refund, I was charged twice'
    const said = understandAll({ text })
    assert.deepEqual(wordsOf(said, text, 'delivery'), ['lost my bag'])
    assert.deepEqual(wordsOf(said, text, 'refund'), ['refund'])
    assert.ok(said.topics.some(({ id }) => id === 'payment'))
  })

  it('reads inflections, elisions, capitals and accents alike', () => {
    for (const text of [
      'Quand me REMBOURSEREZ-vous cette commande ?',
      'J’attends d’être remboursée depuis mars, merci de répondre',
    ])
      assert.ok(idsOf(text).includes('refund'), text)
  })

  it('is not led astray by words in turns that mean something else', () => {
    assert.ok(
      !idsOf('Tout compte fait, je compte venir quand même demain avec les enfants').includes('account'),
    )
    assert.ok(!idsOf('Il a reçu le prix Nobel de littérature hier soir à Stockholm').includes('price'))
  })

  it('asks two for what one word alone does not say', () => {
    assert.deepEqual(idsOf('Il est parti hier soir avec le carton de mon frère'), [])
    assert.ok(idsOf('Le carton et tout l’emballage étaient trempés ce matin').includes('delivery'))
  })

  it('passes over a few small words between two parts, and not over any number of them', () => {
    const told = (small: number) =>
      understandAll({ text: `Je cherche mon point ${'le '.repeat(small)}relais`, lang: 'fr' }).topics.map(
        ({ id }) => id,
      )
    assert.deepEqual([told(1), told(4), told(5)], [['delivery'], ['delivery'], []])
  })

  it('marks the title as such', () => {
    const { topics } = understandAll({
      title: 'Livraison',
      text: 'Le colis est arrivé ouvert chez la voisine',
    })
    const [first] = topics.find(({ id }) => id === 'delivery')?.why ?? []
    assert.deepEqual(first, { start: 0, end: 9, in: 'title' })
  })

  it('says nothing in a language that it does not read', () => {
    assert.deepEqual(idsOf('Das Paket ist immer noch nicht angekommen, der Kundendienst antwortet nicht'), [])
  })

  it('tells places within the text, of the closed list, at most four, whatever the text', () => {
    const piece = fc.constantFrom(
      'colis',
      'livré',
      'service',
      'client',
      'le prix',
      'l’',
      '!',
      '\ud800',
      '🎁',
      'retard',
      ' de ',
      'SAV',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ')
        const { topics } = understandAll({ text, lang: 'fr' })
        assert.ok(topics.length <= 4)
        for (const { id, why } of topics) {
          assert.ok(TOPIC_IDS.includes(id))
          assert.ok(why.length > 0)
          for (const { start, end } of why) assert.ok(start >= 0 && start < end && end <= text.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('finds in French what a reader finds, on posts that its lists were not made with', () => {
    const texts = new Map(
      lines<{ id: string; text: string }>('intent-fr.jsonl').map((post) => [post.id, post.text]),
    )
    const rows = lines<{ id: string; topics: string[] }>('topics-fr.labels.jsonl').filter(({ id }) =>
      isKeptBack(id),
    )
    let both = 0
    let said = 0
    let meant = 0
    for (const { id, topics } of rows) {
      const found = idsOf(texts.get(id) ?? '')
      both += found.filter((topic) => topics.includes(topic)).length
      said += found.length
      meant += topics.length
    }
    assert.ok(rows.length > 200)
    assert.ok(both / said > 0.66, `precision ${both / said}`)
    assert.ok(both / meant > 0.73, `recall ${both / meant}`)
  })
})
