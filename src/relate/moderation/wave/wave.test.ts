import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { authorOf, likelihoodOf, likenessOf, SKETCH, type Traced, traceOf, WINDOW, waveOf } from './wave.ts'

const SPAM = 'Gagnez mille euros par semaine depuis chez vous, écrivez à notre conseiller dès ce soir'
const HOUR = 3_600_000
const at = (hours: number) => new Date(Date.UTC(2026, 10, 10) + hours * HOUR)

function said(text: string, n: number, when = at(n / 60)): Traced {
  const trace = traceOf(text) ?? { bands: [], sketch: [] }
  return { ...trace, id: `post ${n}`, author: authorOf('net', `person ${n}`), at: when }
}
const likeness = (a: string, b: string) => likenessOf(traceOf(a)?.sketch ?? [], traceOf(b)?.sketch ?? [])

describe('a sketch', () => {
  it('is of the words, whatever their letters, marks and who is named', () => {
    assert.equal(likeness(SPAM, `@ana.test ${SPAM.toUpperCase()} !!!`), 1)
    assert.ok(likeness(SPAM, SPAM.replace('ce soir', 'demain matin')) > 0.5)
    assert.ok(
      likeness(SPAM, 'Bonjour, ma commande de la semaine dernière n’est toujours pas là, merci') < 0.2,
    )
  })

  it('is not of what is too short to tell anything', () => {
    assert.equal(traceOf('Merci beaucoup !'), null)
    assert.equal(traceOf(null), null)
    assert.equal(traceOf(''), null)
  })

  it('knows the same page however it is shared', () => {
    const bands = (url: string) => traceOf(url)?.bands
    assert.deepEqual(bands('https://www.spam.test/win?utm=1'), bands('Vite : http://spam.test/win/#top'))
    assert.notDeepEqual(bands('https://spam.test/a'), bands('https://spam.test/b'))
  })

  it('is made of anything, alike with itself, and tells about the share of shingles in common', () => {
    const word = fc.constantFrom(...'un deux trois quatre cinq six sept huit neuf dix onze douze'.split(' '))
    const words = fc.array(word, { minLength: 30, maxLength: 60 })
    fc.assert(
      fc.property(words, words, (one, two) => {
        const shingles = (list: string[]) =>
          new Set(list.slice(2).map((_, i) => list.slice(i, i + 3).join(' ')))
        const [a, b] = [shingles(one), shingles(two)]
        const truth = [...a].filter((s) => b.has(s)).length / new Set([...a, ...b]).size
        assert.ok(Math.abs(likeness(one.join(' '), two.join(' ')) - truth) < 0.55)
        assert.equal(likeness(one.join(' '), one.join(' ')), 1)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const trace = traceOf(text)
        if (!trace) return
        assert.ok([0, SKETCH].includes(trace.sketch.length))
        for (const n of [...trace.sketch, ...trace.bands]) assert.equal(n, n | 0)
      }),
    )
  })
})

describe('a wave', () => {
  const posts = Array.from({ length: 5 }, (_, n) => said(`${SPAM} ${'!'.repeat(n)}`, n))
  const [one, ...others] = posts
  assert.ok(one)

  it('is the same said by five people within hours', () => {
    assert.deepEqual(waveOf(one, others), { ids: posts.map(({ id }) => id), people: 5 })
    assert.equal(waveOf(one, others.slice(1)), null)
  })

  it('is not one person who says it often, nor what is said days apart, nor other things', () => {
    const self = others.map((post) => ({ ...post, author: one.author }))
    assert.equal(waveOf(one, self), null)
    const late = others.map((post) => ({ ...post, at: new Date(one.at.getTime() + WINDOW + 1) }))
    assert.equal(waveOf(one, late), null)
    const talk = ['le colis', 'la lampe', 'le retour', 'la vendeuse'].map((what, n) =>
      said(`Bonjour, je voudrais savoir ce que devient ${what} dont on a parlé ${'hier '.repeat(n + 1)}`, n),
    )
    assert.equal(waveOf(one, talk), null)
  })

  it('is one page shared by ten within an hour', () => {
    const link = (n: number) => said(`${'ah '.repeat(n)} https://spam.test/win?from=${n}`, n)
    const all = Array.from({ length: 10 }, (_, n) => link(n))
    const [first, ...rest] = all
    assert.ok(first)
    assert.equal(waveOf(first, rest)?.people, 10)
    assert.equal(waveOf(first, rest.slice(1)), null)
  })

  it('is surer the more people are of it, and never sure', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (a, b) => {
        const [few, many] = a < b ? [a, b] : [b, a]
        assert.ok(likelihoodOf(few) <= likelihoodOf(many) && likelihoodOf(many) < 1)
      }),
    )
  })
})
