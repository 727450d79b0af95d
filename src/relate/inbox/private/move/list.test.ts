import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../../test/support/database.ts'
import {
  answersInPrivate,
  comesByLink,
  deliveriesOfInvitation,
  findNetwork,
  type Networks,
  networks,
  outboxSays,
  saidInPublic,
} from '../../../../../test/support/private.ts'
import { testWorkspace } from '../../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../../access/index.ts'
import { withdraw } from '../../../../activity/index.ts'
import { forgetSent } from '../../../../deliver/index.ts'
import { changeConversations } from '../../change.ts'
import { forgetActivities } from '../../forget.ts'
import { joinConversations } from '../../merge/join.ts'
import { invite } from '../invitation/invite.ts'
import { getInvitation } from '../invitation/store.ts'
import { isOpen } from '../invitation/token.ts'
import { ownLines } from '../lines/setting.ts'
import { noteArrival } from '../page/arrival.ts'
import { sumsOf } from '../state.ts'
import { type Beginning, beginMove } from './begin.ts'
import { stepPrivate } from './step.ts'
import { approveMove, cancelMove, getMove, peopleOf, retryMove } from './store.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const memberId = uuidv7()
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const ALONE = 'Par ici : '
const ways = { publicUrl: 'https://veillee.example', find: findNetwork }
const MOVE: Omit<Beginning, 'ids'> = { name: 'Panne', way: 'best', lines: ownLines(), hours: 48 }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

interface Crowd extends Networks {
  people: { conversationId: string; activityId: string; actor: string }[]
  moveId: string
}

const beginner = (now = NOW) => ({ memberId, who: { label: 'test' }, now })

async function crowd(count: number, more: Partial<Beginning> = {}): Promise<Crowd> {
  const workspaceId = await testWorkspace(database.db)
  const stage = await networks(database.db, workspaceId)
  const people = []
  for (let n = 0; n < count; n++)
    people.push(await saidInPublic(stage, n % 3 === 0 ? 'town' : 'square', { now: NOW, name: `Inès ${n}` }))
  const ids = people.map(({ conversationId }) => conversationId)
  const moveId = await beginMove(database.db, workspaceId, { ...MOVE, ids, ...more }, beginner())
  return { ...stage, people, moveId }
}

const listOf = (one: Crowd, now = NOW) => peopleOf(database.db, one.workspaceId, one.moveId, now)
const step = (one: Crowd, now: Date) => stepPrivate(database.db, one.workspaceId, now, ways)

/** What left in public, by network, in the order it left. */
async function saidBy({ workspaceId }: Crowd): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ channel: string; text: string }>`
    select channel, regexp_replace(draft ->> 'text', 'https://.*$', '') as text from delivery
    where workspace_id = ${workspaceId} and act = 'reply' and state = 'sent' order by sent_at, id`.execute(
    database.db,
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.channel)].map(([channel, all]) => [
      channel,
      all.map(({ text }) => text),
    ]),
  )
}

async function waiting({ workspaceId }: Crowd): Promise<{ id: string; act: string }[]> {
  const { rows } = await sql<{ id: string; act: string }>`
    select id, act from delivery where workspace_id = ${workspaceId} and state = 'waiting' order by id`.execute(
    database.db,
  )
  return rows
}

/** The law of the list: as many as at the start, each once, each in one state. */
async function nobodyIsDropped(one: Crowd, now: Date): Promise<void> {
  const list = await listOf(one, now)
  const { total } = await getMove(database.db, one.workspaceId, one.moveId)
  assert.equal(total, one.people.length)
  assert.deepEqual(
    list.map(({ row }) => row.conversation_id).sort(),
    one.people.map(({ conversationId }) => conversationId).sort(),
  )
  const sums = sumsOf(list.map(({ state }) => state))
  assert.equal(
    Object.values(sums).reduce((a, b) => a + b, 0),
    total,
  )
  // What people write alone is theirs to repeat.
  for (const [, said] of await saidBy(one))
    for (const [n, text] of said.entries())
      if (text !== ALONE) assert.notEqual(text, said[n + 1], 'no text twice in a row')
}

type Act = (one: Crowd, pick: number, now: Date) => Promise<unknown>
const nth = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]

/** All that can happen to a list while it is at work. */
const ACTS: Record<string, Act> = {
  step: (one, _, now) => step(one, now),
  async killed(one, pick, now) {
    // Cut in the middle of what it does: nothing of that person's turn is there, or all of it.
    const dying = { ...ways, find: (id: string) => (pick % 2 ? dies() : findNetwork(id)) }
    await stepPrivate(database.db, one.workspaceId, now, dying).catch(() => undefined)
  },
  async sent(one, pick, now) {
    const row = nth(await waiting(one), pick)
    if (row) await outboxSays(one, row.id, 'sent', now)
  },
  async refused(one, pick, now) {
    const row = nth(await waiting(one), pick)
    if (row) await outboxSays(one, row.id, pick % 3 ? 'refused' : 'unknown', now)
  },
  async erased(one, pick) {
    const person = nth(one.people, pick)
    if (!person) return
    await inTransaction(database.db, async (tx) => {
      await withdraw(tx, one.workspaceId, [person.activityId])
      await forgetActivities(tx, one.workspaceId, [person.activityId])
      await forgetSent(tx, one.workspaceId, [person.activityId])
    })
  },
  async joined(one, pick, now) {
    const [a, b] = [nth(one.people, pick), nth(one.people, pick + 1)]
    if (!a || !b || a === b) return
    const join = { into: a.conversationId, ids: [b.conversationId] }
    await joinConversations(database.db, one.workspaceId, join, { memberId, now }).catch(() => undefined)
  },
  async came(one, pick, now) {
    const open = (await listOf(one, now)).filter(({ row }) => row.way === 'link' && isOpen(row, now))
    const row = nth(open, pick)?.row
    if (!row) return
    const note: Parameters<typeof comesByLink>[1] = async (tx, id) => {
      await noteArrival(tx, row, id, now).catch(() => undefined)
    }
    await comesByLink(one, note, now)
  },
  async answered(one, pick, now) {
    const open = (await listOf(one, now)).filter(({ row, state }) => row.direct_id && state === 'waiting')
    const stood = nth(open, pick)
    const line = stood?.row.delivery_id
    const actor = one.people.find(
      ({ conversationId }) => conversationId === stood?.row.conversation_id,
    )?.actor
    if (!stood?.row.direct_id || !line || !actor) return
    await outboxSays(one, line, 'sent', now)
    await answersInPrivate(one, stood.row.direct_id, actor, now)
  },
  async closed(one, pick, now) {
    const here = nth(
      (await listOf(one, now)).flatMap((stood) => stood.here ?? []),
      pick,
    )
    if (here)
      await changeConversations(database.db, one.workspaceId, [here], { status: 'done' }, { memberId, now })
  },
  async alone(one, pick, now) {
    const person = nth(one.people, pick)
    const given = { way: 'link', text: `${ALONE}{{lien}}`, hours: 1 } as const
    const by = {
      memberId,
      now,
      ...ways,
      setting: { lines: ownLines(), hours: 1, siteId: null, mailId: null },
    }
    if (person)
      await invite(database.db, one.workspaceId, person.conversationId, given, by).catch(() => undefined)
  },
  retried: (one, _, now) =>
    retryMove(database.db, one.workspaceId, one.moveId, beginner(now)).catch(() => undefined),
  async cancelled(one, pick, now) {
    if (pick % 4 === 0) await cancelMove(database.db, one.workspaceId, one.moveId, beginner(now))
  },
}

function dies(): never {
  throw new Error('killed')
}

describe('a list of many', () => {
  it('drops nobody and repeats nothing, whatever happens in whatever order', async () => {
    const event = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), pick: fc.nat(50) })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.array(event, { minLength: 5, maxLength: 25 }),
        async (count, events) => {
          const one = await crowd(count)
          let minute = 0
          await step(one, at(minute))
          for (const { act, pick } of events) {
            await ACTS[act]?.(one, pick, at(++minute))
            await nobodyIsDropped(one, at(minute))
          }
          // Left to itself, all that can leave has left: nobody waits for a turn for ever.
          for (let n = 0; n < 30; n++) {
            await step(one, at(++minute))
            const [next] = await waiting(one)
            if (!next) break
            await outboxSays(one, next.id, 'sent', at(minute))
          }
          const states = (await listOf(one, at(minute))).map(({ state }) => state)
          assert.ok(!states.includes('queued') && !states.includes('waiting'), states.join())
          await nobodyIsDropped(one, at(minute))
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('asks each once: two processes at work on it do what one does', async () => {
    const one = await crowd(8)
    await Promise.all([1, 2, 3].map(() => step(one, at(1))))
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from delivery where workspace_id = ${one.workspaceId} and act = 'reply'
      group by conversation_id`.execute(database.db)
    assert.ok(rows.every(({ n }) => n === 1))
    assert.equal(
      (await waiting(one)).filter(({ act }) => act === 'reply').length,
      4,
      'two under way on each network',
    )
  })

  it('goes on with what a link or a message of the network can do, and says why it cannot', async () => {
    const one = await crowd(3, { way: 'direct' })
    await step(one, at(1))
    const list = await listOf(one, at(1))
    assert.deepEqual(
      list.map(({ row, state }) => [state, row.reason]),
      [
        ['waiting', null],
        ['refused', 'private_no_way'],
        ['refused', 'private_no_way'],
      ],
    )
    const { delivery_id, direct_id } = await deliveriesOfInvitation(one, list[0]?.row.id ?? '')
    await outboxSays(one, delivery_id ?? '', 'sent', at(2))
    await outboxSays(one, direct_id ?? '', 'refused', at(2))
    assert.equal(await retryMove(database.db, one.workspaceId, one.moveId, beginner(at(3))), 3)
    const again = await deliveriesOfInvitation(one, list[0]?.row.id ?? '')
    assert.deepEqual(again, { delivery_id, direct_id }, 'the line that stands is not said twice')
    assert.equal((await waiting(one)).map(({ id }) => id).join(), direct_id)
  })

  it('takes nobody in twice, nor who is in private, and refuses lines that are no variants', async () => {
    const one = await crowd(2)
    const { workspaceId } = one
    const ids = one.people.map(({ conversationId }) => conversationId)
    const begin = (more: Partial<Beginning>) =>
      beginMove(database.db, workspaceId, { ...MOVE, ids, ...more }, beginner())
    const twice = await begin({ ids: [...ids, ...ids] })
    assert.equal((await getMove(database.db, workspaceId, twice)).total, 2)
    await sql`update conversation set visibility = 'private' where id = ${ids[0]}`.execute(database.db)
    assert.equal((await getMove(database.db, workspaceId, await begin({}))).total, 1)
    await assert.rejects(begin({ ids: [ids[0] ?? ''] }), { id: 'private_nobody' })
    await assert.rejects(begin({ lines: {} }), { id: 'private_lines' })
    const fr = { ...MOVE.lines.fr, direct: ['Bonjour', 'Bonjour !', 'Salut'] } as never
    await assert.rejects(begin({ lines: { fr } }), { id: 'private_lines' })
    const all = await begin({ ids: undefined as never, filter: { sort: 'recent' } })
    assert.equal((await getMove(database.db, workspaceId, all)).total, 1, 'a view: what it shows in public')
  })

  it('of many waits for a second person, who is not the one who began it (T25)', async () => {
    const one = await crowd(20)
    const { workspaceId, moveId } = one
    assert.ok(
      (await getMove(database.db, workspaceId, moveId)).approved,
      'nobody else may: who begins it does',
    )
    const lea = { email: `${uuidv7()}@example.org`, name: 'Léa', passwordHash: '' }
    await insertMember(database.db, workspaceId, await insertUser(database.db, lea), 'approver')
    const ids = one.people.map(({ conversationId }) => conversationId)
    const second = await beginMove(database.db, workspaceId, { ...MOVE, ids }, beginner())
    await cancelMove(database.db, workspaceId, moveId, beginner())
    await step(one, at(1))
    assert.deepEqual(await waiting(one), [], 'nothing leaves before')
    await assert.rejects(approveMove(database.db, workspaceId, second, beginner()), {
      id: 'private_own_approval',
    })
    await approveMove(database.db, workspaceId, second, { ...beginner(), memberId: uuidv7() })
    await step(one, at(2))
    assert.ok((await waiting(one)).length > 0)
  })

  it('knows where each stands among five thousand, in time', async () => {
    const one = await crowd(1)
    const { workspaceId, moveId } = one
    await sql`
      insert into private_invitation (workspace_id, id, move_id, place, conversation_id, channel, member_id, created, stage)
      select ${workspaceId}, gen_random_uuid(), ${moveId}, n, gen_random_uuid(), 'square', ${memberId}, now(), 'erased'
      from generate_series(2, 5000) as n`.execute(database.db)
    const list = await listOf(one)
    assert.equal(list.length, 5000)
    assert.equal(sumsOf(list.map(({ state }) => state)).erased, 4999)
    assert.ok(await getInvitation(database.db, workspaceId, list[0]?.row.id ?? ''))
  })
})
