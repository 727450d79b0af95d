import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ChannelFailure } from '../../channels/index.ts'
import { bounded } from './bounded.ts'

const NEVER = new AbortController().signal
const LONG = 60_000

/** Ends as a well-made channel does, once it is told to. */
const heeding = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(new Error('told to end'))
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
  })

describe('bounded work', () => {
  it('gives what it gives, and throws what it throws', async () => {
    assert.equal(await bounded(NEVER, LONG, async () => 7), 7)
    await assert.rejects(
      bounded(NEVER, LONG, async () => {
        throw new Error('its own')
      }),
      /its own/,
    )
    await assert.rejects(
      bounded(NEVER, LONG, () => {
        throw new Error('at once')
      }),
      /at once/,
    )
  })

  it('is told to end when its time is over, and its own words count', async () => {
    await assert.rejects(bounded(NEVER, 20, heeding), /told to end/)
  })

  it('is told to end when whoever asked ends, before or meanwhile', async () => {
    const before = AbortSignal.abort()
    await assert.rejects(bounded(before, LONG, heeding), /told to end/)
    const meanwhile = new AbortController()
    const working = bounded(meanwhile.signal, LONG, heeding)
    meanwhile.abort()
    await assert.rejects(working, /told to end/)
  })

  it('is left behind where it does not heed, and counts as uncertain: it may have been done', async () => {
    const deaf = () => new Promise<never>(() => undefined)
    await assert.rejects(bounded(NEVER, 20, deaf), (error: unknown) => {
      assert.ok(error instanceof ChannelFailure)
      assert.deepEqual(error.failure, { kind: 'uncertain', detail: 'failure.no-end' })
      return true
    })
  })

  it('may still end well in the time it gets after it was told to', async () => {
    const late = (signal: AbortSignal) =>
      new Promise<string>((resolve) =>
        signal.addEventListener('abort', () => setTimeout(() => resolve('arrived'), 5), { once: true }),
      )
    assert.equal(await bounded(NEVER, 200, late), 'arrived')
  })

  it('leaves no ear behind on the signal of a worker that lives for months', async () => {
    const outer = new AbortController()
    let ears = 0
    const { signal } = outer
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      ears++
      add(...given)
    }
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      ears--
      remove(...given)
    }
    await bounded(signal, LONG, async () => 1)
    await bounded(signal, LONG, () => Promise.reject(new Error('no'))).catch(() => undefined)
    assert.equal(ears, 0)
  })
})
