import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from './clock.ts'

test('who looks after nobody did sees the present, not when it was last looked at', async () => {
  present.subscribe(() => {})()
  const before = present.now()
  await sleep(5)
  assert.equal(present.now(), before)
  const leave = present.subscribe(() => {})
  assert.ok(present.now() > before)
  leave()
})
