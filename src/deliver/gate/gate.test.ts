import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { drop, retry, rewrite } from '../outbox/change.ts'
import { enqueue, type Order } from '../outbox/enqueue.ts'
import { getDelivery } from '../outbox/store.ts'
import { claim } from '../sender/claim.ts'
import { answersSentBy, digestOf, heldBack, isGated, lastDrafts, letThrough, setGate } from './gate.ts'

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
  await sql`truncate delivery, delivery_log, outbox_account, outbox_gate`.execute(db)
  workspaceId = await testWorkspace(db)
})

const put = (text: string, more: Partial<Order> = {}) =>
  inTransaction(db, (tx) =>
    enqueue(tx, {
      ...{ workspaceId, accountId, channel: 'email', act: 'reply', at: new Date(), by },
      ...{ draft: { text, media: [] }, ...more },
    }),
  )
const gate = (on: boolean) => inTransaction(db, (tx) => setGate(tx, workspaceId, on))
const taken = async () =>
  (await claim(db, { seat: 1, most: 50, perAccount: 50, lease: 60_000 })).map(({ id }) => id)
const hashOf = async (id: string) => (await digestOf(db, workspaceId, id)) ?? ''
const through = (id: string, hash: string) =>
  inTransaction(db, (tx) => letThrough(tx, { workspaceId, id, hash, by }))

describe('the gate of the outbox', () => {
  it('holds words from when it is shut on, and nothing that has none', async () => {
    const early = await put('avant')
    await gate(true)
    assert.equal(await isGated(db, workspaceId), true)
    const held = await put('après')
    const liked = await put('', { act: 'like', draft: undefined } as Partial<Order>)
    assert.deepEqual(
      (await heldBack(db, workspaceId, 10)).map(({ id }) => id),
      [held],
    )
    assert.deepEqual((await taken()).toSorted(), [early, liked].toSorted())
    await gate(false)
    const late = await put('ensuite')
    assert.deepEqual(await taken(), [late], 'what waited still waits')
  })

  it('lets through the very draft that was looked at, once, whoever tries at the same time', async () => {
    await gate(true)
    const id = await put('Bonjour')
    const hash = await hashOf(id)
    await assert.rejects(through(id, '0'.repeat(64)), { id: 'approval_changed', status: 409 })
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => through(id, hash)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.deepEqual([await taken(), await taken()], [[id], []])
  })

  it('takes no words but those let through, by whatever door they came, whatever was done to them', async () => {
    const door = fc.constantFrom('enqueue', 'insert', 'tamper', 'rewrite', 'state', 'retry', 'through')
    await gate(true)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(door, fc.string()), { minLength: 1, maxLength: 5 }),
        async (doors) => {
          await sql`truncate delivery, delivery_log, outbox_account`.execute(db)
          const id = await put('Bonjour')
          let approved: string | undefined
          for (const [what, text] of doors) approved = await go(id, what, text, approved)
          const now = await hashOf(id)
          const left = await taken()
          assert.ok(
            left.every((one) => one === id && now === approved),
            JSON.stringify(doors),
          )
        },
      ),
      { numRuns: 20 },
    )
  })

  it('gives what was let through its turn, behind what has left its lane open, and holds nobody up before', async () => {
    await gate(true)
    const first = await put('un', { lane: 'l' })
    await gate(false)
    const second = await put('deux', { lane: 'l' })
    assert.deepEqual(await taken(), [second], 'what waits for a person holds up nobody')
    await through(first, await hashOf(first))
    assert.equal((await getDelivery(db, workspaceId, first)).next_try, null, 'until that one has ended')
  })

  it('asks anew for words that were changed, and lets the next of the lane come forward', async () => {
    await gate(true)
    const [one, two] = [await put('un', { lane: 'l' }), await put('deux', { lane: 'l' })]
    for (const id of [one, two]) await through(id, await hashOf(id))
    await rewrite(db, { workspaceId, id: one, by, draft: { text: 'autre', media: [] } })
    assert.equal((await getDelivery(db, workspaceId, one)).state, 'approval')
    assert.deepEqual(await taken(), [two])
    await drop(db, { workspaceId, id: one, by })
    assert.equal((await getDelivery(db, workspaceId, one)).state, 'dropped')
    await assert.rejects(through(one, await hashOf(one)), { id: 'delivery_state' })
    await assert.rejects(retry(db, { workspaceId, id: one, by }), { id: 'delivery_state' })
  })

  it('counts the answers of a member that left before a moment, and reads the last drafts', async () => {
    const ids = [await put('un'), await put('deux'), await put('trois', { act: 'publish' })]
    await sql`update delivery set state = 'sent'`.execute(db)
    const before = new Date(Date.now() + 60_000)
    assert.equal(await answersSentBy(db, workspaceId, by, { most: 9, before }), 2)
    assert.equal(await answersSentBy(db, workspaceId, by, { most: 1, before }), 1)
    assert.equal(await answersSentBy(db, workspaceId, by, { most: 9, before: new Date(0) }), 0)
    assert.equal(await answersSentBy(db, workspaceId, uuidv7(), { most: 9, before }), 0)
    assert.deepEqual(
      (await lastDrafts(db, workspaceId, 2)).map(({ id }) => id),
      ids.toReversed().slice(0, 2),
    )
  })
})

/** One thing that somebody may do to it, cunning or not; answers the digest that was approved of last. */
async function go(id: string, what: string, text: string, approved: string | undefined) {
  const draft = JSON.stringify({ text: text.replaceAll('\0', ''), media: [] }).replace(/\\ud[89a-f]../gi, '')
  if (what === 'insert' || what === 'enqueue') {
    const other = await put('x')
    if (what === 'insert')
      await sql`update delivery set state = 'waiting', next_try = now() where id = ${other}`.execute(db)
  } else if (what === 'tamper')
    await sql`update delivery set draft = ${draft}::jsonb where id = ${id} and state <> 'dropped'`.execute(db)
  else if (what === 'state')
    await sql`update delivery set state = 'waiting', next_try = now() where id = ${id}`.execute(db)
  else if (what === 'rewrite')
    await rewrite(db, { workspaceId, id, by, draft: JSON.parse(draft) }).catch(() => undefined)
  else if (what === 'retry') await retry(db, { workspaceId, id, by }).catch(() => undefined)
  else {
    const hash = await hashOf(id)
    const well = await through(id, hash).then(
      () => true,
      () => false,
    )
    if (well) return hash
  }
  return approved
}
