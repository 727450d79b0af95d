import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { about, entry, note } from '../../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume, withdraw } from '../../../activity/index.ts'
import { type Change, changeConversations } from '../change.ts'
import { forgetActivities } from '../forget.ts'
import { inboxIntake } from '../intake.ts'
import { addNote } from '../note.ts'
import { listConversations } from '../store.ts'
import type { Status } from '../tables.ts'
import { joinConversations, partConversations } from './join.ts'
import { splitConversation } from './split.ts'

/**
 * Whatever people do to conversations: counts are what a count of the rows says, each message stands once where it is
 * shown, what is joined is a tree, and what was done and taken back leaves things as they stood.
 */
const ALERT = '01890000-0000-7000-8000-0000000000a1'
const MINUTE = 60_000
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

interface World {
  workspaceId: string
  members: string[]
  now: number
  count: number
  said: { id: string; channel: string; thread: string; activityId: string; actor: string }[]
  answers: { id: string; channel: string }[]
  threads: Set<string>
}
type Act = (world: World, a: number, b: number) => Promise<unknown>

const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]
const by = (world: World) => ({ memberId: world.members[0] ?? null, now: new Date(world.now) })
const shown = (world: World) => listConversations(database.db, world.workspaceId, { sort: 'recent' }, 100)

async function bring(world: World, channel: string, activity: Activity): Promise<string> {
  const { stored } = await append(database.db, {
    ...{ workspaceId: world.workspaceId, channel, accountId: null, received: new Date(world.now) },
    entries: [entry(activity, { alerts: activity.ours ? [] : [ALERT] })],
  })
  while ((await consume(database.db, world.workspaceId, intake)) > 0);
  return stored[0]?.id ?? ''
}

/** All that is there of a conversation, but for what only tells of it. */
async function standing(world: World, ids: string[]) {
  const { rows } = await sql<Record<string, unknown>>`
    select id, status, snoozed_until, assignee_id, array(select unnest(labels) order by 1) as labels, messages, notes, waiting_since, first_at,
      first_answer_at, last_at, last_activity_id, title, snippet, review, person_id, merged_into, split_to, sentiment, lang,
      array(select unnest(alerts) order by 1) as alerts,
      array(select activity_id from conversation_item item
        where item.workspace_id = c.workspace_id and item.conversation_id = c.id order by published, activity_id) as items,
      array(select n.text from conversation_note n
        where n.workspace_id = c.workspace_id and n.conversation_id = c.id order by at, n.id) as noted
    from conversation c where workspace_id = ${world.workspaceId} and id = any(${ids}::uuid[]) order by id`.execute(
    database.db,
  )
  return rows
}

const STATUSES: Status[] = ['open', 'done', 'snoozed']
function changeOf(world: World, a: number, b: number): Change {
  const status = pick(STATUSES, a)
  return {
    ...(a % 4 === 3 ? {} : { status }),
    ...(status === 'snoozed' ? { snoozedUntil: new Date(world.now + (1 + (b % 9)) * MINUTE) } : {}),
    ...(b % 3 === 0 ? {} : { assigneeId: b % 3 === 1 ? (pick(world.members, a) ?? null) : null }),
    ...(b % 2 === 0 ? {} : { labels: [`l${a % 3}`] }),
  }
}

const ACTS: Record<string, Act> = {
  async say(world, a, b) {
    const id = `m${++world.count}`
    const channel = a % 2 === 0 ? 'net' : 'mail'
    const thread = `${channel}-${b % 3}`
    const first = !world.threads.has(thread)
    world.threads.add(thread)
    const actor = `actor-${a % 3}`
    const made = note(first ? thread : id, id, {
      published: new Date(world.now - (b % 4 === 0 ? 3 * MINUTE : 0)),
      actor: { id: actor, name: actor },
      verb: a % 5 === 0 ? 'Review' : 'Create',
      visibility: channel === 'mail' ? 'private' : 'public',
    })
    const activity = first ? made : { ...made, object: { ...made.object, thread } }
    const activityId = await bring(world, channel, activity)
    world.said.push({ id: activity.externalId, channel, thread, activityId, actor })
  },
  async answer(world, a) {
    const to = pick(world.said, a)
    if (!to) return
    const id = `o${++world.count}`
    const made = note(id, id, { published: new Date(world.now), ours: true, actor: { id: 'us' } })
    const visibility = to.channel === 'mail' ? ('private' as const) : ('public' as const)
    const object = { ...made.object, thread: to.thread, inReplyTo: to.id }
    await bring(world, to.channel, { ...made, visibility, object })
    world.answers.push({ id, channel: to.channel })
  },
  async takeBack(world, a) {
    const one = pick(world.answers, a)
    if (one)
      await bring(
        world,
        one.channel,
        about('Delete', one.id, { published: new Date(world.now), ours: true, actor: { id: 'us' } }),
      )
  },
  async delete(world, a) {
    const one = pick(world.said, a)
    if (one) await bring(world, one.channel, about('Delete', one.id, { published: new Date(world.now) }))
  },
  async note(world, a) {
    const row = pick(await shown(world), a)
    if (!row) return
    const written = { memberId: world.members[0] ?? '', text: `n${++world.count}`, now: new Date(world.now) }
    await addNote(database.db, world.workspaceId, row.id, written)
  },
  async change(world, a, b) {
    const row = pick(await shown(world), a)
    if (row)
      await changeConversations(database.db, world.workspaceId, [row.id], changeOf(world, b, a), by(world))
  },
  async changeAndUndo(world, a, b) {
    const row = pick(await shown(world), a)
    if (!row) return
    const before_ = await standing(world, [row.id])
    const change = changeOf(world, b, a)
    const [undo] = await changeConversations(database.db, world.workspaceId, [row.id], change, by(world))
    if (!undo) return
    const { snoozedUntil, ...rest } = undo.change
    // What was put away until now cannot be put away until then again.
    if (snoozedUntil && new Date(snoozedUntil).getTime() <= world.now) return
    const back = { ...rest, ...(snoozedUntil ? { snoozedUntil: new Date(snoozedUntil) } : {}) }
    await changeConversations(database.db, world.workspaceId, [row.id], back, by(world))
    assert.deepEqual(await standing(world, [row.id]), before_, 'undo gives back what was')
  },
  async join(world, a, b) {
    const rows = await shown(world)
    const [into, other] = [pick(rows, a), pick(rows, b)]
    if (into && other)
      await joinConversations(database.db, world.workspaceId, { into: into.id, ids: [other.id] }, by(world))
  },
  async joinAndPart(world, a, b) {
    const rows = await shown(world)
    const [into, other] = [pick(rows, a), pick(rows, b)]
    if (!into || !other || into.id === other.id) return
    const before_ = await standing(world, [into.id, other.id])
    const ids = [other.id]
    await joinConversations(database.db, world.workspaceId, { into: into.id, ids }, by(world))
    await assertWhole(world)
    await partConversations(database.db, world.workspaceId, { from: into.id, ids }, by(world))
    assert.deepEqual(await standing(world, [into.id, other.id]), before_, 'parting gives back what was')
  },
  async part(world, a) {
    const { rows } = await sql<{ id: string; merged_into: string }>`
      select id, merged_into from conversation
      where workspace_id = ${world.workspaceId} and merged_into is not null order by id`.execute(database.db)
    const one = pick(rows, a)
    if (!one) return
    await partConversations(
      database.db,
      world.workspaceId,
      { from: one.merged_into, ids: [one.id] },
      by(world),
    ).catch((error) =>
      assert.ok(['not_joined', 'part_leaves_nothing'].includes((error as { id: string }).id), String(error)),
    )
  },
  async split(world, a, b) {
    const [row, at] = [pick(await shown(world), a), pick(world.said, b)]
    if (!row || !at) return
    await splitConversation(
      database.db,
      world.workspaceId,
      { id: row.id, from: at.activityId },
      by(world),
    ).catch((error) =>
      assert.ok(['split_leaves_nothing', 'not_found'].includes((error as { id: string }).id), String(error)),
    )
  },
  /** All that somebody said goes. */
  async erase(world, a) {
    const actor = `actor-${a % 3}`
    const ids = world.said.filter((one) => one.actor === actor).map(({ activityId }) => activityId)
    world.said = world.said.filter((one) => one.actor !== actor)
    if (ids.length === 0) return
    await withdraw(database.db, world.workspaceId, ids)
    await forgetActivities(database.db, world.workspaceId, ids)
    const { rows } = await sql`
      select id from conversation where workspace_id = ${world.workspaceId} and author_id = ${actor}`.execute(
      database.db,
    )
    assert.deepEqual(rows, [], 'nothing names who was erased')
  },
}

/** Somebody is erased whose conversation was joined elsewhere, and in whose thread another has written since. */
const MET = [
  ...[
    { act: 'say', a: 46, b: 20 },
    { act: 'delete', a: 0, b: 39 },
    { act: 'say', a: 50, b: 4 },
  ],
  ...[
    { act: 'answer', a: 0, b: 4 },
    { act: 'joinAndPart', a: 4, b: 42 },
    { act: 'part', a: 15, b: 45 },
  ],
  ...[
    { act: 'join', a: 3, b: 26 },
    { act: 'say', a: 21, b: 46 },
    { act: 'say', a: 18, b: 32 },
  ],
  ...[
    { act: 'answer', a: 22, b: 4 },
    { act: 'erase', a: 40, b: 1 },
  ],
]

async function assertWhole({ workspaceId, said }: World): Promise<void> {
  const { rows: counted } = await sql`
    select status, assignee_id, count::int as n from conversation_counter
    where workspace_id = ${workspaceId} and count <> 0 order by 1, 2`.execute(database.db)
  const { rows: there } = await sql`
    select status, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, count(*)::int as n
    from conversation where workspace_id = ${workspaceId} and merged_into is null group by 1, 2 order by 1, 2`.execute(
    database.db,
  )
  assert.deepEqual(counted, there, 'counts are what there is')
  const { rows: items } = await sql<{ activity_id: string; n: number }>`
    select activity_id, count(*)::int as n from conversation_item item
    join conversation c on c.workspace_id = item.workspace_id and c.id = item.conversation_id and c.merged_into is null
    where item.workspace_id = ${workspaceId} group by 1`.execute(database.db)
  const shownOnce = new Map(items.map((item) => [item.activity_id, item.n]))
  for (const one of said) assert.equal(shownOnce.get(one.activityId), 1, `${one.id} is shown once`)
  const { rows: wrong } = await sql`
    select c.id, c.messages, c.notes, c.status, c.merged is null as whole, lines.n as lines, written.n as written
    from conversation c
    cross join lateral (select count(*)::int as n from conversation_item item
      where item.workspace_id = c.workspace_id and item.conversation_id = c.id) as lines
    cross join lateral (select count(*)::int as n from conversation_note written
      where written.workspace_id = c.workspace_id and written.conversation_id = c.id) as written
    left join conversation host on host.workspace_id = c.workspace_id and host.id = c.merged_into
    where c.workspace_id = ${workspaceId} and (
      (c.merged_into is null and (c.messages <> lines.n or c.notes <> written.n or lines.n = 0))
      or (c.merged_into is not null and (lines.n > 0 or written.n > 0 or host.id is null))
      or (c.status = 'merged') <> (c.merged_into is not null) or (c.merged is null) <> (c.merged_into is null)
      or (c.status = 'snoozed') <> (c.snoozed_until is not null) and c.merged_into is null)`.execute(
    database.db,
  )
  assert.deepEqual(wrong, [], 'rows are what stands in them')
}

it('counts, lines and what is taken back are right whatever happens to conversations', async () => {
  const step = fc.record({
    act: fc.oneof(
      { weight: 5, arbitrary: fc.constant('say') },
      { weight: 3, arbitrary: fc.constant('joinAndPart') },
      { weight: 12, arbitrary: fc.constantFrom(...Object.keys(ACTS)) },
    ),
    a: fc.nat(50),
    b: fc.nat(50),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const workspaceId = await testWorkspace(database.db)
      const members = [await testMember(database.db, workspaceId), await testMember(database.db, workspaceId)]
      const world: World = {
        ...{ workspaceId, members, now: new Date('2026-11-20T08:00:00Z').getTime(), count: 0 },
        ...{ said: [], answers: [], threads: new Set() },
      }
      for (const { act, a, b } of steps) {
        world.now += MINUTE
        await ACTS[act]?.(world, a, b)
        await assertWhole(world)
      }
    }),
    { numRuns: 9, endOnFailure: true, examples: [[MET]] },
  )
})
