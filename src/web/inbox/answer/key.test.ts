import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meaningOf } from './key.ts'

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false }
const press = (key: string, ...held: (keyof typeof plain)[]) =>
  meaningOf({ key, ...plain, ...Object.fromEntries(held.map((name) => [name, true])) })

test('an answer leaves by Ctrl or Cmd and Enter, and by nothing that is pressed by habit', () => {
  assert.equal(press('Enter', 'ctrlKey'), 'send')
  assert.equal(press('Enter', 'metaKey'), 'send')
  assert.equal(press('Enter', 'ctrlKey', 'shiftKey'), 'send-done')
  assert.equal(press('Enter'), null)
  assert.equal(press('Enter', 'shiftKey'), null)
  assert.equal(press('s', 'ctrlKey'), null)
  assert.equal(press('Enter', 'altKey'), 'mend')
})

test('the keys of an input method stay its own: its Enter ends a word, its Escape gives one up', () => {
  assert.equal(press('Enter', 'ctrlKey', 'isComposing'), null)
  assert.equal(press('Escape', 'isComposing'), null)
  assert.equal(press('Escape'), 'leave')
})
