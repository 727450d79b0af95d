import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netOf } from './net.ts'

test('the tone of a week is not told of a handful of posts, and is told as it stands of more', () => {
  const week = (count: number, net: number) => netOf({ count, before: 0, net })
  for (const count of [0, 1, 2, 9]) assert.equal(week(count, -100), null, `${count} posts`)
  for (const net of [-100, -36, 0, 12.5, 100]) assert.equal(week(10, net), net)
})
