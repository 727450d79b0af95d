import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counter, gauge, histogram, readMetrics } from './index.ts'

test('what is counted and timed is read back by name', async () => {
  counter('veillee_test_total', 'For the test.', ['kind']).inc({ kind: 'a' }, 3)
  histogram('veillee_test_seconds', 'For the test.', ['step']).observe({ step: 'guard' }, 0.002)
  gauge('veillee_test_things', 'For the test.', [], (it) => it.set(7))
  const { text, contentType } = await readMetrics()
  assert.match(contentType, /^text\/plain/)
  assert.match(text, /veillee_test_total\{kind="a"\} 3/)
  assert.match(text, /veillee_test_seconds_bucket\{le="0.0025",step="guard"\} 1/)
  assert.match(text, /veillee_test_things 7/)
  assert.match(text, /process_resident_memory_bytes/)
})

test('asking twice for a name gives the same one', () => {
  assert.equal(
    counter('veillee_twice_total', 'For the test.'),
    counter('veillee_twice_total', 'For the test.'),
  )
})
