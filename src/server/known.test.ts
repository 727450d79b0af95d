import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { entry, note } from '../../test/support/entries.ts'
import { eventually } from '../../test/support/eventually.ts'
import { append } from '../activity/index.ts'
import { KnownIds, KnownObjects } from './known.ts'

it('never denies what it was given, and seldom affirms what it was not', () => {
  const known = new KnownIds()
  const uri = (n: number) => `at://did:plc:${(n * 7919).toString(36)}/app.bsky.feed.post/3k${n.toString(36)}`
  for (let n = 0; n < 300_000; n++) known.add(uri(n))
  for (let n = 0; n < 300_000; n += 7) assert.ok(known.has(uri(n)))
  let wrong = 0
  for (let n = 300_000; n < 400_000; n++) if (known.has(uri(n))) wrong++
  assert.ok(wrong < 500, `${wrong} false yes in 100,000`)
})

describe('what a firehose may ask about', () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
  })
  after(() => database.close())

  /** As another process would: a second worker, the command that imports. */
  function appendElsewhere(workspaceId: string, id: string) {
    const entries = [entry(note(id, 'lamp'))]
    const received = new Date()
    return append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received })
  }

  it('is learned of what others append, and nothing is denied before it has been', async () => {
    const workspaceId = uuidv7()
    await appendElsewhere(workspaceId, 'first')
    const known = new KnownObjects(database.db)
    const has = (id: string) => known.has(workspaceId, 'bluesky', id)
    assert.ok(has('anything'), 'before it is loaded')
    await eventually(
      async () => has('anything'),
      (yes) => !yes,
    )
    assert.deepEqual([has('first'), has('second')], [true, false])
    await appendElsewhere(workspaceId, 'second')
    known.refresh(workspaceId)
    assert.ok(has('second') && has('anything'), 'told, and not read yet')
    await eventually(
      async () => has('anything'),
      (yes) => !yes,
    )
    assert.deepEqual([has('first'), has('second')], [true, true])
  })

  it('is whole though it is appended to while it is loaded, and moves for its own workspace only', async () => {
    const [workspaceId, other] = [uuidv7(), uuidv7()]
    const known = new KnownObjects(database.db)
    assert.ok(known.has(workspaceId, 'bluesky', 'anything'))
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        await appendElsewhere(workspaceId, `id-${n}`)
        known.refresh(workspaceId)
      }),
    )
    await eventually(
      async () => known.has(workspaceId, 'bluesky', 'anything'),
      (yes) => !yes,
    )
    const lost = Array.from({ length: 30 }, (_, n) => `id-${n}`).filter(
      (id) => !known.has(workspaceId, 'bluesky', id),
    )
    assert.deepEqual(lost, [])
    known.refresh(other)
    assert.equal(known.has(workspaceId, 'bluesky', 'anything'), false)
  })
})
