import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { memoryOf } from './memory.ts'

const had = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')
afterEach(() => {
  if (had) Object.defineProperty(globalThis, 'localStorage', had)
  else Reflect.deleteProperty(globalThis, 'localStorage')
})

/** A browser that keeps what it is given, and all that it keeps. */
function keeping(): Map<string, string> {
  const kept = new Map<string, string>()
  const value = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, item: string) => void kept.set(key, item),
    removeItem: (key: string) => void kept.delete(key),
  }
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value })
  return kept
}

function refuse(): never {
  throw new DOMException('denied', 'SecurityError')
}

describe('what a browser remembers of a conversation', () => {
  it('is nothing until it is asked to keep it, whatever is looked for', () => {
    const kept = keeping()
    assert.equal(memoryOf('shop').recall(), undefined)
    memoryOf('shop').forget()
    assert.equal(kept.size, 0)
  })

  it('is the last secret of each site, until the visitor takes it back', () => {
    const site = fc.constantFrom('shop', 'blog', 'a:b', '')
    const step = fc.record({ site, token: fc.option(fc.string({ minLength: 1 })) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const kept = keeping()
        const model = new Map<string, string>()
        for (const { site: name, token } of steps) {
          if (token === null) memoryOf(name).forget()
          else memoryOf(name).keep(token)
          if (token === null) model.delete(name)
          else model.set(name, token)
          for (const one of ['shop', 'blog', 'a:b', ''])
            assert.equal(memoryOf(one).recall(), model.get(one), 'another page of the site knows the same')
        }
        assert.equal(kept.size, model.size, 'nothing is left of what was forgotten')
        for (const key of kept.keys())
          assert.ok(key.startsWith('veillee:'), 'the page’s own keys are let alone')
      }),
    )
  })

  it('is nothing where the browser keeps nothing: the chat goes on without', () => {
    const storages: PropertyDescriptor[] = [
      { get: refuse },
      { value: { getItem: refuse, setItem: refuse, removeItem: refuse } },
      { value: undefined },
      { value: null },
    ]
    for (const storage of storages) {
      Object.defineProperty(globalThis, 'localStorage', { configurable: true, ...storage })
      const memory = memoryOf('shop')
      memory.keep('secret')
      assert.equal(memory.recall(), undefined)
      assert.doesNotThrow(() => memory.forget())
    }
  })
})
