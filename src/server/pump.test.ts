import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { createPump } from './pump.ts'

const CONSUMERS = [{ name: 'inbox' }, { name: 'webhooks' }]

/** A stream of so much a workspace and consumer, that is read a piece at a time. */
function stage(piece = 2) {
  const left = new Map<string, number>()
  const busy = new Set<string>()
  const stop = new AbortController()
  const failures: unknown[] = []
  let stumbles = 0
  const pump = createPump({
    consumers: CONSUMERS,
    async step(workspaceId, { name }) {
      const key = `${workspaceId}|${name}`
      assert.ok(!busy.has(key), 'one at a time')
      busy.add(key)
      await Promise.resolve()
      busy.delete(key)
      if (stumbles-- > 0) throw new Error('cut')
      const read = Math.min(piece, left.get(key) ?? 0)
      left.set(key, (left.get(key) ?? 0) - read)
      return read
    },
    failed: (_consumer, error) => failures.push(error),
    signal: stop.signal,
  })
  return {
    pump,
    stop,
    failures,
    stumble: (times: number) => {
      stumbles = times
    },
    append(workspaceId: string, many: number) {
      for (const { name } of CONSUMERS) {
        const key = `${workspaceId}|${name}`
        left.set(key, (left.get(key) ?? 0) + many)
      }
      pump.wake(workspaceId)
    },
    unread: () => [...left.values()].reduce((sum, one) => sum + one, 0),
  }
}

/** So many turns of the queue of promises: as finely as anything can come between two steps. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve()
}

it('reads to the end whatever is appended, at whatever instant it is told', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(5), fc.nat(12)), { maxLength: 20 }),
      async (told) => {
        const { pump, append, unread } = stage()
        for (const [workspaceId, many, wait] of told) {
          append(workspaceId, many)
          await turns(wait)
        }
        await pump.idle()
        assert.equal(unread(), 0)
      },
    ),
    { numRuns: 300 },
  ))

it('goes on at the next wake after it stumbled, and lets the other consumers be', async () => {
  const { pump, append, unread, failures, stumble } = stage()
  stumble(1)
  append('a', 4)
  await pump.idle()
  assert.deepEqual([failures.length, unread()], [1, 4], 'the other one read all of its own')
  pump.wake('a')
  await pump.idle()
  assert.equal(unread(), 0)
})

it('leaves the rest for the next start once it is stopped, and begins nothing', async () => {
  const { pump, append, unread, stop } = stage(1)
  append('a', 1000)
  await turns(50)
  stop.abort()
  await pump.idle()
  const rest = unread()
  assert.ok(rest > 0 && rest < 2000)
  append('b', 10)
  await pump.idle()
  assert.equal(unread(), rest + 20)
})
