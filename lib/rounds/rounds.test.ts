import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type RoundsParts, startRounds } from './index.ts'

const NEVER = 2 ** 30

function parts(look: RoundsParts['look'], everyMs = NEVER) {
  const errors: unknown[] = []
  return { errors, given: { look, everyMs, failed: (error: unknown) => errors.push(error) } }
}

/** Resolves once what is ready to run has run. */
const settled = () => new Promise((done) => setImmediate(done))

describe('rounds', () => {
  it('look at once, and by the clock', async () => {
    const looked = Promise.withResolvers<void>()
    let looks = 0
    const { given } = parts(async () => void (++looks === 3 && looked.resolve()), 1)
    const rounds = startRounds(given)
    await looked.promise
    await rounds.stop()
    const then = looks
    await settled()
    assert.equal(looks, then)
  })

  it('look once more for any number of wakes during a look, and never two at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }), async (wakes) => {
        let under = 0
        const seen: number[] = []
        let said = 0
        let release = Promise.withResolvers<void>()
        const { given } = parts(async () => {
          assert.equal(++under, 1)
          const known = said
          await release.promise
          release = Promise.withResolvers()
          under--
          seen.push(known)
        })
        const rounds = startRounds(given)
        for (const times of wakes) {
          for (let i = 0; i < times; i++) {
            said++
            rounds.wake()
          }
          release.resolve()
          await settled()
        }
        release.resolve()
        await settled()
        release.resolve()
        await settled()
        assert.equal(seen.at(-1), said, 'what was told last was looked for')
        assert.ok(seen.length <= 2 + wakes.length)
        await rounds.stop()
      }),
      { numRuns: 50 },
    )
  })

  it('go on after a look that went wrong, and tell of it', async () => {
    let looks = 0
    const { errors, given } = parts(async () => {
      if (++looks === 1) throw new Error('no database')
    })
    const rounds = startRounds(given)
    await settled()
    rounds.wake()
    await settled()
    assert.equal(looks, 2)
    assert.deepEqual(
      errors.map((error) => (error as Error).message),
      ['no database'],
    )
    await rounds.stop()
  })

  it('wait for the look under way when they stop, tell it so, and its end is no error', async () => {
    let ended = false
    const { errors, given } = parts(async (signal) => {
      await new Promise((done) => signal.addEventListener('abort', done))
      await settled()
      ended = true
      throw new Error('cut')
    })
    const rounds = startRounds(given)
    await rounds.stop()
    assert.ok(ended)
    rounds.wake()
    await settled()
    assert.deepEqual(errors, [])
  })
})
