import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { forget, type Recent, recall, remember, type State, written } from './state.ts'

const NOW = new Date('2026-11-20T12:00:00Z')

const recent: fc.Arbitrary<Recent> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 20 }),
  uri: fc.webUrl(),
  author: fc.string(),
  published: fc.nat(),
})
const states: fc.Arbitrary<State> = fc.record({
  since: fc.nat(),
  at: fc.dictionary(
    fc.constantFrom('own', 'notifications', 'talks', 'hashtag:été'),
    fc.string({ maxLength: 40 }),
  ),
  recent: fc.uniqueArray(recent, { selector: ({ id }) => id, maxLength: 20 }),
})

describe('the cursor', () => {
  it('says again what was written into it', () => {
    fc.assert(
      fc.property(states, (state) => {
        // Generated objects have no prototype; what they hold is compared.
        assert.deepEqual(recall(written(state), NOW), JSON.parse(JSON.stringify(state)))
      }),
    )
    const boost = { id: '1', uri: 'https://x.example/1', author: 'lea@x.example', published: 5, boost: true }
    assert.deepEqual(recall(written({ since: 0, at: {}, recent: [boost] }), NOW).recent, [boost])
  })

  it('that is none, or nobody’s, is a beginning now', () => {
    const beginning = { since: NOW.getTime(), at: {}, recent: [] }
    for (const cursor of [undefined, '', 'null', '{', '[]', '"x"', '{"v":2,"since":1,"at":{}}', '{"v":1}'])
      assert.deepEqual(recall(cursor, NOW), beginning, cursor)
  })

  it('of before messages were remembered goes on from its places', () => {
    assert.deepEqual(recall('{"v":1,"since":7,"at":{"own":"12"}}', NOW), {
      since: 7,
      at: { own: '12' },
      recent: [],
    })
  })
})

describe('the messages that are looked at again', () => {
  const message = (n: number): Recent => ({
    id: `${n}`,
    uri: `https://x.example/${n}`,
    author: 'x',
    published: n,
  })

  it('are the 300 newest, each once, oldest first, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 }), { maxLength: 900 }), (order) => {
        const state: State = { since: 0, at: {}, recent: [] }
        for (let i = 0; i < order.length; i += 40) remember(state, order.slice(i, i + 40).map(message))
        const newest = [...new Set(order)].sort((a, b) => a - b).slice(-300)
        assert.deepEqual(
          state.recent.map(({ published }) => published),
          newest,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('are not looked at any more once they are gone', () => {
    const state: State = { since: 0, at: {}, recent: [1, 2, 3].map(message) }
    forget(state, new Set(['2']))
    assert.deepEqual(
      state.recent.map(({ id }) => id),
      ['1', '3'],
    )
  })
})
