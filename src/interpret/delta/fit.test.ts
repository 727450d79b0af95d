import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hashOf, KIND } from '../features/index.ts'
import { tokenize } from '../token.ts'
import { bent, type Delta, decodeDelta, encodeDelta } from './delta.ts'
import { type Bend, BITS, type Example, fit, scoresBy, softmax } from './fit.ts'
import { gateOf, opened } from './gate.ts'
import { taughtMarks } from './marks.ts'
import { kept, type Shown, shownOf, wordsOf } from './shown.ts'

const LABELS = ['negative', 'neutral', 'positive']
const EVEN = { negative: 1 / 3, neutral: 1 / 3, positive: 1 / 3 }

/** A text of these words, of which the common model says this. */
function shown(
  words: string,
  said: Record<string, number> = EVEN,
  dense: Record<string, number> = {},
): Shown {
  const hashes = words.split(' ').map((word) => hashOf(word, KIND.word))
  return {
    ...{
      lang: 'fr',
      hashes,
      values: hashes.map(() => 1),
      count: hashes.length,
      words: new Set(hashes),
      dense,
    },
    said: { sentiment: said, toxicity: null, intent: null, urgency: null },
  }
}

const likeliest = (bend: Bend, text: Shown) => {
  const scores = scoresBy(bend, text, 'sentiment')
  return LABELS[scores.indexOf(Math.max(...scores))]
}
const examples = (texts: [text: Shown, label: string][]): Example[] =>
  texts.map(([text, label]) => ({ shown: text, label: LABELS.indexOf(label) }))

const delta = (bend: Bend, more: Partial<Delta> = {}): Delta => ({
  ...{ task: 'sentiment', lang: 'fr', name: 'here', on: 'x', bend },
  gate: { words: new Map([[hashOf('chez', KIND.word), 4]]), threshold: 1 },
  ...more,
})

describe('shares of scores', () => {
  it('are whole, in the order of the scores, and the same however high all stand', () => {
    const score = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -900, max: 900 }),
        (all, by) => {
          const shares = softmax(Float64Array.from(all))
          assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-9)
          for (const [i, one] of all.entries())
            for (const [k, other] of all.entries())
              if (one > other) assert.ok((shares[i] ?? 0) >= (shares[k] ?? 1))
          const raised = softmax(Float64Array.from(all, (one) => one + by))
          for (const [i, share] of shares.entries()) assert.ok(Math.abs(share - (raised[i] ?? 0)) < 1e-6)
        },
      ),
    )
  })
})

describe('a bend', () => {
  it('that nothing was learnt for says what the common model does', () => {
    const none: Bend = {
      labels: LABELS,
      trust: [1, 1, 1],
      bias: [0, 0, 0],
      dense: new Map(),
      words: new Map(),
    }
    const share = fc.double({ min: 0.01, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        const total = a + b + c
        const said = { negative: a / total, neutral: b / total, positive: c / total }
        const again = softmax(scoresBy(none, shown('un deux', said, { leaning: 1 }), 'sentiment'))
        for (const [i, label] of LABELS.entries())
          assert.ok(Math.abs((again[i] ?? 0) - said[label as keyof typeof said]) < 1e-9)
      }),
    )
  })

  it('learns which words say what, and leaves those alone that say nothing', () => {
    const texts = Array.from({ length: 40 }, (_, i): [Shown, string] =>
      i % 2 ? [shown(`le mirobon ${i}`), 'positive'] : [shown(`le racagnard ${i}`), 'negative'],
    )
    const bend = fit(examples(texts), LABELS, 'sentiment', 1)
    assert.equal(likeliest(bend, shown('un mirobon')), 'positive')
    assert.equal(likeliest(bend, shown('un racagnard')), 'negative')
    const lean = (word: string) => {
      const [bad = 0, , good = 0] = bend.words.get(hashOf(word, KIND.word) & (2 ** BITS - 1)) ?? []
      return good - bad
    }
    assert.ok(lean('mirobon') > 0 && lean('racagnard') < 0)
    assert.ok(Math.abs(lean('le')) < 0.2 * lean('mirobon'), `${lean('le')}`)
    assert.deepEqual(fit(examples(texts), LABELS, 'sentiment', 1), bend, 'the same from the same')
  })

  it('learns whom to trust: a common model that is wrong of one label is believed less there', () => {
    const sure = { negative: 0.05, neutral: 0.05, positive: 0.9 }
    const texts = Array.from({ length: 60 }, (_, i): [Shown, string] =>
      i % 3
        ? [shown(`a${i}`, sure), 'neutral']
        : [shown(`a${i}`, { ...sure, negative: 0.9, positive: 0.05 }), 'negative'],
    )
    const bend = fit(examples(texts), LABELS, 'sentiment', 1)
    assert.equal(likeliest(bend, shown('zut', sure)), 'neutral')
    assert.equal(likeliest(bend, shown('zut', { ...sure, negative: 0.9, positive: 0.05 })), 'negative')
  })

  it('learns from what else the common models say, by its name', () => {
    const texts = Array.from({ length: 40 }, (_, i): [Shown, string] =>
      i % 2
        ? [shown(`a${i}`, EVEN, { toxic: 1 }), 'negative']
        : [shown(`a${i}`, EVEN, { toxic: -1 }), 'positive'],
    )
    const bend = fit(examples(texts), LABELS, 'sentiment', 1)
    assert.deepEqual([...bend.dense.keys()], ['toxic'])
    assert.equal(likeliest(bend, shown('zut', EVEN, { toxic: 1 })), 'negative')
    assert.equal(likeliest(bend, shown('zut', EVEN, { toxic: -1, unheard: 9 })), 'positive')
  })

  it('hears a rare label: one in eight is not drowned', () => {
    const texts = Array.from({ length: 80 }, (_, i): [Shown, string] =>
      i % 8 ? [shown(`a${i} le`), 'neutral'] : [shown(`a${i} le pouilloux`), 'negative'],
    )
    const bend = fit(examples(texts), LABELS, 'sentiment', 1)
    assert.equal(likeliest(bend, shown('un pouilloux')), 'negative')
    assert.equal(likeliest(bend, shown('un le')), 'neutral')
  })
})

describe('a delta of a bend', () => {
  const weights = fc.array(fc.double({ min: -5, max: 5, noNaN: true }).map(Math.fround), {
    minLength: 3,
    maxLength: 3,
  })
  const place = fc.integer({ min: 0, max: 2 ** BITS - 1 })
  const made = fc.record({
    trust: weights,
    bias: weights,
    dense: fc.uniqueArray(fc.tuple(fc.string(), weights), { maxLength: 4, selector: ([name]) => name }),
    words: fc.uniqueArray(fc.tuple(place, weights), { maxLength: 20, selector: ([at]) => at }),
    gate: fc.uniqueArray(
      fc.tuple(fc.nat(2 ** 32 - 1), fc.double({ min: -9, max: 9, noNaN: true }).map(Math.fround)),
      {
        maxLength: 20,
        selector: ([at]) => at,
      },
    ),
  })

  it('is what it was from its bytes, but for words that weigh next to nothing', () => {
    fc.assert(
      fc.property(made, fc.string(), ({ trust, bias, dense, words, gate }, name) => {
        const bend = { labels: LABELS, trust, bias, dense: new Map(dense), words: new Map(words) }
        const whole = delta(bend, { name, gate: { words: new Map(gate), threshold: 0.5 } })
        const again = decodeDelta(encodeDelta(whole))
        const heavy = words.filter(([, by]) => by.some((one) => Math.abs(one) >= 2e-3))
        // JSON knows no -0, and nothing hangs on one.
        const plain = (one: Delta) =>
          JSON.stringify([one.name, one.bend.trust, one.bend.bias, [...one.bend.dense]])
        assert.equal(plain(again), plain(whole))
        assert.deepEqual(again.bend.words, new Map(heavy))
        assert.deepEqual(again.gate, whole.gate)
      }),
      { numRuns: 60 },
    )
  })

  it('is none from bytes that were cut', () => {
    const bend = {
      labels: LABELS,
      trust: [1, 1, 1],
      bias: [0, 0, 0],
      dense: new Map(),
      words: new Map([[7, [1, 2, 3]]]),
    }
    const bytes = encodeDelta(delta(bend))
    for (let end = 0; end < bytes.length; end++)
      assert.throws(() => decodeDelta(bytes.subarray(0, end)), `${end}`)
  })

  it('bends as far as its gate is open, whole shares all the way', () => {
    const bend = { labels: LABELS, trust: [0, 0, 0], bias: [9, 0, 0], dense: new Map(), words: new Map() }
    const said = { negative: 0.1, neutral: 0.2, positive: 0.7 }
    assert.equal(bent(delta(bend), shown('ailleurs', said)), null)
    assert.equal(bent(delta(bend, { task: 'urgency' }), shown('chez', said)), null, 'of what was not read')
    const wide = bent(delta(bend), shown('chez', said))
    assert.ok(wide && wide.open === 1 && (wide.p.negative ?? 0) > 0.99)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), (threshold) => {
        const half = bent(delta(bend, { gate: { ...delta(bend).gate, threshold } }), shown('chez', said))
        if (!half) return
        const total = Object.values(half.p).reduce((a, b) => a + b, 0)
        assert.ok(Math.abs(total - 1) < 1e-9)
        assert.ok(
          Math.abs((half.p.positive ?? 0) - (0.7 * (1 - half.open) + half.open * (wide.p.positive ?? 0))) <
            1e-9,
        )
      }),
    )
  })
})

describe('the gate', () => {
  const set = (...words: number[]) => new Set(words)
  it('opens to the talk that it was taught, and to no other', () => {
    const home = Array.from({ length: 100 }, (_, i) => set(1, 2, 3, 100 + i, 300 + (i % 7)))
    const here = Array.from({ length: 30 }, (_, i) => set(1, 2, 50, 51, 500 + i))
    const gate = gateOf(here, home)
    assert.equal(opened(gate, set(1, 50, 51)), 1)
    assert.equal(opened(gate, set(3, 100, 301)), 0, 'of home')
    for (const other of [set(), set(9999), set(3), set(303, 9999)])
      assert.equal(opened(gate, other), 0, 'of nothing that was taught, though the threshold is low')
  })
  it('opens the further the more of that talk a text has', () => {
    const gate = { words: new Map([1, 2, 3, 4].map((word) => [word, 0.2])), threshold: 0.35 }
    const steps = [1, 2, 3, 4].map((count) =>
      opened(gate, new Set(Array.from({ length: count }, (_, i) => i + 1))),
    )
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    )
    assert.ok((steps[0] ?? 1) < (steps[3] ?? 0))
  })
})

describe('what a delta sees and tells of a text', () => {
  it('is its words, its mentions by their names, and its addresses as one', () => {
    const words = (text: string) => wordsOf(tokenize(text))
    assert.deepEqual(words('Merci @Ardoise'), words('@ardoise MERCI merci'))
    assert.deepEqual(words('https://a.example/x'), words('http://b.example/y'))
    assert.notDeepEqual(words('@ana'), words('@leo'))
    assert.equal(words('!!! 😡').size, 0)
  })

  it('stays as it was when the next text is read', () => {
    const features = {
      pieces: [0, 0] as [number, number],
      count: 2,
      hashes: Uint32Array.of(5, 6, 7),
      values: Float32Array.of(1, 2, 3),
      tokens: Int32Array.of(0, 1, 2),
    }
    const all = {
      toxicity: { p: 1 },
      intent: null,
      urgency: { p: [0.2, 0.3, 0.5] },
      topics: [{ id: 'delivery' }, { id: 'x' }],
    }
    const seen = shownOf([], features, { leaning: 0.5 }, { ...all, lang: 'fr', p: EVEN } as never)
    const copy = kept(seen)
    features.hashes.fill(0)
    features.values.fill(0)
    assert.deepEqual(
      [[...Array.from(copy.hashes)], [...Array.from(copy.values)], copy.count],
      [[5, 6], [1, 2], 2],
    )
    assert.deepEqual(copy.said.urgency, { 0: 0.2, 1: 0.3, 2: 0.5 })
    assert.deepEqual([copy.said.intent, copy.said.toxicity], [null, { calm: 0, toxic: 1 }])
    assert.ok(Number.isFinite(copy.dense.toxic), 'a probability of one is no infinity')
    assert.deepEqual(
      [copy.dense['topic:delivery'], copy.dense['topic:x'], copy.dense.leaning],
      [0.5, undefined, 0.5],
    )
  })

  it('is told by the heaviest words, once each, and not those told already', () => {
    const text = 'mirobon le racagnard un deux trois quatre'
    const tokens = tokenize(text)
    const hashes = Uint32Array.from(tokens, ({ form }) => hashOf(form, KIND.word))
    const features = {
      pieces: [0, 0] as [number, number],
      count: tokens.length,
      hashes,
      values: new Float32Array(tokens.length).fill(1),
      tokens: Int32Array.from(tokens.keys()),
    }
    const by: Record<string, number> = { mirobon: 2, racagnard: -3, un: 0.5, deux: 0.6, trois: 0.7, le: 0.1 }
    const words = new Map(
      Object.entries(by).map(([word, good]) => [hashOf(word, KIND.word) & (2 ** BITS - 1), [0, 0, good]]),
    )
    const taught = delta({ labels: LABELS, trust: [1, 1, 1], bias: [0, 0, 0], dense: new Map(), words })
    const marks = (open: number, titles = 0, told: { start: number; end: number }[] = []) =>
      taughtMarks(
        taught,
        { tokens, titles, features },
        open,
        told.map((one) => ({ ...one, effect: 'positive', weight: 1 })),
      ).map(({ start, end, effect, in: place }) =>
        [text.slice(start, end), effect, place].filter(Boolean).join(' '),
      )
    assert.deepEqual(marks(1), ['racagnard negative', 'mirobon positive', 'trois positive', 'deux positive'])
    assert.deepEqual(marks(0.2), ['racagnard negative', 'mirobon positive'], 'half open, half as heavy')
    assert.deepEqual(
      marks(1, 1, [{ start: 0, end: 7 }])[1],
      'mirobon positive title',
      'told of the text, not of the title',
    )
    assert.ok(!marks(1, 0, [{ start: 0, end: 7 }]).includes('mirobon positive'))
    assert.deepEqual(marks(0), [])
  })
})
