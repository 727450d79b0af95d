import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turned } from './objective.ts'

const words = (indicator: string) => `words of ${indicator}`
const objective = {
  indicator: 'reply-time' as const,
  label: 'words of reply-time',
  target: 4,
  by: '2027-01-01',
  agreedWith: 'Support',
}

test('another indicator brings its words and a first target, and leaves by when and with whom', () => {
  assert.deepEqual(turned(objective, 'mentions', words), {
    ...objective,
    indicator: 'mentions',
    label: 'words of mentions',
    target: 100,
  })
})

test('what somebody worded themselves is not written over', () => {
  const own = { ...objective, label: 'Répondre avant le déjeuner' }
  assert.equal(turned(own, 'answered-share', words).label, 'Répondre avant le déjeuner')
  assert.equal(turned({ ...objective, label: ' ' }, 'mentions', words).label, 'words of mentions')
})

test('an indicator of one’s own keeps the target that was there', () => {
  assert.equal(turned({ ...objective, target: 7 }, 'custom', words).target, 7)
})
