import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { Problem } from '../../../../lib/errors/index.ts'
import { checked, facts, storable } from './answer.ts'
import { sourceOf } from './caps.ts'

const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
const written = (parts: readonly number[]) => parts.map((one) => one.toString(16)).join(':')

/** The same address with its longest run of zeros left out, as RFC 5952 writes it. */
function short(parts: readonly number[]): string {
  const runs = parts.map((_, from) => {
    let to = from
    while (to < 8 && parts[to] === 0) to++
    return { from, length: to - from }
  })
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), { from: 0, length: 0 })
  if (longest.length < 2) return written(parts)
  return `${written(parts.slice(0, longest.from))}::${written(parts.slice(longest.from + longest.length))}`
}

describe('where somebody comes from (T19)', () => {
  it('is the first half of an address of IPv6, however it is shortened', () => {
    const holed = fc.tuple(groups, fc.array(fc.nat({ max: 7 }))).map(([parts, at]) => {
      const made = [...parts]
      for (const one of at) made[one] = 0
      return made
    })
    fc.assert(
      fc.property(holed, (parts) => {
        const network = written(parts.slice(0, 4))
        assert.equal(sourceOf(written(parts)), network)
        assert.equal(sourceOf(short(parts)), network, short(parts))
      }),
      { numRuns: 300 },
    )
  })

  it('is the whole address of IPv4, also where it comes through IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        assert.equal(sourceOf(address), address)
        assert.equal(sourceOf(`::ffff:${address}`), `::ffff:${address}`)
      }),
    )
    assert.equal(sourceOf(''), '')
  })
})

describe('what a page of a visitor sends', () => {
  it('has nothing that no row can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: 5 }), (text, count) => {
        const kept = storable(`${text}${'\0'.repeat(count)}\ud83d`)
        assert.ok(kept.isWellFormed())
        assert.ok(!kept.includes('\0'))
        assert.equal(storable(kept), kept)
      }),
    )
    assert.equal(storable('Été 🌞\n'), 'Été 🌞\n')
  })

  it('is refused by field, in words that there are, and never breaks', () => {
    const shape = z.strictObject(facts)
    const values = fc.oneof(fc.anything(), fc.string({ maxLength: 3_000 }), fc.emailAddress())
    const given = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('name', 'email', 'lang', 'zone', 'page', 'referrer', 'other'), values),
    )
    fc.assert(
      fc.property(given, (body) => {
        try {
          const { name = '', email = '', lang } = checked(shape, body)
          assert.ok(name.length <= 100 && name === name.trim())
          assert.ok(email.length <= 254 && email === email.toLowerCase())
          assert.ok(['fr', 'en'].includes(lang))
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          assert.deepEqual([error.id, error.status, error.ours], ['body_invalid', 422, false])
          for (const key of Object.values(error.fields ?? {})) assert.match(key, /^(field|site)_[a-z_]+$/)
        }
      }),
      { numRuns: 400 },
    )
    const wrong = (body: object) => {
      try {
        checked(shape, body)
      } catch (error) {
        return (error as Problem).fields
      }
      return undefined
    }
    assert.deepEqual(wrong({ email: 'nobody' }), { email: 'field_email' })
    assert.deepEqual(wrong({ name: 'x'.repeat(101) }), { name: 'site_too_long' })
    assert.deepEqual(wrong({ page: 'x'.repeat(2_001) }), { page: 'site_too_long' })
    assert.deepEqual(wrong({ lang: 'de' }), { lang: 'field_invalid' })
    assert.equal(wrong({ email: '', name: ' ' }), undefined)
  })
})
