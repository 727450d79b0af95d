import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ChannelFailure, type Credential } from '../../../channels/index.ts'
import { diesAt, readBack, renewed, written } from './credential.ts'

const LATER = new Date('2026-12-01T10:00:00Z')

describe('a credential', () => {
  it('comes back from its sealed text as it was', () => {
    const credential: fc.Arbitrary<Credential> = fc.record(
      {
        secret: fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.oneof(fc.string(), fc.integer(), fc.constant({ kty: 'EC' })),
        ),
        expires: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        renewable: fc.boolean(),
        scopes: fc.array(fc.string()),
      },
      { requiredKeys: ['secret'], noNullPrototype: true },
    )
    fc.assert(
      fc.property(credential, (one) =>
        assert.deepEqual(readBack(written(one)), { ...one, secret: { ...one.secret } }),
      ),
    )
    for (const text of ['', 'null', '{}', '{"secret":5}', '{"secret":{},"expires":"soon"}'])
      assert.throws(() => readBack(text), text)
  })

  it('renewed keeps what the answer does not name', () => {
    const before: Credential = {
      secret: { access: 'a', refresh: 'r', server: 's' },
      scopes: ['read'],
      expires: LATER,
    }
    assert.deepEqual(renewed(before, { secret: { access: 'b', refresh: undefined } }), {
      secret: { access: 'b', refresh: 'r', server: 's' },
      scopes: ['read'],
    })
    assert.deepEqual(
      renewed(before, { secret: { access: 'b' }, scopes: [], expires: LATER, renewable: true }),
      {
        secret: { access: 'b', refresh: 'r', server: 's' },
        scopes: [],
        expires: LATER,
        renewable: true,
      },
    )
    assert.deepEqual(before.secret, { access: 'a', refresh: 'r', server: 's' })
    assert.deepEqual(renewed(undefined, { secret: { access: 'b' } }), { secret: { access: 'b' } })
  })

  it('is never replaced by an answer that is empty, in whole or in part', () => {
    const before: Credential = { secret: { access: 'a' } }
    const made = [
      { secret: {} },
      { secret: { access: '' } },
      { secret: { access: ' \n' } },
      { secret: { access: null } },
      { secret: { access: undefined } },
      { secret: { access: 'b', refresh: '' } },
      { secret: { access: 'b' }, expires: new Date(Number.NaN) },
      {},
      undefined,
    ] as Credential[]
    for (const one of made)
      assert.throws(
        () => renewed(before, one),
        (error) => error instanceof ChannelFailure && error.failure.kind === 'bad-response',
        JSON.stringify(one),
      )
  })

  it('dies for a person only where nothing renews it', () => {
    assert.equal(diesAt({ secret: {}, expires: LATER }), LATER)
    assert.equal(diesAt({ secret: {}, expires: LATER, renewable: false }), LATER)
    assert.equal(diesAt({ secret: {}, expires: LATER, renewable: true }), null)
    assert.equal(diesAt({ secret: {} }), null)
  })
})
