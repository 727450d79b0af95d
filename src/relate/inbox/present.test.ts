import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { counterId, isCounter } from '../../activity/index.ts'
import { presentConversation } from './present.ts'
import type { ShownConversation } from './store.ts'

test('a conversation tells the alerts that brought it, and no counter', () => {
  const [alert, other] = [uuidv7(), uuidv7()]
  const at = new Date('2026-11-22T09:00:00Z')
  const row = {
    id: uuidv7(),
    alerts: [alert, counterId(), other, counterId()],
    labels: [],
    priority_reasons: [],
    notes: 0,
    messages: 1,
    first_at: at,
    last_at: at,
    assignee_id: null,
  } as unknown as ShownConversation
  assert.deepEqual(presentConversation(row, new Map()).alerts, [alert, other])
})

test('a counter’s id is an id as all others, one of its own each time, in the order of time', () => {
  const ids = Array.from({ length: 200 }, counterId)
  assert.equal(new Set(ids).size, 200)
  assert.deepEqual(ids.toSorted(), ids)
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.ok(isCounter(id) && !isCounter(uuidv7()))
  }
})
