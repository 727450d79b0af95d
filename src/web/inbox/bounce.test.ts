import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bounceOf, type Happening, meaningOf } from './bounce.ts'

const happening = (what: Happening['what'], more: Partial<Happening> = {}): Happening => ({
  kind: 'event',
  id: what,
  at: '2026-11-22T08:00:00Z',
  who: null,
  what,
  to: 'ana@mail.example',
  about: 'm',
  talk: null,
  detail: { status: '5.1.1', words: 'User unknown' },
  ...more,
})

describe('what is told under an answer that came back', () => {
  it('is what the other server said, with what it means', () => {
    assert.deepEqual(bounceOf('m', [happening('done', { about: null }), happening('undelivered')]), {
      late: false,
      to: 'ana@mail.example',
      meaning: 'address',
      status: '5.1.1',
      words: 'User unknown',
    })
  })

  it('is nothing under the others', () => {
    assert.equal(bounceOf('other', [happening('undelivered')]), undefined)
    assert.equal(bounceOf('m', [happening('undelivered', { about: null })]), undefined)
  })

  it('is the last of what was told, and for good once it came back', () => {
    const late = (words: string) => happening('delayed', { detail: { status: '4.4.1', words } })
    assert.equal(bounceOf('m', [late('first'), late('second')])?.words, 'second')
    assert.equal(bounceOf('m', [late('first'), happening('undelivered')])?.late, false)
    assert.equal(bounceOf('m', [happening('undelivered'), late('out of order')])?.late, false)
  })

  it('is told also where the server said nothing more', () => {
    const { words, status, meaning, to } =
      bounceOf('m', [happening('undelivered', { to: null, detail: null })]) ?? {}
    assert.deepEqual([words, status, meaning, to], [null, null, 'other', ''])
  })
})

describe('a status', () => {
  for (const [status, meaning] of [
    ['5.1.1', 'address'],
    ['5.1.10', 'address'],
    ['5.1.8', 'other'],
    ['5.2.1', 'closed'],
    ['5.2.2', 'full'],
    ['4.2.2', 'full'],
    ['5.2.3', 'large'],
    ['5.3.4', 'large'],
    ['5.4.4', 'unreachable'],
    ['5.7.26', 'unwanted'],
    ['5.0.0', 'other'],
    ['5.2.22', 'other'],
    ['', 'other'],
    [null, 'other'],
  ] as const)
    it(`${status} means: ${meaning}`, () => assert.equal(meaningOf(status), meaning))
})
