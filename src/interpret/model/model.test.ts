import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { featuresOf, hashOf, KIND } from '../features/index.ts'
import { tokenize } from '../token.ts'
import { decodeModel, encodeModel, lazyModel, probabilitiesOf, scoresOf, sharesOf } from './index.ts'

const BITS = 12
const MASK = 2 ** BITS - 1

/** A model that knows two words, one for each column. */
function small(says: 'one' | 'any') {
  const labels = says === 'one' ? ['neutral', 'bad', 'good'] : ['bad', 'good']
  const weights = new Float32Array(2 ** BITS * 2)
  weights[(hashOf('nul', KIND.word) & MASK) * 2] = 3
  weights[(hashOf('super', KIND.word) & MASK) * 2 + 1] = 4
  const header = { name: 'small-1', says, labels, bits: BITS, bias: [-0.1, -0.2], dense: { stars: [-1, 1] } }
  return encodeModel(header, weights)
}
const read = (text: string) => {
  const tokens = tokenize(text)
  return { tokens, features: featuresOf(tokens, 'fr') }
}

describe('a model', () => {
  it('weighs words, what stands beside them and its bias', () => {
    const model = decodeModel(small('one'))
    const plain = Array.from(
      scoresOf(model, read('rien').features, {}),
      (score) => Math.round(score * 10) / 10,
    )
    assert.deepEqual(plain, [-0.1, -0.2])
    const [bad = 0, good = 0] = scoresOf(model, read('nul').features, {})
    assert.ok(bad > 1 && good < 0, `${bad} ${good}`)
    const [starredBad = 0, starredGood = 0] = scoresOf(model, read('nul').features, { stars: 2, unknown: 9 })
    assert.ok(Math.abs(starredBad - (bad - 2)) < 1e-6 && Math.abs(starredGood - (good + 2)) < 1e-6)
  })

  it('hears pieces of words as loud as its header says, and nothing else', () => {
    const header = { name: 'p', says: 'any' as const, labels: ['x'], bits: BITS, bias: [0], dense: {} }
    const { tokens, features } = read('nul')
    const [from, to] = features.pieces
    const pieces = Array.from(features.hashes.subarray(from, to))
    const weights = new Float32Array(2 ** BITS)
    for (const hash of pieces) weights[hash & MASK] = 1
    const at = (loud: number) => decodeModel(encodeModel({ ...header, pieces: loud }, weights))
    const [once = 0] = scoresOf(at(1), features, {})
    const [twice = 0] = scoresOf(at(2), features, {})
    assert.ok(pieces.length > 0 && once > 0 && Math.abs(twice - 2 * once) < 1e-6, `${once} ${twice}`)
    const [share = 0] = sharesOf(at(2), features, tokens.length, [1])
    assert.ok(Math.abs(share - twice) < 1e-6)
  })

  it('is named by its very bytes: taught anew under the same name, it is another', () => {
    const header = { name: 'same-1', says: 'any' as const, labels: ['x'], bits: 3, bias: [0], dense: {} }
    const print = (weight: number) =>
      decodeModel(encodeModel(header, new Float32Array(8).fill(weight, 2, 4))).print
    assert.match(print(1), /^same-1@[0-9a-f]{12}$/)
    assert.equal(print(1), print(1))
    assert.notEqual(print(1), print(-1))
  })

  it('says one of its labels, or any number of them', () => {
    const one = decodeModel(small('one'))
    const p = probabilitiesOf(one, scoresOf(one, read('super').features, {}))
    assert.equal(p.indexOf(Math.max(...p)), 2)
    assert.ok(Math.abs(p.reduce((a, b) => a + b, 0) - 1) < 1e-9)
    const any = decodeModel(small('any'))
    const both = probabilitiesOf(any, scoresOf(any, read('nul super').features, {}))
    assert.ok(
      both.every((each) => each > 0.5),
      String(both),
    )
  })

  it('tells which token spoke for what', () => {
    const model = decodeModel(small('one'))
    const { tokens, features } = read('super service mais nul')
    const shares = sharesOf(model, features, tokens.length, [-1, 1])
    assert.ok((shares[0] ?? 0) > 0.5 && (shares[3] ?? 0) < -0.5, String(shares))
    assert.ok(Math.abs(shares[1] ?? 1) < 0.1)
  })

  it('keeps small weights beside large ones when written, within a hundredth of their root', () => {
    const weight = fc.float({ min: -8, max: 8, noNaN: true })
    fc.assert(
      fc.property(fc.array(weight, { minLength: 8, maxLength: 8 }), (list) => {
        const weights = Float32Array.from(list)
        const header = { name: 'w', says: 'any' as const, labels: ['x'], bits: 3, bias: [0], dense: {} }
        const model = decodeModel(encodeModel(header, weights))
        const largest = Math.max(...list.map(Math.abs), 1e-9)
        weights.forEach((written, i) => {
          const means = model.means[128 + (model.weights[i] ?? 0)] ?? Number.NaN
          const gap = Math.abs(Math.sqrt(Math.abs(written) / largest) - Math.sqrt(Math.abs(means) / largest))
          assert.ok(gap <= 0.5 / 127 + 1e-6, `${written} became ${means}`)
          assert.ok(Math.sign(means) === Math.sign(written) || means === 0)
        })
      }),
    )
  })

  it('refuses what is no model, and one cut short', () => {
    assert.throws(() => decodeModel(Buffer.from('{"name":"x"}\n')), /not a model/)
    const short = encodeModel(
      { name: 's', says: 'any', labels: ['x'], bits: 3, bias: [0], dense: {} },
      new Float32Array(4),
    )
    assert.throws(() => decodeModel(short), /weights are missing/)
    assert.throws(lazyModel(new URL('absent.bin', import.meta.url)), /ENOENT/)
  })
})
