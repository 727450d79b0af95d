import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { Problem } from '../../../../lib/errors/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume } from '../../../activity/index.ts'
import type { Channel } from '../../../channels/index.ts'
import { deliveriesOf } from '../../../deliver/index.ts'
import { createAccount } from '../../../ingest/index.ts'
import { reply } from '../answer/reply.ts'
import { inboxIntake } from '../intake.ts'
import { joinConversations } from '../merge/join.ts'
import { listConversations } from '../store.ts'
import { type Answered, answersOf, unseenBy } from './held.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const [ana, ben] = [uuidv7(), uuidv7()]
const vault = { seal: (text: string) => text, open: (text: string) => text }
const channel: Channel = {
  id: 'speaking',
  network: 'net',
  name: 'Speaking',
  config: z.object({}) as z.ZodType<unknown>,
  limits: { text: 300, media: 0, measure: { unit: 'grapheme' } },
  inbox: true,
  reply: async () => ({ activity: note('r', '') }),
}

let database: TestDatabase
let workspaceId: string
let accountId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(fresh)

async function fresh(): Promise<void> {
  workspaceId = await testWorkspace(database.db)
  accountId = await createAccount(database.db, vault, channel, { workspaceId, name: 'Net', config: {} })
}

async function say(...activities: Activity[]): Promise<string> {
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([accountId]),
  })
  const entries = activities.map((activity) => entry(activity))
  await append(database.db, { workspaceId, channel: 'net', accountId, entries, received: NOW })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  const [talk] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
  assert.ok(talk)
  return talk.id
}

type More = { seen?: string[]; despite?: string[]; done?: boolean }
const answer = (id: string, memberId: string, text: string, more: More = {}) => {
  const written = { text, media: [], done: false, ...more }
  return reply(database.db, workspaceId, id, written, { memberId, now: NOW }, () => channel)
}

/** The ids that a refusal names. */
async function heldBy(attempt: Promise<unknown>): Promise<string[]> {
  const problem = await attempt.then(
    () => assert.fail('it left'),
    (error: unknown) => error,
  )
  assert.ok(
    problem instanceof Problem && problem.id === 'answered_meanwhile' && problem.status === 409,
    String(problem),
  )
  return heldIn(problem)
}

function heldIn(problem: Problem): string[] {
  const { answers } = z.object({ answers: z.array(z.object({ id: z.string() })) }).parse(problem.more)
  return answers.map((one) => one.id)
}

const texts = async (id: string) =>
  (await deliveriesOf(database.db, workspaceId, [id])).map((one) => one.draft?.text)
const events = async () => {
  const { rows } = await sql<{ what: string; value: string; member_id: string }>`
    select what, value, member_id from conversation_event where workspace_id = ${workspaceId} order by id`.execute(
    database.db,
  )
  return rows
}

describe('an answer', () => {
  it('is held where a colleague has answered since it was begun, and shows what they wrote', async () => {
    const id = await say(note('a', 'broken lamp'))
    const begun = { seen: [] }
    const first = await answer(id, ana, 'We send a new one.', begun)
    assert.deepEqual(await heldBy(answer(id, ben, 'Sorry.', { ...begun, done: true })), [first])
    assert.deepEqual(await texts(id), ['We send a new one.'])
    const [talk] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
    assert.equal(talk?.status, 'open', 'and nothing of it is done')
  })

  it('leaves where its writer knew of the other, where the other is their own, and where they say so', async () => {
    const id = await say(note('a', 'broken lamp'))
    const first = await answer(id, ana, 'One.', { seen: [] })
    await answer(id, ana, 'Two.', { seen: [] })
    const { answers } = await answersOf(database.db, workspaceId, id)
    const known = answers.map((one) => one.id)
    assert.equal(known.at(-1), first)
    await answer(id, ben, 'Three.', { seen: known })
    const unseen = await heldBy(answer(id, ana, 'Four.', { seen: known }))
    assert.deepEqual(await events(), [])
    await answer(id, ana, 'Four.', { seen: known, despite: unseen })
    assert.deepEqual(await events(), [{ what: 'answered-anyway', value: ben, member_id: ana }])
    assert.deepEqual(await texts(id), ['One.', 'Two.', 'Three.', 'Four.'])
  })

  it('is held again where yet another came while the first was being read', async () => {
    const id = await say(note('a', 'broken lamp'))
    const cleo = uuidv7()
    const first = await answer(id, ana, 'One.', { seen: [] })
    const second = await answer(id, ben, 'Two.', { seen: [first] })
    assert.deepEqual(await heldBy(answer(id, cleo, 'Three.', { seen: [], despite: [first] })), [second])
  })

  it('was given where it was written on the network itself, and is not where a machine or the post says it', async () => {
    const ours = (id: string, text: string, more: Partial<Activity> = {}): Activity => {
      const base = note(id, text, { ours: true, at: '2026-11-10T10:05:00Z', ...more })
      return { ...base, object: { ...base.object, inReplyTo: 'a', thread: 'a' } }
    }
    const id = await say(
      note('a', 'broken lamp'),
      ours('b', 'Away until Monday.', { extra: { auto: 'reply' } }),
    )
    assert.deepEqual((await answersOf(database.db, workspaceId, id)).answers, [])
    await say(ours('c', 'We look into it.'))
    const held = await heldBy(answer(id, ben, 'Sorry.', { seen: [] }))
    assert.equal(held.length, 1)
    await answer(id, ben, 'Sorry.', { seen: held })
  })

  it('is held for what was answered in a conversation that was joined to it meanwhile', async () => {
    const one = await say(note('a', 'broken lamp'))
    const two = await say(note('z', 'and my shade', { at: '2026-11-10T11:00:00Z' }))
    assert.notEqual(one, two)
    const first = await answer(two, ana, 'We send both.', { seen: [] })
    await joinConversations(database.db, workspaceId, { into: one, ids: [two] }, { memberId: ana, now: NOW })
    assert.deepEqual(await heldBy(answer(one, ben, 'Sorry.', { seen: [] })), [first])
    assert.deepEqual(await heldBy(answer(two, ben, 'Sorry.', { seen: [] })), [first])
  })

  it('is not held for one that was refused, or given up, and is for one that only waits', async () => {
    const id = await say(note('a', 'broken lamp'))
    for (const state of ['refused', 'dropped']) {
      const given = await answer(id, ana, state, { seen: [] })
      await sql`update delivery set state = ${state} where workspace_id = ${workspaceId} and id = ${given}`.execute(
        database.db,
      )
    }
    await answer(id, ben, 'Sorry.', { seen: [] })
  })

  it('of a program that says nothing of what it knew is held for what answers the last question', async () => {
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
    const given = (id: string, minutes: number, state: Answered['state'] = 'sent'): Answered => ({
      ...{ id, by: ana, at: at(minutes), text: '', state },
    })
    const answers = [given('late', 5), given('queued', -9, 'waiting'), given('old', -10)]
    const unseen = (asked: Date | null, memberId = ben) =>
      unseenBy({ answers, asked }, { memberId }).map((one) => one.id)
    assert.deepEqual(unseen(at(0)), ['late', 'queued'])
    assert.deepEqual(unseen(at(6)), ['queued'])
    assert.deepEqual(unseen(null), ['late', 'queued', 'old'])
    assert.deepEqual(unseen(at(0), ana), [], 'their own')
  })
})

it('of several colleagues who answer in the same moment one is heard, and the others see what they said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 5 }), fc.boolean(), async (people, told) => {
      await fresh()
      const id = await say(note('a', 'broken lamp'))
      const all = Array.from({ length: people }, (_, n) =>
        answer(id, uuidv7(), `By ${n}.`, told ? { seen: [] } : {}).then(
          (delivery) => ({ delivery }),
          (error: unknown) => ({ error }),
        ),
      )
      const ends = await Promise.all(all)
      const left = ends.flatMap((end) => ('delivery' in end ? end.delivery : []))
      assert.equal(left.length, 1)
      for (const end of ends) {
        if (!('error' in end)) continue
        assert.ok(end.error instanceof Problem, String(end.error))
        assert.deepEqual(heldIn(end.error), left)
      }
      assert.equal((await texts(id)).length, 1)
    }),
    { numRuns: 25 },
  )
})
