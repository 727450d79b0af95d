import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Endpoint, GIVE_UP_AFTER, IN_ORDER_TRIES, type Message } from './endpoint.ts'
import type { Answer } from './post.ts'
import {
  type Claim,
  claimEndpoints,
  forgetMessage,
  forgetMessages,
  holdOn,
  letGo,
  listMessages,
  nextMessage,
  noteFailed,
  noteTaken,
  noteTest,
  replay,
} from './queue.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  type Subscription,
} from './store.ts'
import { tellEnds, tellMatters } from './tell.ts'

/** The line before each endpoint: in order while it can be, nothing lost, nothing twice, and nobody waits for ever. */
let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  await sql`delete from webhook_delivery`.execute(database.db)
  await sql`delete from webhook_endpoint`.execute(database.db)
  workspaceId = await testWorkspace(database.db)
})

const sealing = { seal: (text: string) => text, open: (text: string) => text }
const ALL: Subscription = {
  url: 'https://receiver.example/hook',
  verbs: ['Create'],
  channels: [],
  alerts: [],
  deliveries: true,
  matches: true,
  alarms: true,
  escalations: true,
  dues: true,
}
const answer = (status: number | null, more: Partial<Answer> = {}): Answer => ({
  ok: status !== null && status < 300,
  status,
  duration: 5,
  text: status === null ? 'http.timeout' : '',
  retryAfter: 0,
  ...more,
})
const TAKEN = answer(204)
const REFUSED = answer(500)

async function endpoint(more: Partial<Subscription> = {}): Promise<Endpoint> {
  const { id } = await createEndpoint(database.db, sealing, workspaceId, { ...ALL, ...more })
  return getEndpoint(database.db, workspaceId, id)
}

/** Lines up as many messages, and answers their ids in order. */
async function lineUp({ id }: Endpoint, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7())
  for (const one of ids) {
    await sql`insert into webhook_delivery (workspace_id, endpoint_id, id, event, subject_id, next_try)
      values (${workspaceId}, ${id}, ${one}, 'activity.create', ${uuidv7()}, now())`.execute(database.db)
  }
  return ids
}

/** As if so long had passed: what was to come comes sooner, what was is longer ago. */
async function pass(ms: number): Promise<void> {
  const by = sql`${ms} * interval '1 millisecond'`
  await sql`update webhook_delivery set next_try = next_try - ${by}, first_try = first_try - ${by}, at = at - ${by}`.execute(
    database.db,
  )
  await sql`update webhook_endpoint set resume_at = resume_at - ${by}, lease = lease - ${by},
    last_success = last_success - ${by}, failing_since = failing_since - ${by}`.execute(database.db)
}

const HOUR = 3_600_000
const claim = () => claimEndpoints(database.db, 10, 60_000)
async function claimOf({ id }: Endpoint): Promise<Claim> {
  return (await claim()).find((one) => one.id === id) ?? assert.fail('it is somebody else’s')
}
const next = (of: Endpoint) => nextMessage(database.db, of)
const again = (of: Endpoint) => getEndpoint(database.db, workspaceId, of.id)
const states = async (of: Endpoint) =>
  (await listMessages(database.db, workspaceId, of.id, { before: undefined, limit: 100 }))
    .toReversed()
    .map(({ state }) => state)

async function due(of: Endpoint): Promise<Message> {
  return (await next(of)) ?? assert.fail('nothing is due')
}

describe('a claim', () => {
  it('is of endpoints with something due, one sender each, until its lease ends', async () => {
    const one = await endpoint()
    await endpoint()
    await lineUp(one, 1)
    assert.ok(await claimOf(one))
    assert.deepEqual(await claim(), [], 'somebody has it')
    await pass(60_001)
    const mine = await claimOf(one)
    await letGo(database.db, mine)
    const next = await claimOf(one)
    await letGo(database.db, mine)
    assert.deepEqual(await claim(), [], 'who was late gives back nothing of another’s')
    await letGo(database.db, next)
    assert.equal((await claim()).length, 1)
  })

  it('is not of what is disabled, of what pauses, nor of what is not due yet', async () => {
    const one = await endpoint()
    await lineUp(one, 1)
    await noteFailed(database.db, await due(one), REFUSED)
    assert.deepEqual(await claim(), [])
    await pass(7_000)
    await letGo(database.db, await claimOf(one))
    await changeEndpoint(database.db, await again(one), { enabled: false })
    assert.deepEqual(await claim(), [])
  })

  it('goes first to whoever waited longest, and to no two askers at once', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, () => endpoint()))
    for (const one of many) await lineUp(one, 1)
    const claims = await Promise.all(Array.from({ length: 4 }, () => claimEndpoints(database.db, 2, 60_000)))
    const ids = claims.flat().map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(ids.length <= 6)
  })

  it('is held on to while it is one’s own, and lost where a person stops it', async () => {
    const one = await endpoint()
    await lineUp(one, 1)
    const first = await claimOf(one)
    const held = await holdOn(database.db, first, 60_000)
    assert.ok(held && (await holdOn(database.db, held, 60_000)))
    await pass(60_001)
    assert.ok(!(await holdOn(database.db, held, 60_000)), 'too late: it may be another’s')
    const theirs = await claimOf(one)
    assert.ok(!(await holdOn(database.db, held, 60_000)), 'it is another’s')
    const kept = await holdOn(database.db, theirs, 60_000)
    assert.ok(kept, 'who has it is not disturbed')
    await changeEndpoint(database.db, await again(one), { enabled: false })
    assert.ok(!(await holdOn(database.db, kept, 60_000)))
  })
})

describe('the order', () => {
  it('is that of what is told, while each is taken', async () => {
    const one = await endpoint()
    const ids = await lineUp(one, 4)
    const told: string[] = []
    for (let message = await next(one); message; message = await next(one)) {
      told.push(message.id)
      await noteTaken(database.db, message, TAKEN)
    }
    assert.deepEqual(told, ids)
    assert.deepEqual(await states(one), ['sent', 'sent', 'sent', 'sent'])
  })

  it('holds those behind for the first tries, then lets them pass, and tries what stood aside again', async () => {
    const one = await endpoint()
    const [first, second] = await lineUp(one, 2)
    for (let tries = 0; tries < IN_ORDER_TRIES; tries++) {
      assert.equal((await due(one)).id, first)
      await noteFailed(database.db, await due(one), REFUSED)
      assert.equal(
        await next(one).then((message) => message?.id),
        tries < IN_ORDER_TRIES - 1 ? undefined : second,
      )
      await pass(4 * HOUR)
    }
    const aside = await due(one)
    assert.deepEqual([aside.id, aside.aside, aside.tries], [first, true, IN_ORDER_TRIES])
    await noteTaken(database.db, aside, TAKEN)
    assert.equal((await due(one)).id, second)
  })

  it('brings back at once what stood aside, when an endpoint comes back after an outage', async () => {
    const one = await endpoint()
    const ids = await lineUp(one, 3)
    for (let tries = 0; tries < 2 * IN_ORDER_TRIES; tries++) {
      await noteFailed(database.db, await due(one), REFUSED)
      await pass(30_000)
      while (!(await next(one))) await pass(60_000)
    }
    await pass(4 * HOUR)
    // The last in order is taken: the endpoint is well again.
    await sql`update webhook_delivery set next_try = now() + interval '2 hours' where aside`.execute(
      database.db,
    )
    const last = await due(one)
    assert.equal(last.aside, false)
    await noteTaken(database.db, last, TAKEN)
    const left: string[] = []
    for (let message = await next(one); message; message = await next(one)) {
      left.push(message.id)
      await noteTaken(database.db, message, TAKEN)
    }
    assert.deepEqual([...left, last.id].sort(), ids)
  })
})

describe('giving up', () => {
  it('comes after three days, and disables what took nothing in that time', async () => {
    const one = await endpoint()
    await lineUp(one, 1)
    await noteFailed(database.db, await due(one), REFUSED)
    await pass(GIVE_UP_AFTER + HOUR)
    assert.equal(await noteFailed(database.db, await due(one), REFUSED), 'failing')
    const { enabled, disabled_why: why } = await again(one)
    assert.deepEqual([enabled, why, await states(one)], [false, 'failing', ['failed']])
  })

  it('leaves an endpoint alone that took something else meanwhile', async () => {
    const one = await endpoint()
    await lineUp(one, 2)
    for (let tries = 0; tries < IN_ORDER_TRIES; tries++) {
      await noteFailed(database.db, await due(one), REFUSED)
      await pass(4 * HOUR)
    }
    await sql`update webhook_delivery set next_try = now() + interval '90 hours' where aside`.execute(
      database.db,
    )
    await noteTaken(database.db, await due(one), TAKEN)
    await sql`update webhook_delivery set next_try = now() + interval '60 hours' where aside`.execute(
      database.db,
    )
    await pass(GIVE_UP_AFTER)
    assert.equal(await noteFailed(database.db, await due(one), REFUSED), undefined)
    assert.deepEqual([(await again(one)).enabled, (await states(one))[0]], [true, 'failed'])
  })

  it('is at once where the endpoint says that it is gone, and begins anew when a person enables it', async () => {
    const one = await endpoint()
    await lineUp(one, 2)
    assert.equal(await noteFailed(database.db, await due(one), answer(410)), 'gone')
    assert.deepEqual(await claim(), [])
    await changeEndpoint(database.db, await again(one), { enabled: true })
    const { failures, failing_since: since, disabled_why: why } = await again(one)
    assert.deepEqual([failures, since, why], [0, null, null])
    assert.deepEqual([(await claim()).length, (await due(one)).tries], [1, 0])
  })
})

describe('by hand', () => {
  it('a message is told again under its id, without holding anybody back', async () => {
    const one = await endpoint()
    const [first, second] = await lineUp(one, 2)
    await noteTaken(database.db, await due(one), TAKEN)
    const replayed = await replay(database.db, workspaceId, one.id, first ?? '')
    assert.deepEqual([replayed.id, replayed.state, replayed.tries], [first, 'waiting', 0])
    await noteFailed(database.db, await due(one), REFUSED)
    assert.equal((await due(one)).id, second, 'it failed, and stands aside')
    await assert.rejects(replay(database.db, workspaceId, one.id, uuidv7()), { id: 'not_found' })
    await assert.rejects(replay(database.db, await testWorkspace(database.db), one.id, first ?? ''), {
      id: 'not_found',
    })
  })

  it('a test is noted whatever came of it, and never told again', async () => {
    const one = await endpoint()
    const noted = await noteTest(database.db, one, uuidv7(), answer(null))
    assert.deepEqual([noted.state, noted.answer, noted.event], ['failed', 'http.timeout', 'webhook.test'])
    assert.deepEqual([await next(one), await claim()], [undefined, []])
    await assert.rejects(replay(database.db, workspaceId, one.id, noted.id), { id: 'not_found' })
  })

  it('an endpoint goes with all that waited for it, and no other', async () => {
    const [one, other] = [await endpoint(), await endpoint()]
    await lineUp(one, 2)
    await lineUp(other, 1)
    await deleteEndpoint(database.db, workspaceId, one.id)
    assert.deepEqual(
      (await listEndpoints(database.db, workspaceId)).map(({ id }) => id),
      [other.id],
    )
    assert.deepEqual([await states(one), await states(other)], [[], ['waiting']])
  })
})

describe('the log', () => {
  it('is read newest first, page by page, and forgets what ended long ago, never what waits', async () => {
    const one = await endpoint()
    const ids = await lineUp(one, 5)
    await noteTaken(database.db, await due(one), TAKEN)
    const page = await listMessages(database.db, workspaceId, one.id, { before: undefined, limit: 2 })
    const rest = await listMessages(database.db, workspaceId, one.id, { before: page.at(-1)?.id, limit: 9 })
    assert.deepEqual(
      [...page, ...rest].map(({ id }) => id),
      ids.toReversed(),
    )
    await pass(100 * HOUR)
    await forgetMessages(database.db, new Date(Date.now() - HOUR))
    assert.deepEqual(await states(one), ['waiting', 'waiting', 'waiting', 'waiting'])
    await forgetMessage(database.db, await due(one))
    assert.equal((await states(one)).length, 3)
  })
})

describe('what is told outside the stream', () => {
  const subjects = async (of: Endpoint) =>
    (await listMessages(database.db, workspaceId, of.id, { before: undefined, limit: 9 })).map(
      ({ event, subject_id: id }) => [event, id],
    )

  it('goes to those that ask for it, of the alerts that they name', async () => {
    const [alert, other, story, alarm] = Array.from({ length: 4 }, () => uuidv7())
    const all = await endpoint()
    const named = await endpoint({ alerts: [alert ?? ''], alarms: false })
    const none = await endpoint({ matches: false, alarms: false, deliveries: false })
    await tellMatters(database.db, workspaceId, 'alert.matched', [
      { subjectId: story ?? '', alerts: [alert ?? ''] },
    ])
    await tellMatters(database.db, workspaceId, 'alert.matched', [
      { subjectId: other ?? '', alerts: [other ?? ''] },
    ])
    await tellMatters(database.db, workspaceId, 'alarm.raised', [
      { subjectId: alarm ?? '', alerts: [alert ?? ''] },
    ])
    assert.deepEqual(await subjects(all), [
      ['alarm.raised', alarm],
      ['alert.matched', other],
      ['alert.matched', story],
    ])
    assert.deepEqual(await subjects(named), [['alert.matched', story]])
    assert.deepEqual(await subjects(none), [])
  })

  it('is how a message of ours ended, and no step on its way', async () => {
    const one = await endpoint()
    const id = uuidv7()
    const lines = ['begun', 'sent', 'refused', 'unknown', 'said-sent', 'retried'].map((what) => ({
      workspaceId,
      deliveryId: id,
      what,
    }))
    await tellEnds(database.db, lines)
    const events = (await subjects(one)).map(([event]) => event).sort()
    assert.deepEqual(events, ['delivery.refused', 'delivery.sent', 'delivery.sent', 'delivery.unknown'])
  })
})

type Step = 'taken' | 'refused' | 'silent' | 'line-up' | 'wait' | 'enable'
const step = fc.constantFrom<Step>(
  'taken',
  'taken',
  'refused',
  'refused',
  'silent',
  'line-up',
  'wait',
  'enable',
)

it('loses nothing and takes nothing twice, whatever the endpoint answers and whenever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const one = await endpoint()
      const ids = new Set(await lineUp(one, 2))
      const taken: string[] = []
      for (const what of steps) {
        if (what === 'line-up') for (const id of await lineUp(one, 1)) ids.add(id)
        else if (what === 'wait') await pass(2 * HOUR)
        else if (what === 'enable') await changeEndpoint(database.db, await again(one), { enabled: true })
        else {
          const message = await next(one)
          if (!message) continue
          if (what === 'taken') {
            await noteTaken(database.db, message, TAKEN)
            taken.push(message.id)
          } else await noteFailed(database.db, message, what === 'silent' ? answer(null) : REFUSED)
        }
      }
      const log = await listMessages(database.db, workspaceId, one.id, { before: undefined, limit: 200 })
      assert.deepEqual(new Set(log.map(({ id }) => id)), ids, 'each is still there')
      assert.equal(new Set(taken).size, taken.length, 'nothing was due that had been taken')
      for (const { id, state, tries } of log) {
        assert.equal(state === 'sent', taken.includes(id))
        assert.ok(state !== 'failed' || tries > 1, 'nothing is given up at its first try')
      }
    }),
    { numRuns: 25 },
  )
})
