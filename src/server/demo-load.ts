import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import {
  createWorkspace,
  findUserByEmail,
  insertMember,
  insertUser,
  listWorkspaces,
  replacePassword,
  saveReadiness,
} from '../access/index.ts'
import { consume } from '../activity/index.ts'
import { createShownAccount, ingest } from '../ingest/index.ts'
import { createAlert, recallAlarms, watchAlarms } from '../match/index.ts'
import { addPeople } from '../people/index.ts'
import {
  addNote,
  changeConversations,
  changeEach,
  listConversations,
  type Step,
} from '../relate/inbox/index.ts'
import { type Demo, generateDemo } from './demo/index.ts'
import { fillAnswers } from './demo-answers.ts'
import { fillApprovals } from './demo-approval.ts'
import { fillCharter } from './demo-charter.ts'
import { declareShown } from './demo-image.ts'
import { fillLookouts } from './demo-lookouts.ts'
import { fillOutbox } from './demo-outbox.ts'
import { fillServices } from './demo-services.ts'
import { fillSite } from './demo-site.ts'
import { fillTiers, setTargets, settleTargets } from './demo-time.ts'
import { fillTogether } from './demo-together.ts'
import type { Engine } from './engine.ts'
import { CONSUMERS } from './worker.ts'

const SEED = 20_26
/** Activities that a consumer reads at once: nobody waits meanwhile. */
const BATCH = 2000
/** As long as the shop has been listened to: what is usual of it is known. */
const LISTENED = 90 * 86_400_000
/** Channels whose items are conversations; of the others, only what an alert finds. */
const ANSWERED = new Set(['email', 'review', 'forum', 'instagram'])

export interface DemoParts {
  db: Handle
  engine: Engine
  hashPassword(password: string): Promise<string>
  /** Share done, 0 to 1. */
  progress(done: number): void
}

export interface DemoAccess {
  email: string
  password: string
}

/**
 * Fills the fictional shop through the real pipeline, once; its people's password is made anew at each call, since
 * it is shown nowhere else.
 */
export async function loadDemo(parts: DemoParts, now: Date): Promise<DemoAccess> {
  const demo = generateDemo({ seed: SEED, now })
  const password = randomBytes(9).toString('base64url')
  const hash = await parts.hashPassword(password)
  const there = (await listWorkspaces(parts.db)).some((workspace) => workspace.demo)
  if (there) await renewPasswords(parts.db, demo, hash)
  else await fill(parts, demo, hash, now)
  return { email: demo.members[0].email, password }
}

async function renewPasswords(db: Handle, demo: Demo, hash: string): Promise<void> {
  for (const { email } of demo.members) {
    const user = await findUserByEmail(db, email)
    if (user) await replacePassword(db, user.id, hash)
  }
}

/** In one transaction: killed half way, it leaves nothing and begins again. */
function fill(parts: DemoParts, demo: Demo, hash: string, now: Date): Promise<void> {
  return inTransaction(parts.db, async (tx) => {
    const workspaceId = await createWorkspace(tx, { ...demo.workspace, demo: true })
    const members = await settleTeam(tx, workspaceId, demo, hash, now)
    const created = new Date(now.getTime() - LISTENED)
    for (const alert of demo.alerts)
      await createAlert(tx, workspaceId, { ...alert, created }, { label: 'demo' })
    await declareShown(tx, workspaceId, now)
    await parts.engine.matchers.load(workspaceId, tx)
    const people = await addPeople(tx, workspaceId, peopleOf(demo, now))
    const by = members.get(demo.members[0].key) ?? ''
    const gold = await fillTiers(tx, workspaceId, { people, by, now })
    await setTargets(tx, workspaceId, { gold, now })
    await pour(tx, parts, workspaceId, demo, now)
    await fillSite(tx, parts.engine, { workspaceId, memberId: members.get(demo.members[0].key) ?? '' }, now)
    await consumeAll(tx, workspaceId)
    await recallAlarms(tx, workspaceId, now)
    await watchAlarms(tx, workspaceId, now)
    const threads = await conversationsByThread(tx, workspaceId)
    await handle(tx, workspaceId, { demo, members, threads })
    await clearDesks(tx, workspaceId, now)
    await fillOutbox(tx, workspaceId, members.get(demo.members[0].key) ?? '', now)
    await fillServices(tx, workspaceId, members.get(demo.members[0].key) ?? '', now)
    await fillTogether(tx, workspaceId, members, now)
    const [writer = '', reader = ''] = [...members.values()]
    await fillCharter(tx, workspaceId, { demo, members, sealing: parts.engine.vault }, now)
    await fillAnswers(tx, workspaceId, { writer, reader }, now)
    await fillApprovals(tx, workspaceId, members, now)
    await settleTargets(tx, workspaceId, now)
    await fillLookouts(tx, workspaceId, members.get(demo.members[0].key) ?? '', now)
    parts.progress(1)
  })
}

async function consumeAll(tx: Handle, workspaceId: string): Promise<void> {
  // Tables that grow from nothing in one transaction: without figures of them the planner would read them whole.
  await sql`analyze activity, activity_key`.execute(tx)
  for (const consumer of CONSUMERS) {
    for (let batch = 1; (await consume(tx, workspaceId, consumer, BATCH)) > 0; batch++)
      if (Number.isInteger(Math.log2(batch))) await analyzeInbox(tx)
  }
  await analyzeInbox(tx)
}

function analyzeInbox(tx: Handle): Promise<unknown> {
  return sql`analyze conversation, conversation_item`.execute(tx)
}

async function settleTeam(tx: Handle, workspaceId: string, demo: Demo, hash: string, now: Date) {
  const members = new Map<string, string>()
  for (const [i, { key, name, email, role }] of demo.members.entries()) {
    const userId = await insertUser(tx, { name, email, passwordHash: hash })
    members.set(key, await insertMember(tx, workspaceId, userId, i === 0 ? 'owner' : role))
    if (i === 0) await saveReadiness(tx, workspaceId, demo.readiness, { userId, now })
  }
  return members
}

/** Each is known since they first spoke or bought, on whichever channel. */
function peopleOf(demo: Demo, now: Date) {
  const first = new Map<string, Date>()
  for (const { activities } of demo.batches) {
    for (const { actor, published } of activities) if (!first.has(actor.id)) first.set(actor.id, published)
  }
  return demo.people.map(({ name, email, handles }) => {
    const identities = [
      ...handles.map(({ channel, id, handle }) => ({ channel, actorId: id, handle, url: null })),
      { channel: 'webhook', actorId: email, handle: null, url: null },
    ]
    const seen = identities.map(({ actorId }) => first.get(actorId)?.getTime() ?? now.getTime())
    return { name, email, created: new Date(Math.min(...seen)), identities }
  })
}

async function pour(tx: Handle, { engine, progress }: DemoParts, workspaceId: string, demo: Demo, now: Date) {
  const accounts = new Map<string, { id: string; channel: string; self: string | undefined }>()
  for (const { key, channel, name, self } of demo.accounts) {
    const shown = {
      workspaceId,
      channel,
      name,
      inbox: ANSWERED.has(channel),
      profile: self ?? undefined,
      now,
    }
    const id = await createShownAccount(tx, shown)
    accounts.set(key, { id, channel, self: self?.id })
  }
  let poured = 0
  const batches = [...demo.batches]
  for (const { accountKey, activities } of batches) {
    const account = accounts.get(accountKey)
    if (!account) continue
    const { channel, id: accountId, self } = account
    const ours = activities.map((activity) =>
      activity.actor.id === self ? { ...activity, ours: true } : activity,
    )
    // Each batch arrives when it was said: what is told of delays and of history holds in the demonstration too.
    const at = new Date(Math.max(...ours.map(({ published }) => published.getTime())))
    const source = { workspaceId, channel, accountId, keep: 'all' as const }
    await ingest(tx, source, { activities: ours }, { ...engine.pipeline, now: () => at })
    progress((0.9 * ++poured) / batches.length)
  }
}

interface Story {
  demo: Demo
  members: Map<string, string>
  threads: Map<string, string[]>
}

/** Ids by channel and thread: one, or one a commenter under a post of ours. */
async function conversationsByThread(tx: Handle, workspaceId: string): Promise<Map<string, string[]>> {
  const threads = new Map<string, string[]>()
  let after: { at: Date; id: string } | undefined
  while (true) {
    const page = await listConversations(
      tx,
      workspaceId,
      { sort: 'recent', ...(after ? { after } : {}) },
      1000,
    )
    for (const { id, channel, thread_key } of page) {
      const key = `${channel}|${thread_key.split('\n')[0]}`
      threads.set(key, [...(threads.get(key) ?? []), id])
    }
    const last = page.at(-1)
    if (!last) return threads
    after = { at: last.last_at, id: last.id }
  }
}

/** What the team did with its conversations, a few hundred at a time. */
async function handle(tx: Handle, workspaceId: string, { demo, members, threads }: Story): Promise<void> {
  const seen = new Set<string>()
  const steps: Step[] = []
  for (const state of demo.states) {
    const channel = demo.accounts.find((account) => account.key === state.accountKey)?.channel ?? ''
    const memberId = (state.assignee && members.get(state.assignee)) || null
    for (const id of threads.get(`${channel}|${state.thread}`) ?? []) {
      if (seen.has(id)) continue
      seen.add(id)
      const { status, labels, snoozedUntil, at: now } = state
      const change = { status, assigneeId: memberId, labels, ...(snoozedUntil ? { snoozedUntil } : {}) }
      steps.push({ id, change, memberId, now })
      for (const { author, at, text } of state.notes) {
        await addNote(tx, workspaceId, id, { memberId: members.get(author) ?? '', text, now: at })
      }
    }
  }
  for (let i = 0; i < steps.length; i += 500) await changeEach(tx, workspaceId, steps.slice(i, i + 500))
}

const TWO_DAYS = 2 * 86_400_000

/** What nobody in the story came back to was read and closed by the team within two days. */
async function clearDesks(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - TWO_DAYS)
  while (true) {
    const open = await listConversations(
      tx,
      workspaceId,
      { status: 'open', sort: 'recent', lastBefore: before },
      200,
    )
    if (open.length === 0) return
    const ids = open.map((conversation) => conversation.id)
    await changeConversations(tx, workspaceId, ids, { status: 'done' }, { memberId: null, now: before })
  }
}
