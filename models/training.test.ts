import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { understandAll } from '../src/interpret/index.ts'
import {
  besideOf,
  biasOf,
  foldsOf,
  measure,
  probabilities,
  scoresOf,
  sparseOf,
  temperatureFor,
  train,
  twinGroups,
} from '../src/interpret/learn/index.ts'
import { tokenize } from '../src/interpret/token.ts'
import { customers, sentimentOf } from './customers.ts'
import { foldLists, listSums } from './lexicons.ts'
import { PEACEFUL } from './peaceful.ts'
import { curve } from './picture.ts'
import { hurried, quarrels } from './quarrels.ts'
import { thinned, WIDE } from './rare.ts'
import { plain } from './translate.ts'

describe('twins', () => {
  it('are found under links, names, case, accents and a word or two', () => {
    const groups = twinGroups([
      'RT @ici : Le fromage, espèce menacée, selon un long article du jour http://a.b',
      'Le fromage, espece menacée selon un long article du jour http @user',
      'Le fromage est bon',
      'LE FROMAGE est bon !!!',
      'tout à fait autre chose',
    ])
    assert.equal(groups[0], groups[1])
    assert.equal(groups[2], groups[3])
    assert.equal(new Set(groups).size, 3)
  })

  it('of any text with itself are never apart', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 12 }), (texts) => {
        const groups = twinGroups([...texts, ...texts])
        for (const i of texts.keys()) assert.equal(groups[i], groups[i + texts.length])
      }),
    )
  })

  it('stand in one fold, and folds are about even', () => {
    const groups = Array.from({ length: 300 }, (_, i) => i % 100)
    const folds = foldsOf(groups, 5, 3)
    for (const i of groups.keys()) assert.equal(folds[i], folds[i % 100])
    for (let fold = 0; fold < 5; fold++) assert.equal(folds.filter((of) => of === fold).length, 60)
    assert.deepEqual(foldsOf(groups, 5, 3), folds)
  })
})

describe('measures', () => {
  it('are those of a matrix worked out by hand', () => {
    const truth = [0, 0, 1, 1, 2]
    const p = [0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4]
    const { accuracy, macroF1, confusion, surest } = measure(truth, p, 3)
    assert.equal(accuracy, 0.8)
    assert.deepEqual(confusion, [
      [1, 1, 0],
      [0, 2, 0],
      [0, 0, 1],
    ])
    assert.ok(Math.abs(macroF1 - (2 / 3 + 0.8 + 1) / 3) < 1e-9)
    assert.equal(surest, 1)
  })

  it('find a model that is too sure, and the temperature that mends it', () => {
    const truth = Array.from({ length: 1000 }, (_, i) => (i % 10 < 7 ? 1 : 0))
    const scores = truth.flatMap(() => [0, 4])
    const bold = measure(truth, probabilities(scores, 2), 2)
    assert.ok(bold.ece > 0.25)
    const temperature = temperatureFor(scores, truth, 2)
    assert.ok(measure(truth, probabilities(scores, 2, temperature), 2).ece < 0.03)
  })
})

describe('calibration', () => {
  it('counts every row in one bin, with what was said and what was so', () => {
    const rows = fc.array(fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), truth: fc.nat(1) }), {
      minLength: 1,
    })
    fc.assert(
      fc.property(rows, (list) => {
        const { calibration, ece, accuracy } = measure(
          list.map(({ truth }) => truth),
          list.flatMap(({ p }) => [1 - p, p]),
          2,
        )
        const sum = (of: (bin: (typeof calibration)[number]) => number) =>
          calibration.reduce((a, b) => a + of(b), 0)
        assert.equal(
          sum((bin) => bin.rows),
          list.length,
        )
        assert.ok(Math.abs(sum((bin) => bin.rows * bin.right) / list.length - accuracy) < 1e-9)
        assert.ok(ece >= 0 && ece <= 1 && calibration.every(({ said }) => said >= 0.5 && said <= 1))
      }),
    )
  })

  it('is drawn with a dot a bin, the diagonal from corner to corner, and a title that breaks no picture', () => {
    const svg = curve('A < B & C', [
      { rows: 10, said: 0.5, right: 0.5 },
      { rows: 90, said: 1, right: 0.9 },
    ])
    assert.equal(svg.match(/<circle /g)?.length, 2)
    assert.match(svg, /<title>A &lt; B &amp; C<\/title>/)
    assert.match(svg, /<circle cx="144.0" cy="127.0" r="4.8"\/>/)
  })
})

describe('sentences in peace', () => {
  it('are many, each once, and told as offending nobody', () => {
    assert.ok(PEACEFUL.length > 50)
    assert.equal(new Set(PEACEFUL).size, PEACEFUL.length)
    for (const text of PEACEFUL) {
      const { toxicity } = understandAll({ text, lang: 'fr' })
      // "Je te tue" is a threat in so many words, also among friends.
      if (toxicity?.why.some(({ kind }) => kind === 'threat')) continue
      assert.ok((toxicity?.p ?? 1) < 0.6, `${text}: ${toxicity?.p}`)
    }
  })
})

describe('quarrels', () => {
  it('are many of both kinds, filled, the same each time, and none of them both', () => {
    const said = quarrels()
    assert.deepEqual(quarrels(), said)
    const [hostile, peaceful] = [1, 0].map(
      (label) => new Set(said.filter((one) => one.label === label).map((one) => one.text)),
    )
    assert.ok(hostile!.size > 1500 && peaceful!.size > 1000, `${hostile!.size} ${peaceful!.size}`)
    assert.deepEqual(
      [...hostile!].filter((text) => peaceful!.has(text)),
      [],
    )
    assert.deepEqual(
      said.filter(({ text }) => /[{},]|\s\s|^\s|\s$/.test(text) || text === ''),
      [],
    )
  })

  it('are told apart, as much as what was learnt from can be', () => {
    const mean = (label: number) => {
      const list = quarrels().filter((one, i) => one.label === label && i % 7 === 0)
      return (
        list.reduce((sum, { text }) => sum + (understandAll({ text, lang: 'fr' }).toxicity?.p ?? 0), 0) /
        list.length
      )
    }
    assert.ok(mean(1) > 0.7 && mean(0) < 0.3, `${mean(1)} ${mean(0)}`)
  })

  it('are typed in a hurry with sounds for words, and words within words left alone', () => {
    const random = () => 0.1
    assert.equal(hurried("Tu es là, c'est vraiment ça", random), 'TES LA, C VRM SA mdr')
    assert.equal(hurried('passe partout', random), 'PASSE PARTOUT mdr')
    assert.equal(
      hurried('Ça va', () => 0.9),
      'ça va',
    )
  })
})

describe('training', () => {
  const texts = ['vraiment super', 'super lampe', 'nul', 'lampe nulle', 'trop nul', 'un super achat']
  const labels = [1, 1, 0, 0, 0, 1]
  const settings = { classes: 2, buckets: 2 ** 10 + 2, epochs: 10, rate: 0.1, decay: 1e-4, seed: 1 }
  const shape = { lang: 'fr', bits: 10, beside: () => [1] }

  it('learns what it is shown, the same each time', () => {
    const data = sparseOf(texts, shape)
    const learn = () => train(data, labels, new Float32Array(6).fill(1), [...labels.keys()], settings)
    const scores = scoresOf(data, learn(), 2)
    for (const [i, label] of labels.entries())
      assert.ok(scores[i * 2 + label]! > scores[i * 2 + 1 - label]!, texts[i])
    assert.deepEqual(learn(), learn())
    assert.equal(biasOf(learn(), 10, 2).length, 2)
    assert.equal(besideOf(learn(), 10, 2).length, 2)
  })

  it('makes more of what stands with one label than of what stands with all, where asked', () => {
    // Row by row one feature: the first only ever with the label, the second mostly, the third never.
    const ids = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    const truth = [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    const data = {
      from: Int32Array.from({ length: 13 }, (_, i) => i),
      ids: Int32Array.from(ids),
      values: new Float32Array(12).fill(1),
    }
    const says = (more: object) => {
      const asked = { ...settings, buckets: 3, epochs: 2, ...more }
      const weights = train(data, truth, new Float32Array(12).fill(1), [...ids.keys()], asked)
      return (weights[1]! - weights[0]!) / (weights[3]! - weights[2]!)
    }
    const [plain, loud, beside] = [
      says({}),
      says({ ratios: { doubt: 1, words: 3 } }),
      says({ ratios: { doubt: 1, words: 0 } }),
    ]
    assert.ok(plain > 0 && loud > 1.5 * plain, `${plain} ${loud}`)
    assert.equal(beside, plain)
  })

  it('is less sure of what it was shown, the more labels are doubted', () => {
    const data = sparseOf(texts, shape)
    const surest = [0, 0.1, 0.3].map((doubt) => {
      const weights = train(data, labels, new Float32Array(6).fill(1), [...labels.keys()], {
        ...settings,
        epochs: 60,
        doubt,
      })
      return Math.max(...probabilities(scoresOf(data, weights, 2), 2))
    })
    assert.ok(surest[0]! > surest[1]! && surest[1]! > surest[2]!, String(surest))
    assert.ok(surest[2]! < 0.8)
  })

  it('leaves out what those that are learnt from say too seldom, and nothing of the others', () => {
    const wide = sparseOf(['lampe rouge', 'lampe verte', 'table bleue'], {
      lang: 'fr',
      bits: WIDE,
      beside: () => [7],
    })
    const rowsOf = ({ from, ids, values }: typeof wide) =>
      [0, 1, 2].map((i) =>
        [...ids.slice(from[i], from[i + 1])].map((id, k) => ({ id, value: values[from[i]! + k]! })),
      )
    const all = rowsOf(thinned(wide, { bits: 12, least: 1, among: () => true }))
    const few = rowsOf(thinned(wide, { bits: 12, least: 2, among: (row) => row < 2 }))
    assert.deepEqual(few[2], all[2])
    assert.ok(few[0]!.length < all[0]!.length && few[0]!.length > 4)
    const words = few[0]!.filter(({ id }) => id < 2 ** 12)
    assert.ok(words.every(({ id }) => all[1]!.some((one) => one.id === id)))
    for (const row of few) assert.deepEqual(row.slice(-1), [{ id: 2 ** 12 + 1, value: 7 }])
    for (const [i, row] of all.entries()) assert.equal(row.length, wide.from[i + 1]! - wide.from[i]!)
  })

  it('folds what was learnt of a list into its words, to the same sums', () => {
    const list = new Map([
      ['super', 0.9],
      ['nul', -0.8],
      ['panne', -0.5],
    ])
    const learnt = Float32Array.from({ length: 8 }, (_, i) => (i % 3) - 0.7)
    const folded = new Float32Array(2 ** 16 * 2)
    foldLists(folded, [list], learnt, 2, 16)
    for (const text of ['une lampe super', 'ce n’est pas nul du tout', 'jamais en panne et vraiment super']) {
      const tokens = tokenize(text)
      const sums = listSums([list], tokens, 'fr')
      const said = scoresOf(sparseOf([text], { lang: 'fr', bits: 16 }), padded(folded), 2)
      for (const c of [0, 1]) {
        const direct = sums.reduce((total, sum, k) => total + sum * learnt[k * 2 + c]!, 0)
        assert.ok(Math.abs(said[c]! - direct) < 1e-5, `${text}: ${said[c]} ${direct}`)
      }
    }
  })
})

function padded(weights: Float32Array): Float32Array {
  const more = new Float32Array(weights.length + 2)
  more.set(weights)
  return more
}

describe('what customers say', () => {
  for (const lang of ['fr', 'en'] as const) {
    it(`is filled and labelled in every class: ${lang}`, () => {
      const said = customers(lang)
      assert.deepEqual(customers(lang), said)
      assert.deepEqual(
        said.filter(({ text }) => /[[\]{}|]|=>/.test(text)),
        [],
      )
      const labels = new Set(said.map(({ about }) => sentimentOf(about)))
      assert.deepEqual([...labels].sort(), [0, 1, 2, null])
    })
  }
})

describe('what is given to a translator', () => {
  it('is one line without its marks, as long as asked at most, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, letters) => {
          const line = plain(text, letters)
          assert.ok(line.length > 0 && line.length <= letters, line)
          assert.doesNotMatch(line, /[[\]{}^$\\/<>~*_|@#\n\r]/)
        },
      ),
    )
  })

  it('keeps words and accents, and drops links and names', () => {
    assert.equal(
      plain('@nuvio l’été [dernier]\nvoir https://a.b/c #été & plus', 300),
      "l'été dernier voir été & plus",
    )
    assert.equal(plain('🙂', 300), '.')
    assert.equal(plain('abcdef', 3), 'abc')
  })
})
