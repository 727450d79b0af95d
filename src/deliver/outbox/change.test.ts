import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { attachmentsOf, keepFile } from '../../activity/index.ts'
import { drop, retry, rewrite, sayIsSent } from './change.ts'
import type { Delivery } from './delivery.ts'
import type { WrittenDraft } from './draft.ts'
import { enqueue, type Order } from './enqueue.ts'
import { readLog } from './log.ts'
import { STATES, type State } from './state.ts'
import { countDeliveries, deliveriesOf, getDelivery, listDeliveries } from './store.ts'
import { writtenDraft } from './write.ts'

let database: TestDatabase
let db: Handle
let workspaceId: string
const accountId = uuidv7()
const by = uuidv7()
before(async () => {
  database = await testDatabase()
  db = database.db
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(db)
})

const order = (more: Partial<Order> = {}): Order => ({
  workspaceId,
  accountId,
  channel: 'echo',
  act: 'publish',
  at: new Date('2026-11-20T12:00:00Z'),
  draft: { text: 'bonjour', media: [] },
  ...more,
})

const put = (more: Partial<Order> = {}) => inTransaction(db, (tx) => enqueue(tx, order(more)))

const read = (id: string) => getDelivery(db, workspaceId, id)

async function standing(state: State, more: Partial<Order> = {}): Promise<string> {
  const id = await put(more)
  await sql`
    update delivery set state = ${state}, next_try = case when ${state} = 'waiting' then next_try end
    where id = ${id}`.execute(db)
  return id
}

let files = 0
async function file(): Promise<string> {
  const { url } = await keepFile(db, workspaceId, { name: `${files++}.txt`, bytes: Buffer.from(`${files}`) })
  return url.split(':').at(-1) ?? ''
}

const withFiles = async (...ids: string[]): Promise<WrittenDraft> =>
  writtenDraft(db, workspaceId, {
    text: 'voir',
    media: ids.map((attachmentId) => ({ attachmentId, alt: '' })),
  })

const isThere = async (id: string) => (await attachmentsOf(db, workspaceId, [id])).length === 1

/** Which states each decision may be made in; in all the others it is refused and nothing changes. */
const ALLOWED: Record<string, { from: State[]; decide(id: string): Promise<void>; becomes: State | 'same' }> =
  {
    retry: {
      from: ['waiting', 'refused', 'unknown'],
      decide: (id) => retry(db, { workspaceId, id, by }),
      becomes: 'waiting',
    },
    drop: {
      from: ['waiting', 'refused', 'unknown', 'approval'],
      decide: (id) => drop(db, { workspaceId, id, by }),
      becomes: 'dropped',
    },
    sayIsSent: { from: ['unknown'], decide: (id) => sayIsSent(db, { workspaceId, id, by }), becomes: 'sent' },
    rewrite: {
      from: ['waiting', 'refused', 'approval'],
      decide: (id) => rewrite(db, { workspaceId, id, by, draft: { text: 'autre', media: [] } }),
      becomes: 'same',
    },
  }

describe('what a person decides', () => {
  for (const [name, { from, decide, becomes }] of Object.entries(ALLOWED)) {
    for (const state of STATES) {
      const may = from.includes(state)
      it(`${name} of what is ${state}: ${may ? 'done' : 'refused'}`, async () => {
        const id = await standing(state)
        const was = await read(id)
        if (may) {
          await decide(id)
          assert.equal((await read(id)).state, becomes === 'same' ? state : becomes)
          const [line] = await readLog(db, workspaceId, id)
          assert.equal(line?.member_id, by, 'the log says who')
        } else {
          await assert.rejects(decide(id), { id: 'delivery_state', status: 409 })
          assert.deepEqual(await read(id), was)
          assert.deepEqual(await readLog(db, workspaceId, id), [])
        }
      })
    }

    it(`${name} of another workspace’s finds nothing`, async () => {
      const id = await standing(from[0] ?? 'waiting')
      const mine = workspaceId
      workspaceId = await testWorkspace(db)
      await assert.rejects(decide(id), { id: 'not_found', status: 404 })
      workspaceId = mine
      assert.equal((await read(id)).state, from[0])
    })
  }

  it('is one of two who decide at once: the other is told', async () => {
    const id = await standing('unknown')
    const decision = { workspaceId, id, by }
    const ends = await Promise.allSettled([sayIsSent(db, decision), drop(db, decision)])
    assert.deepEqual(ends.map((end) => end.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await readLog(db, workspaceId, id)).length, 1)
  })
})

describe('trying again', () => {
  it('what waits for its moment goes now; what waits for its turn goes on waiting for it', async () => {
    const due = new Date(Date.now() + 3_600_000)
    const [first, second] = [await put({ lane: 'l', due }), await put({ lane: 'l' })]
    for (const id of [first, second]) await retry(db, { workspaceId, id, by })
    const { next_try } = await read(first)
    assert.ok(next_try && next_try < due)
    assert.equal((await read(second)).next_try, null)
  })

  it('what was refused goes behind what stands in its lane, afresh', async () => {
    const [refused, next] = [await standing('refused', { lane: 'l' }), await put({ lane: 'l' })]
    await sql`
      update delivery set tries = 3, in_doubt = true, first_try = now(), failure = '{"kind":"refused","detail":"no"}'
      where id = ${refused}`.execute(db)
    await retry(db, { workspaceId, id: refused, by })
    const [again, before] = [await read(refused), await read(next)]
    assert.ok(again.turn > before.turn)
    assert.deepEqual(
      [again.next_try, again.in_doubt, again.failure, again.first_try],
      [null, false, null, null],
    )
  })

  it('what is unknown keeps its place, before those that wait behind it', async () => {
    const [unknown, next] = [await standing('unknown', { lane: 'l' }), await put({ lane: 'l' })]
    await retry(db, { workspaceId, id: unknown, by })
    const [again, behind] = [await read(unknown), await read(next)]
    assert.ok(again.next_try && again.turn < behind.turn && behind.next_try === null)
  })
})

describe('giving up', () => {
  it('lets the next of the lane come forward, and lets go of the files nobody else uses', async () => {
    const [own, shared] = [await file(), await file()]
    const id = await put({ lane: 'l', draft: await withFiles(own, shared) })
    const next = await put({ lane: 'l', draft: await withFiles(shared) })
    assert.equal((await read(next)).next_try, null)
    await drop(db, { workspaceId, id, by })
    assert.ok((await read(next)).next_try)
    assert.deepEqual([await isThere(own), await isThere(shared)], [false, true])
  })
})

describe('seen there', () => {
  it('keeps where it was seen, and otherwise the address that was known', async () => {
    const id = await standing('unknown')
    await sayIsSent(db, { workspaceId, id, by, url: 'https://example.org/1' })
    const sent = await read(id)
    assert.deepEqual([sent.url, sent.in_doubt, sent.failure], ['https://example.org/1', false, null])
    assert.ok(sent.sent_at)
    const known = await standing('unknown')
    await sql`update delivery set url = 'https://example.org/2' where id = ${known}`.execute(db)
    await sayIsSent(db, { workspaceId, id: known, by })
    assert.equal((await read(known)).url, 'https://example.org/2')
  })
})

describe('rewriting', () => {
  it('is refused where a try is in doubt: it is looked for by its words', async () => {
    const id = await put()
    await sql`update delivery set in_doubt = true where id = ${id}`.execute(db)
    const draft = { text: 'autre', media: [] }
    await assert.rejects(rewrite(db, { workspaceId, id, by, draft }), { id: 'delivery_in_doubt' })
    assert.equal((await read(id)).draft?.text, 'bonjour')
  })

  it('is refused of what has no words', async () => {
    const id = await put({ act: 'like', draft: undefined })
    const draft = { text: 'autre', media: [] }
    await assert.rejects(rewrite(db, { workspaceId, id, by, draft }), { id: 'delivery_state' })
  })

  it('holds the files it keeps and those it takes, and lets the others go', async () => {
    const [kept, left, taken] = [await file(), await file(), await file()]
    const id = await put({ draft: await withFiles(kept, left) })
    await rewrite(db, { workspaceId, id, by, draft: await withFiles(kept, taken) })
    assert.deepEqual(await Promise.all([kept, left, taken].map(isThere)), [true, false, true])
    const { rows } = await sql<{ used_by: string }>`
      select distinct used_by from attachment_use where workspace_id = ${workspaceId}`.execute(db)
    assert.deepEqual(rows, [{ used_by: id }], 'nothing is held by anything else')
  })

  it('with a file that is not there changes nothing', async () => {
    const held = await file()
    const id = await put({ draft: await withFiles(held) })
    const ghost = { attachmentId: uuidv7(), name: 'x', mediaType: 'text/plain', size: 1, alt: '' }
    const draft = { text: 'autre', media: [ghost] }
    await assert.rejects(rewrite(db, { workspaceId, id, by, draft }), { id: 'not_found' })
    assert.deepEqual([(await read(id)).draft?.text, await isThere(held)], ['voir', true])
  })
})

describe('enqueueing', () => {
  it('is done in the transaction that decides it, and nowhere else', async () => {
    await assert.rejects(enqueue(db, order()), /transaction/)
    const cut = inTransaction(db, async (tx) => {
      await enqueue(tx, order())
      throw new Error('the decision failed')
    })
    await assert.rejects(cut, /the decision failed/)
    assert.deepEqual(await listDeliveries(db, workspaceId, {}, 10), [])
  })

  it('stands in the lane of its conversation, else of what it is about, else in its own', async () => {
    const [conversationId, activityId] = [uuidv7(), uuidv7()]
    const reference = { published: new Date() } as never
    const to = { activityId, reference }
    const own = await put()
    const laneOf = async (more: Partial<Order>) => (await read(await put(more))).lane
    assert.equal((await read(own)).lane, own)
    assert.equal(await laneOf({ act: 'like', to }), activityId)
    assert.equal(await laneOf({ act: 'reply', to, conversationId }), conversationId)
    assert.equal(await laneOf({ conversationId, lane: 'mine' }), 'mine')
  })

  it('refuses a file that is not there, and then keeps nothing', async () => {
    const ghost = { attachmentId: uuidv7(), name: 'x', mediaType: 'text/plain', size: 1, alt: '' }
    await assert.rejects(put({ draft: { text: '', media: [ghost] } }), { id: 'not_found' })
    assert.deepEqual(await countDeliveries(db, workspaceId), {
      waiting: 0,
      sending: 0,
      refused: 0,
      unknown: 0,
    })
  })
})

describe('the list', () => {
  it('is newest first, filtered, and read on from the last of the page before', async () => {
    const conversationId = uuidv7()
    const ids = []
    for (const state of ['sent', 'waiting', 'refused', 'waiting'] as const)
      ids.unshift(await standing(state, { conversationId }))
    const other = await put({ accountId: uuidv7() })
    const idsOf = (rows: Delivery[]) => rows.map((row) => row.id)
    const list = async (filter: Parameters<typeof listDeliveries>[2], limit = 10) =>
      idsOf(await listDeliveries(db, workspaceId, filter, limit))
    assert.deepEqual(await list({}), [other, ...ids])
    assert.deepEqual(await list({ accountId }), ids)
    assert.deepEqual(await list({ state: 'waiting', accountId }), [ids[0], ids[2]])
    assert.deepEqual(await list({ conversationId, after: ids[1] ?? '' }), ids.slice(2))
    assert.deepEqual(await list({}, 2), [other, ids[0]])
    assert.deepEqual(idsOf(await deliveriesOf(db, workspaceId, [conversationId])), [...ids].reverse())
    assert.deepEqual(await deliveriesOf(db, workspaceId, []), [])
    assert.deepEqual(await countDeliveries(db, workspaceId), {
      waiting: 3,
      sending: 0,
      refused: 1,
      unknown: 0,
    })
  })
})

describe('a draft as it is kept', () => {
  it('knows its files by what they are, and says nothing of what was not given', async () => {
    const id = await file()
    const media = [{ attachmentId: id, alt: 'Un mot' }]
    const written = await writtenDraft(db, workspaceId, { text: 'a', title: '', quote: false, media })
    const [kept] = await attachmentsOf(db, workspaceId, [id])
    const { name, mediaType, size } = kept ?? {}
    assert.deepEqual(written, {
      text: 'a',
      quote: false,
      media: [{ attachmentId: id, name, mediaType, size, alt: 'Un mot' }],
    })
  })

  it('takes no file of another workspace', async () => {
    const id = await file()
    const elsewhere = await testWorkspace(db)
    const body = { text: 'a', media: [{ attachmentId: id, alt: '' }] }
    await assert.rejects(writtenDraft(db, elsewhere, body), { id: 'not_found' })
  })
})
