import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { MARKED, type Marks, type StoredActivity } from '../../activity/index.ts'
import { TASKS } from '../delta/index.ts'
import { SENTIMENTS } from '../reading.ts'
import { TOPIC_IDS } from '../topics/index.ts'
import { keptOf, understandAll } from '../understand.ts'
import {
  answeredIn,
  differing,
  INTENTS,
  labelFor,
  marksFrom,
  marksOfReading,
  saidOf,
  type Verdicts,
  verdicts,
} from './correction.ts'

function row(more: Partial<StoredActivity> = {}): StoredActivity {
  return {
    text: 'Le colis est en retard',
    title: null,
    rating: null,
    lang: 'fr',
    sentiment: 'neutral',
    p_positive: 0.2,
    p_negative: 0.2,
    toxicity: 10,
    intent: 'other',
    urgency: 0,
    topics: null,
    corrected: null,
    ...more,
  } as StoredActivity
}

const said: fc.Arbitrary<Verdicts> = fc
  .record(
    {
      sentiment: fc.constantFrom(...SENTIMENTS),
      toxic: fc.boolean(),
      intent: fc.constantFrom(...INTENTS),
      urgency: fc.integer({ min: 0, max: 2 }),
      topics: fc.array(fc.constantFrom(...TOPIC_IDS), { maxLength: 8 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((one) => Object.keys(one).length > 0)

/** The columns that each mark stands in. */
const COLUMNS: Record<(typeof MARKED)[number], (keyof Marks)[]> = {
  sentiment: ['sentiment', 'p_positive', 'p_negative'],
  toxicity: ['toxicity'],
  intent: ['intent'],
  urgency: ['urgency'],
  topics: ['topics'],
}

describe('what a person says', () => {
  it('is taken as it is, and sets the columns of what is named, and no other', () => {
    fc.assert(
      fc.property(said, (one) => {
        assert.deepEqual(verdicts.parse(one), one)
        const [marks, answered] = [marksFrom(one), answeredIn(one)]
        assert.equal(answered.length, Object.keys(one).length)
        assert.deepEqual(Object.keys(marks).sort(), answered.flatMap((mark) => COLUMNS[mark]).sort())
        assert.equal(new Set(marks.topics).size, marks.topics?.length ?? 0, 'each topic once')
      }),
    )
  })

  it('is what is read again of the columns, as the label that is learnt', () => {
    fc.assert(
      fc.property(said, (one) => {
        const after = row({ ...marksFrom(one) })
        if (one.sentiment) assert.equal(labelFor('sentiment', after), one.sentiment)
        if (one.toxic !== undefined) assert.equal(labelFor('toxicity', after), one.toxic ? 'toxic' : 'calm')
        if (one.intent) assert.equal(labelFor('intent', after), one.intent)
        if (one.urgency !== undefined) assert.equal(labelFor('urgency', after), `${one.urgency}`)
      }),
    )
  })

  it('is certain: a probability of one, and none for the rest', () => {
    for (const sentiment of SENTIMENTS) {
      const { p_positive = -1, p_negative = -1 } = marksFrom({ sentiment })
      const p = { positive: p_positive, negative: p_negative, neutral: 1 - p_positive - p_negative }
      for (const other of SENTIMENTS) assert.equal(p[other], other === sentiment ? 1 : 0)
    }
    assert.deepEqual(
      [marksFrom({ toxic: true }), marksFrom({ toxic: false })],
      [{ toxicity: 1000 }, { toxicity: 0 }],
    )
    assert.deepEqual(marksFrom({ urgency: 0 }), { urgency: 0 }, 'nothing urgent is said too')
    assert.deepEqual(marksFrom({ topics: [] }), { topics: [] }, 'and that it speaks of nothing')
  })

  it('is refused where it says nothing, or what there is not', () => {
    const wrong: unknown[] = [
      {},
      { sentiment: undefined },
      { sentiment: 'angry' },
      { sentiment: null },
      { toxic: 'yes' },
      { intent: 'none' },
      { intent: '' },
      { urgency: 3 },
      { urgency: -1 },
      { urgency: 1.5 },
      { topics: 'delivery' },
      { topics: ['weather'] },
      { topics: TOPIC_IDS.slice(0, 9) },
      { sentiment: 'negative', p_negative: 0.4 },
      [],
      null,
    ]
    for (const one of wrong) assert.equal(verdicts.safeParse(one).success, false, JSON.stringify(one))
  })
})

describe('a post that is read anew', () => {
  it('is read as it came in: its title, its stars, and its language only where one was told', () => {
    assert.deepEqual(saidOf(row()), { text: 'Le colis est en retard', lang: 'fr' })
    assert.deepEqual(saidOf(row({ text: null, title: 'Bien', rating: 0, lang: 'und' })), {
      text: '',
      title: 'Bien',
      rating: 0,
    })
    assert.deepEqual(saidOf(row({ title: '' })), { text: 'Le colis est en retard', lang: 'fr' })
  })

  it('differs in nothing from what the same models kept of it', () => {
    const texts = [
      'Colis perdu, aucune réponse du service client, c’est une honte !',
      'Thanks a lot, the delivery was quick',
      'Ferme ta gueule espèce de connard',
      'Das Wetter ist heute schön und wir gehen spazieren',
      '👍',
    ]
    for (const text of texts) {
      const all = understandAll({ text })
      const kept = marksOfReading(keptOf(all))
      assert.deepEqual(differing(row({ ...kept, lang: all.lang }), { ...all, kept }), [], text)
    }
  })

  it('differs in each mark that a person set otherwise, and in it alone', () => {
    const all = understandAll({ text: 'Colis perdu, aucune réponse du service client, c’est une honte !' })
    const kept = marksOfReading(keptOf(all))
    const otherwise: Record<(typeof MARKED)[number], Verdicts> = {
      sentiment: { sentiment: 'positive' },
      toxicity: { toxic: true },
      intent: { intent: 'praise' },
      urgency: { urgency: kept.urgency === 2 ? 0 : 2 },
      topics: { topics: ['job'] },
    }
    for (const mark of MARKED)
      assert.deepEqual(differing(row({ ...kept, ...marksFrom(otherwise[mark]) }), { ...all, kept }), [mark])
  })

  it('speaks of the same topics in whatever order, and of none as of an empty list', () => {
    const all = understandAll({ text: 'x', lang: 'fr' })
    const kept = { ...marksOfReading(keptOf(all)), topics: ['price', 'delay'] }
    const topics = (of: string[] | null) =>
      differing(row({ ...kept, topics: of }), { ...all, kept }).includes('topics')
    assert.deepEqual([['delay', 'price'], ['price'], ['price', 'stock'], null].map(topics), [
      false,
      true,
      true,
      true,
    ])
    const none = { ...kept, topics: [] as string[] }
    assert.ok(!differing(row({ ...none, topics: null }), { ...all, kept: none }).includes('topics'))
  })

  it('is offensive or not, whatever the number: what was never read is not', () => {
    const all = understandAll({ text: 'x', lang: 'fr' })
    const toxic = (was: number | null, now: number | null) => {
      const kept = { ...marksOfReading(keptOf(all)), toxicity: now }
      return differing(row({ ...kept, toxicity: was }), { ...all, kept }).includes('toxicity')
    }
    assert.deepEqual(
      [toxic(null, 0), toxic(null, 499), toxic(499, 0), toxic(500, 1000)],
      [false, false, false, false],
    )
    assert.deepEqual([toxic(499, 500), toxic(1000, 499), toxic(null, 500)], [true, true, true])
  })

  it('teaches nothing of what was never read', () => {
    const none = row({ toxicity: null, intent: null, urgency: null })
    assert.deepEqual(
      TASKS.map((task) => labelFor(task, none)),
      ['neutral', null, null, null],
    )
    assert.deepEqual(
      [labelFor('toxicity', row({ toxicity: 499 })), labelFor('urgency', row())],
      ['calm', '0'],
    )
  })
})
