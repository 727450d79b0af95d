import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addressWith, hashOfReference, newReference, referencesIn } from './reference.ts'

const reference = fc.constant(null).map(newReference)
/** What nothing around a reference joins. */
const around = fc.string({ unit: 'binary' }).filter((text) => !/ve/i.test(text))

describe('a reference', () => {
  it('is fifty random bits in signs that nobody takes for another, and another each time', () => {
    const made = new Set(Array.from({ length: 500 }, newReference))
    assert.equal(made.size, 500)
    for (const one of made) assert.match(one, /^VE-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  })

  it('is found however it was copied: case, dashes, what looks alike, in the subject or the text', () => {
    const copies: ((given: string) => string)[] = [
      (given) => given,
      (given) => given.toLowerCase(),
      (given) => given.replaceAll('-', ' '),
      (given) => given.replaceAll('-', ''),
      (given) => given.replaceAll('-', '–'),
      (given) => given.replaceAll('0', 'O').replaceAll('1', 'l'),
      (given) => addressWith('bonjour@ardoise.example', given),
    ]
    fc.assert(
      fc.property(
        reference,
        around,
        around,
        fc.constantFrom(...copies),
        fc.boolean(),
        (given, a, b, copy, top) => {
          const said = `${a} ${copy(given)} ${b}`
          assert.deepEqual(top ? referencesIn(said, null) : referencesIn(null, `\n${said}`), [given])
        },
      ),
    )
  })

  it('is none that is a sign off, run into a word, or far down in what is quoted', () => {
    const given = 'VE-7K2M9-QXT4R'
    for (const near of [
      `${given}A`,
      `X${given}`,
      `é${given}`,
      given.slice(0, -1),
      given.replace('Q', 'U'),
      given.replace('Q', 'É'),
      given.replace('-', '--'),
      '',
      '\0',
    ])
      assert.deepEqual(referencesIn(near, null), [], near)
    assert.deepEqual(referencesIn(null, `${'x'.repeat(4_000)} ${given}`), [])
    assert.deepEqual(referencesIn('\ud800', `\ud800 ${given} \ud800`), [given])
  })

  it('is looked for three times in one mail at most, whatever it is filled with (T22)', () => {
    fc.assert(
      fc.property(fc.array(reference, { maxLength: 12 }), (all) => {
        const found = referencesIn(all.join(' '), all.join('\n'))
        assert.deepEqual(found, [...new Set(all)].slice(0, 3))
      }),
    )
    assert.deepEqual(referencesIn('VE '.repeat(100_000), 'VE-AAAAA-'.repeat(100_000)), [])
  })

  it('is kept as what nobody can say from it (T9)', () => {
    const given = newReference()
    assert.ok(!hashOfReference(given).includes(given.slice(3, 8)))
    assert.notEqual(hashOfReference(given), hashOfReference(newReference()))
  })
})
