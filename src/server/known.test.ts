import assert from 'node:assert/strict'
import { it } from 'node:test'
import { KnownIds } from './known.ts'

it('never denies what it was given, and seldom affirms what it was not', () => {
  const known = new KnownIds()
  const uri = (n: number) => `at://did:plc:${(n * 7919).toString(36)}/app.bsky.feed.post/3k${n.toString(36)}`
  for (let n = 0; n < 300_000; n++) known.add(uri(n))
  for (let n = 0; n < 300_000; n += 7) assert.ok(known.has(uri(n)))
  let wrong = 0
  for (let n = 300_000; n < 400_000; n++) if (known.has(uri(n))) wrong++
  assert.ok(wrong < 500, `${wrong} false yes in 100,000`)
})
