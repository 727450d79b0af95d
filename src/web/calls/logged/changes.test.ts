import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Exchange, ExchangeVersion } from '../../../server/api.ts'
import { changeOf, fieldsOf, type Said, stepsOf } from './changes.ts'

const said = fc.record(
  {
    outcome: fc.constantFrom('', 'Joint', 'Résolu', '\ud800'),
    minutes: fc.constantFrom(null, 0, 7, 1440),
    note: fc.constantFrom('', 'Elle rappelle.', 'à\nb'),
  },
  { noNullPrototype: true },
)
const at = '2026-11-22T09:00:00Z'
const version = (was: Said, n: number): ExchangeVersion => ({ version: n + 1, at, author: 'Léa', was })

describe('what was said before', () => {
  it('is given back by taking the changes away one by one, the newest first', () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 6 }), (all) => {
        const now = all.at(-1) as Said
        const steps = stepsOf(all.slice(0, -1).map(version), now)
        let back = now
        for (const [n, step] of steps.entries()) {
          back = { ...back, ...step.was }
          assert.deepEqual(back, all[all.length - 2 - n])
          assert.equal(step.version, all.length - 1 - n)
        }
        assert.equal(steps.length, all.length - 1)
      }),
    )
  })

  it('is nothing where nothing was changed', () => {
    const now = { outcome: 'Joint', minutes: null, note: 'Bonjour' }
    assert.deepEqual(stepsOf([], now), [])
    assert.deepEqual(stepsOf([version({ ...now, minutes: 3 }, 0)], now)[0]?.was, { minutes: 3 })
  })
})

describe('an edit', () => {
  it('sends what is said otherwise and nothing else', () => {
    fc.assert(
      fc.property(said, said, (was, to) => {
        const sent = changeOf(was as Exchange, fieldsOf(to))
        const parts = Object.keys(sent ?? {}) as (keyof Said)[]
        for (const part of ['outcome', 'minutes', 'note'] as const)
          assert.equal(parts.includes(part), was[part] !== to[part], part)
        if (sent) assert.deepEqual({ ...was, ...sent }, to)
        assert.equal(changeOf(was as Exchange, fieldsOf(was)), undefined)
      }),
    )
  })

  it('reads an emptied length as none, and no space around the words', () => {
    const was = { outcome: 'Joint', minutes: 4, note: 'Oui' } as Exchange
    assert.deepEqual(changeOf(was, { outcome: ' Joint ', minutes: '', note: 'Oui\n' }), { minutes: null })
    assert.deepEqual(changeOf(was, { outcome: '', minutes: '0', note: 'Non' }), {
      outcome: '',
      minutes: 0,
      note: 'Non',
    })
  })
})
