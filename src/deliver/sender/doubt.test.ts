import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Again, Failure } from '../../channels/index.ts'
import { type Circumstances, decide } from './decide.ts'

function after(again: Again, inDoubt: boolean): Circumstances {
  const now = new Date('2026-11-22T00:00:00Z')
  return { tries: 1, since: 1000, inDoubt, again, patience: 86_400_000, pause: 5000, now, random: () => 0.5 }
}

const REFUSALS: Failure[] = [
  { kind: 'refused', detail: 'no' },
  { kind: 'gone', detail: 'this account was taken down' },
]

describe('what follows from a refusal', () => {
  for (const failure of REFUSALS) {
    it(`nothing was done, where no earlier try is in doubt (${failure.kind})`, () => {
      const verdict = decide({ kind: 'failed', failure }, after({ kind: 'harmless' }, false))
      assert.deepEqual([verdict.state, verdict.inDoubt, verdict.tried], ['refused', false, true])
    })

    it(`nothing was done, where an earlier try was looked for and left nothing (${failure.kind})`, () => {
      const verdict = decide({ kind: 'failed', failure }, after({ kind: 'find', after: 5 }, true))
      assert.deepEqual([verdict.state, verdict.inDoubt], ['refused', false])
    })

    // An account taken down, or a message gone, between the two tries is refused before anybody compares keys.
    it(`a person is asked, where only the second of two equal tries was refused (${failure.kind})`, () => {
      const verdict = decide({ kind: 'failed', failure }, after({ kind: 'harmless' }, true))
      assert.deepEqual([verdict.state, verdict.inDoubt, verdict.tried], ['unknown', true, true])
      assert.equal(verdict.failure, failure)
    })
  }
})
