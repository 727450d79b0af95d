import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runActs } from './run.ts'

test('acts by the charter and approvals are done once, wherever the program that does them is killed', async () => {
  const { wrong, killed, heard } = await runActs(1, 3)
  assert.deepEqual(wrong, [])
  assert.ok(killed > 0, 'the program was killed')
  assert.ok(heard > 0, 'much of it left')
})
