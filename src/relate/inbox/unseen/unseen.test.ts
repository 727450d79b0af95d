import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { about, entry, note } from '../../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume, withdraw } from '../../../activity/index.ts'
import { changeConversations, wakeSnoozed } from '../change.ts'
import { forgetActivities } from '../forget.ts'
import { leaveDesk } from '../hand/hand.ts'
import { inboxIntake } from '../intake.ts'
import { joinConversations, partConversations } from '../merge/join.ts'
import { splitConversation } from '../merge/split.ts'
import { type ConversationFilter, listConversations, type ShownConversation } from '../store.ts'

/**
 * Nothing that comes in is ever in no view. Whatever people do to conversations, whoever leaves and whatever is cut off,
 * each message to the brand stands in a conversation that one of the ready views of some member shows; and until somebody
 * answers it or closes it, in one of those that are to be done.
 */
const ALERT = '01890000-0000-7000-8000-0000000000a1'
const MINUTE = 60_000
const START = new Date('2026-11-20T08:00:00Z').getTime()

let server: TestDatabase
before(async () => {
  server = await testDatabase()
})
after(() => server.close())

interface Said {
  id: string
  channel: string
  thread: string
  published: Date
  /** Somebody answered where it is shown, or closed it. */
  settled: boolean
  activityId: string
}

/** One world: a workspace, what was said in it, and a clock of its own. */
class World {
  readonly said: Said[] = []
  readonly answers: Pick<Said, 'activityId' | 'published'>[] = []
  readonly threads = new Set<string>()
  members: string[] = []
  asking = true
  now = START
  count = 0
  readonly workspaceId: string

  constructor(workspaceId: string) {
    this.workspaceId = workspaceId
  }

  by() {
    return { memberId: this.members[0] ?? null, now: new Date(this.now) }
  }

  pick<T>(from: readonly T[], n: number): T | undefined {
    return from.length > 0 ? from[n % from.length] : undefined
  }

  async bring(channel: string, activity: Activity): Promise<string> {
    const alerts = activity.ours || !this.asking ? [] : [ALERT]
    const { stored } = await append(server.db, {
      ...{ workspaceId: this.workspaceId, channel, accountId: null, received: new Date(this.now) },
      entries: [entry(activity, { alerts })],
    })
    const intake = inboxIntake({
      inboxAlerts: async () => new Set(this.asking ? [ALERT] : []),
      inboxAccounts: async () => new Set(),
    })
    while ((await consume(server.db, this.workspaceId, intake)) > 0);
    return stored[0]?.id ?? ''
  }

  async rows(): Promise<ShownConversation[]> {
    return listConversations(server.db, this.workspaceId, { sort: 'recent' }, 500)
  }

  /** What comes late into a conversation where an answer was given since it was written asks for none. */
  async answeredSince(activityId: string, published: Date): Promise<boolean> {
    const shown = await this.shownIn()
    const here = shown.get(activityId) ?? []
    return this.answers.some(
      (one) => one.published > published && (shown.get(one.activityId) ?? []).some((id) => here.includes(id)),
    )
  }

  /** Where a message is shown. */
  async shownIn(): Promise<Map<string, string[]>> {
    const { rows } = await sql<{ activity_id: string; id: string }>`
      select item.activity_id, c.id from conversation_item item
      join conversation c on c.workspace_id = item.workspace_id and c.id = item.conversation_id
      where item.workspace_id = ${this.workspaceId} and c.merged_into is null`.execute(server.db)
    return new Map(
      [...Map.groupBy(rows, (row) => row.activity_id)].map(([id, some]) => [id, some.map((row) => row.id)]),
    )
  }
}

type Act = (world: World, a: number, b: number) => Promise<unknown>
const CHANNELS = ['net', 'mail'] as const
const VERBS = ['Create', 'Question', 'Review'] as const

const ACTS: Record<string, Act> = {
  async say(world, a, b) {
    const id = `m${++world.count}`
    const channel = world.pick(CHANNELS, a) ?? 'net'
    const thread = `${channel}-${b % 3}`
    const first = !world.threads.has(thread)
    world.threads.add(thread)
    const published = new Date(world.now - (b % 5 === 0 ? 3 * MINUTE : 0))
    const made = note(first ? thread : id, id, {
      ...{ published, verb: world.pick(VERBS, a + b) ?? 'Create', actor: { id: `actor-${a % 3}` } },
      visibility: channel === 'mail' ? 'private' : 'public',
    })
    const activity = first ? made : { ...made, object: { ...made.object, thread } }
    const before = new Set((await world.shownIn()).keys())
    const activityId = await world.bring(channel, activity)
    // Asked for, by an alert or privately; or it came into a thread that is followed.
    if (!(await world.shownIn()).has(activityId) && !world.asking && channel === 'net') return
    assert.ok(!before.has(activityId))
    const settled = await world.answeredSince(activityId, published)
    world.said.push({ id: activity.externalId, channel, thread, published, settled, activityId })
  },
  async answer(world, a) {
    const to = world.pick(world.said, a)
    if (!to) return
    const id = `o${++world.count}`
    const made = note(id, id, {
      ...{ published: new Date(world.now), ours: true, actor: { id: 'us' } },
      visibility: to.channel === 'mail' ? 'private' : 'public',
    })
    const object = { ...made.object, thread: to.thread, inReplyTo: to.id }
    const answered = (await world.shownIn()).get(to.activityId) ?? []
    const activityId = await world.bring(to.channel, { ...made, object })
    world.answers.push({ activityId, published: new Date(world.now) })
    await settle(world, answered)
  },
  async close(world, a) {
    const row = world.pick(await world.rows(), a)
    if (!row) return
    await changeConversations(server.db, world.workspaceId, [row.id], { status: 'done' }, world.by())
    await settle(world, [row.id])
  },
  async snooze(world, a, b) {
    const row = world.pick(await world.rows(), a)
    if (!row || row.status === 'done') return
    const until = new Date(world.now + (1 + (b % 20)) * MINUTE)
    const change = { status: 'snoozed' as const, snoozedUntil: until }
    await changeConversations(server.db, world.workspaceId, [row.id], change, world.by())
  },
  async wake(world) {
    world.now += 15 * MINUTE
    await wakeSnoozed(server.db, new Date(world.now))
  },
  async assign(world, a, b) {
    const [row, member] = [world.pick(await world.rows(), a), world.pick(world.members, b)]
    if (!row || !member) return
    const change = { assigneeId: member, labels: [`l${b % 3}`] }
    await changeConversations(server.db, world.workspaceId, [row.id], change, world.by())
  },
  async leave(world, a) {
    const member = world.pick(world.members, a)
    if (!member || world.members.length < 2) return
    world.members = world.members.filter((one) => one !== member)
    await inTransaction(server.db, async (tx) => {
      await leaveDesk(tx, world.workspaceId, member, 'nobody', new Date(world.now))
      await sql`delete from member where workspace_id = ${world.workspaceId} and id = ${member}`.execute(tx)
    })
  },
  async join(world, a, b) {
    const rows = await world.rows()
    const [into, other] = [world.pick(rows, a), world.pick(rows, b)]
    if (!into || !other) return
    await joinConversations(server.db, world.workspaceId, { into: into.id, ids: [other.id] }, world.by())
  },
  async part(world, a) {
    const { rows } = await sql<{ id: string; merged_into: string }>`
      select id, merged_into from conversation
      where workspace_id = ${world.workspaceId} and merged_into is not null order by id`.execute(server.db)
    const one = world.pick(rows, a)
    if (!one) return
    await partConversations(
      server.db,
      world.workspaceId,
      { from: one.merged_into, ids: [one.id] },
      world.by(),
    ).catch((error) => assert.equal((error as { id?: string }).id, 'not_joined'))
  },
  async split(world, a, b) {
    const row = world.pick(await world.rows(), a)
    const at = world.pick(world.said, b)
    if (!row || !at) return
    await splitConversation(
      server.db,
      world.workspaceId,
      { id: row.id, from: at.activityId },
      world.by(),
    ).catch((error) =>
      assert.ok(['split_leaves_nothing', 'not_found'].includes((error as { id: string }).id), String(error)),
    )
  },
  async edit(world, a) {
    const one = world.pick(world.said, a)
    if (one)
      await world.bring(
        one.channel,
        about('Update', one.id, { text: 'autrement', published: new Date(world.now) }),
      )
  },
  async erase(world, a) {
    const one = world.pick(world.said, a)
    if (!one) return
    world.said.splice(world.said.indexOf(one), 1)
    await withdraw(server.db, world.workspaceId, [one.activityId])
    await forgetActivities(server.db, world.workspaceId, [one.activityId])
  },
  async alertGoes(world) {
    world.asking = false
  },
  async alertComes(world) {
    world.asking = true
  },
}

/** What stands in these conversations waits for nobody any more. */
async function settle(world: World, conversations: string[]): Promise<void> {
  const shown = await world.shownIn()
  for (const one of world.said)
    if ((shown.get(one.activityId) ?? []).some((id) => conversations.includes(id))) one.settled = true
}

const VIEWS: Omit<ConversationFilter, 'assignee'>[] = [
  { sort: 'priority' },
  { sort: 'recent', status: 'snoozed' },
  { sort: 'recent', status: 'done' },
]

async function assertSeen(world: World, after_: string): Promise<void> {
  const [todo = [], snoozed = [], done = []] = await Promise.all(
    VIEWS.map((view) => listConversations(server.db, world.workspaceId, view, 500)),
  )
  const shown = await world.shownIn()
  const toBeDone = new Map([...todo, ...snoozed].map((row) => [row.id, row]))
  const all = new Set([...toBeDone.keys(), ...done.map(({ id }) => id)])
  for (const one of world.said) {
    const where = shown.get(one.activityId) ?? []
    assert.equal(where.length, 1, `${after_}: ${one.id} stands in ${where.length} conversations`)
    assert.ok(all.has(where[0] ?? ''), `${after_}: ${one.id} is in no view`)
    if (one.settled) continue
    const row = toBeDone.get(where[0] ?? '')
    assert.ok(row, `${after_}: ${one.id} waits, and is in nothing to do`)
    assert.ok(
      row.waiting_since && row.waiting_since <= one.published,
      `${after_}: ${one.id} waits, and nobody knows`,
    )
  }
  const here = new Set(world.members)
  for (const row of toBeDone.values())
    assert.ok(
      row.assignee_id === null || here.has(row.assignee_id),
      `${after_}: it is on the desk of somebody who left`,
    )
}

it('nothing that comes in is ever in no view, whatever happens', async () => {
  const step = fc.record({
    act: fc.oneof(
      { weight: 6, arbitrary: fc.constant('say') },
      { weight: 10, arbitrary: fc.constantFrom(...Object.keys(ACTS)) },
    ),
    a: fc.nat(50),
    b: fc.nat(50),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const world = new World(await testWorkspace(server.db))
      for (let n = 0; n < 3; n++) world.members.push(await testMember(server.db, world.workspaceId))
      for (const { act, a, b } of steps) {
        world.now += MINUTE
        await ACTS[act]?.(world, a, b)
        await assertSeen(world, act)
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
})
