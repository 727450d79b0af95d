import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bindingOf, binds, linkTo, readLink } from './link.ts'

const uuid = fc.uuid()
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 })
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('a link', () => {
  it('opens what it was made for, with the secret of its purpose alone (T9)', () => {
    fc.assert(
      fc.property(uuid, secret, secret, (id, one, other) => {
        const link = linkTo(one, id)
        assert.match(link, /^[A-Za-z0-9_-]{43}$/)
        assert.equal(readLink(one, link), id)
        if (!Buffer.from(one).equals(Buffer.from(other))) assert.equal(readLink(other, link), undefined)
      }),
    )
  })

  it('is one text: whatever sign of it is another, it opens nothing', () => {
    const sign = fc.constantFrom(...SIGNS)
    fc.assert(
      fc.property(uuid, secret, fc.nat({ max: 42 }), sign, (id, key, at, other) => {
        const link = linkTo(key, id)
        const changed = link.slice(0, at) + other + link.slice(at + 1)
        assert.equal(readLink(key, changed), changed === link ? id : undefined)
      }),
      { numRuns: 300 },
    )
  })

  it('is one text in its last sign too, which has bits to spare', () => {
    fc.assert(
      fc.property(uuid, secret, (id, key) => {
        const link = linkTo(key, id)
        const open = [...SIGNS].filter((last) => readLink(key, link.slice(0, 42) + last) !== undefined)
        assert.deepEqual(open, [link.at(-1)])
      }),
    )
  })

  it('that is no link opens nothing, whatever it is', () => {
    const key = new Uint8Array(32)
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        assert.equal(readLink(key, text), undefined)
      }),
    )
    const link = linkTo(key, '01980000-0000-7000-8000-000000000000')
    for (const near of [`${link} `, ` ${link}`, `${link}=`, link.slice(1), `${link}A`, link.toUpperCase()])
      assert.equal(readLink(key, near), undefined, near)
  })
})

describe('a proof that two ids belong together', () => {
  it('holds for those two, in that order, under that secret', () => {
    fc.assert(
      fc.property(uuid, uuid, uuid, secret, secret, (one, other, third, key, another) => {
        const proof = bindingOf(key, one, other)
        assert.ok(binds(key, one, other, proof))
        for (const [a, b] of [
          [other, one],
          [one, third],
          [third, other],
        ] as const)
          if (a !== one || b !== other) assert.ok(!binds(key, a, b, proof))
        if (!Buffer.from(key).equals(Buffer.from(another))) assert.ok(!binds(another, one, other, proof))
      }),
    )
  })

  it('is nothing else: no text of any length or alphabet passes', () => {
    const key = new Uint8Array(32).fill(7)
    const right = bindingOf(key, 'a', 'b')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        assert.equal(binds(key, 'a', 'b', text), text === right)
      }),
    )
    for (const near of ['', right.slice(1), `${right}A`, `${right.slice(0, -1)}é`, right.toLowerCase()])
      assert.ok(!binds(key, 'a', 'b', near), near)
  })
})
