import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Pending, press } from './press.ts'

const BOUND = ['g i', 'g d', 'd', 'j', '?', 'Shift+ArrowDown']

/** What was done when these were pressed at these times, in milliseconds; a capital arrow is one with Shift. */
function played(...keys: [key: string, at: number, shiftKey?: boolean][]): string[] {
  const done: string[] = []
  let pending: Pending | undefined
  for (const [key, timeStamp, shiftKey = false] of keys) {
    const find = (wanted: string) =>
      BOUND.includes(wanted) ? { keys: wanted, label: '', run: () => done.push(wanted) } : undefined
    const pressed = press(pending, { key, timeStamp, shiftKey }, find)
    pending = pressed.pending
    pressed.binding?.run()
  }
  return done
}

test('one key, or two in a row', () => {
  assert.deepEqual(played(['j', 0], ['g', 100], ['i', 200], ['j', 300]), ['j', 'g i', 'j'])
})

test('two in a row come before one, and alone the second does what it does', () => {
  assert.deepEqual(played(['g', 0], ['d', 899]), ['g d'])
  assert.deepEqual(played(['g', 0], ['d', 900]), ['d'])
})

test('what follows a pair begins anew, and a wrong second key is not lost', () => {
  assert.deepEqual(played(['g', 0], ['i', 1], ['i', 2]), ['g i'])
  assert.deepEqual(played(['g', 0], ['j', 1]), ['j'])
  assert.deepEqual(played(['g', 0], ['g', 1], ['i', 2]), ['g i'])
})

test('a mark typed with Shift is itself, an arrow with Shift is another', () => {
  assert.deepEqual(played(['?', 0, true], ['ArrowDown', 1, true], ['ArrowDown', 2]), ['?', 'Shift+ArrowDown'])
})

test('keys that move or change nothing do not begin a pair', () => {
  assert.deepEqual(played(['g', 0], ['Shift', 1], ['i', 2]), [])
})
