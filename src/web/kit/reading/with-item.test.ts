import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActivityItem } from '../../../server/api.ts'
import { withItem } from './with-item.ts'

const item = { id: 'a', verb: 'Create', sentiment: 'negative', why: [] } as unknown as ActivityItem

test('a corrected post changes wherever it is shown, and nothing else does', () => {
  const other = { ...item, id: 'b' }
  const pages = { pages: [{ items: [other], next: null }, { items: [{ kind: 'message', activity: item }] }] }
  const now = { ...item, sentiment: 'positive' as const, corrected: ['sentiment'] }
  const after = withItem(pages, now)
  assert.notEqual(after, pages)
  assert.equal(after.pages[0], pages.pages[0])
  assert.deepEqual(after.pages[1], { items: [{ kind: 'message', activity: now }] })
  assert.equal(withItem(pages, { ...item, id: 'c' }), pages)
})

test('what was given back is no longer said to be corrected', () => {
  const was = { ...item, corrected: ['sentiment'] }
  assert.equal(withItem([was], item)[0]?.corrected, undefined)
})
