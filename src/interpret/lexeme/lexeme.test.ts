import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fact, keptSigns, keptWords, PLACES, type Spelling } from './index.ts'

/** Says how often it was asked to read a word. */
function reader() {
  const asked = new Map<string, number>()
  const read = (written: string): Spelling => {
    asked.set(written, (asked.get(written) ?? 0) + 1)
    return { form: written.toLowerCase(), short: null, caps: written !== written.toLowerCase() }
  }
  return { asked, read, times: (word: string) => asked.get(word) ?? 0 }
}

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'É', '’', '\ud83d', '\u0000'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
)

describe('words that are kept', () => {
  it('are what is written, wherever it stands and whatever was read before', () => {
    const { read } = reader()
    const wordIn = keptWords(read)
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 20 }), (all) => {
        for (const [before, written, after] of all) {
          const lexeme = wordIn(before + written + after, before.length, before.length + written.length)
          assert.equal(lexeme.written, written)
          assert.deepEqual(
            { form: lexeme.form, short: lexeme.short, caps: lexeme.caps },
            { ...read(written) },
          )
          assert.ok(lexeme.place >= 0 && lexeme.place < PLACES)
        }
      }),
    )
  })

  it('are read once while they come again', () => {
    const { read, times } = reader()
    const wordIn = keptWords(read)
    const one = wordIn('le colis', 3, 8)
    for (let i = 0; i < 50; i++) assert.equal(wordIn('colis', 0, 5), one)
    assert.equal(times('colis'), 1)
    assert.notEqual(wordIn('Colis', 0, 5), one)
  })

  it('are bounded: of very many, few are kept, each in a place of its own, and one that is read often stays', () => {
    const { read, times } = reader()
    const wordIn = keptWords(read)
    const places = new Map<number, string>()
    for (let i = 0; i < 3 * PLACES; i++) {
      const written = `mot${i}`
      places.set(wordIn(written, 0, written.length).place, written)
      wordIn('colis', 0, 5)
    }
    assert.ok(places.size < PLACES)
    // Two words of its set may have come between two of its readings, never more: it comes every other time.
    assert.equal(times('colis'), 1)
    const kept = [...places.values()].slice(0, 500)
    for (const written of kept) {
      const before = times(written)
      const again = wordIn(written, 0, written.length)
      assert.equal(again.written, written)
      assert.ok(times(written) - before <= 1)
    }
  })

  it('are not kept when they are long, and share one place then', () => {
    const { read, times } = reader()
    const wordIn = keptWords(read)
    const long = 'x'.repeat(41)
    assert.notEqual(wordIn(long, 0, 41), wordIn(long, 0, 41))
    assert.equal(times(long), 2)
    assert.equal(wordIn(long, 0, 41).place, PLACES - 1)
    assert.equal(wordIn('y'.repeat(40), 0, 40), wordIn('y'.repeat(40), 0, 40))
  })

  it('have other places than signs', () => {
    const wordIn = keptWords(reader().read)
    const signIn = keptSigns(reader().read)
    const words = new Set(Array.from({ length: 4000 }, (_, i) => wordIn(`m${i}`, 0, `m${i}`.length).place))
    for (let i = 0; i < 2000; i++) assert.ok(!words.has(signIn(`s${i}`, 0, `s${i}`.length).place))
  })
})

describe('a fact about a word', () => {
  it('is found once, even where it is nothing, and apart from other facts', () => {
    let found = 0
    const length = fact(({ form }) => {
      found++
      return form.length
    })
    const none = fact(() => null)
    const off = fact(() => false)
    const wordIn = keptWords(reader().read)
    const [one, other] = [wordIn('un deux', 0, 2), wordIn('un deux', 3, 7)]
    for (let i = 0; i < 3; i++) {
      assert.deepEqual([length(one), length(other)], [2, 4])
      assert.equal(none(one), null)
      assert.equal(off(other), false)
    }
    assert.equal(found, 2)
  })
})
