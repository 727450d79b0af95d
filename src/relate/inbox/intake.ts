import { uuidv7 } from 'uuidv7'
import { type Clock, systemClock } from '../../../lib/clock/index.ts'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { type Consumer, getByExternalId, type StoredActivity } from '../../activity/index.ts'
import type { Arrival } from './assign/candidate.ts'
import { giveByRules } from './assign/run.ts'
import { isSpoken, rootOf, SPOKEN, threadKey, withMessage } from './conversation.ts'
import { takeReplies } from './escalation/link/replies.ts'
import { inLockOrder, keyOfId, nextAfter, type Open, type Place, save } from './filing.ts'
import { handOver } from './hand-over.ts'
import { type Standing, standingReasons, stayingOf } from './priority/priority.ts'
import { noteArrivals } from './private/invitation/came.ts'
import { concernedBy, conversationsOf, reviseConversations } from './revise.ts'
import { heard, heardAt } from './service-level/heard.ts'
import { keepTime } from './service-level/keep.ts'
import type { InboxTables } from './tables.ts'
import { waitAgain } from './taken-back.ts'
import { reopenUndelivered } from './undelivered.ts'
import { releaseGone } from './unseen/gone.ts'

export interface IntakeDeps {
  /** Alerts whose finds are to be answered. */
  inboxAlerts(db: Handle, workspaceId: string): Promise<ReadonlySet<string>>
  /** Accounts whose items are to be answered. */
  inboxAccounts(db: Handle, workspaceId: string): Promise<ReadonlySet<string>>
  /** What is known of people besides what they say: how faithful they are, what they may expect. */
  standings?(db: Handle, workspaceId: string, personIds: string[]): Promise<ReadonlyMap<string, Standing>>
}

/** Files what was said to the brand, or about it, into conversations; follows edits and deletions. */
export function inboxIntake(deps: IntakeDeps, clock: Clock = systemClock): Consumer {
  return {
    name: 'inbox',
    verbs: [...SPOKEN, 'Update', 'Delete', 'View', 'Reject'],
    handle: async (tx, workspaceId, activities) => {
      const [alerts, accounts] = await Promise.all([
        deps.inboxAlerts(tx, workspaceId),
        deps.inboxAccounts(tx, workspaceId),
      ])
      const answers = await takeReplies(tx, workspaceId, activities)
      const asks = (activity: StoredActivity) =>
        activity.visibility === 'private' ||
        (activity.account_id !== null && accounts.has(activity.account_id) && !isWatched(activity)) ||
        activity.alerts.some((alert) => alerts.has(alert))
      const revised = await concernedBy(tx, workspaceId, activities)
      const filed = await conversationsOf(tx, workspaceId, revised)
      const spoken = activities.filter((one) => isSpoken(one) && !answers.has(one.id))
      const said = [...spoken, ...becameOurs(revised, activities, filed, asks)]
      const plans: Plan[] = []
      for (const [channel, some] of Map.groupBy(said, (activity) => activity.channel))
        plans.push(await planOf(tx, workspaceId, channel, some))
      // All that will be touched is locked at once and in one order: a ring of waits needs two.
      const standings = await standingsOf(deps, tx, workspaceId, said)
      const rows = await inLockOrder(tx, workspaceId, plans, [...filed.values()].flat())
      const all: Open[] = []
      for (const plan of plans)
        all.push(...(await file(tx, workspaceId, plan, rows.get(plan.channel), { asks, standings })))
      const open = [...new Set(all)]
      await reviseConversations(tx, workspaceId, [...new Set([...filed.values()].flat())], open)
      await save(tx, workspaceId, open)
      await noteArrivals(tx, workspaceId, activities)
      await handOver(tx, workspaceId, activities, revised, filed)
      await waitAgain(tx, workspaceId, activities, revised, filed)
      await reopenUndelivered(tx, workspaceId, activities, revised, filed)
      await releaseGone(
        tx,
        workspaceId,
        open.map(({ id }) => id),
        heardAt(activities),
      )
      await giveByRules(tx, workspaceId, arrivedIn(open), clock.now())
      const moved = [...open.map(({ id }) => id), ...[...filed.values()].flat()]
      await keepTime(tx, workspaceId, moved, { now: heardAt(activities), said: heard(open) })
    },
  }
}

/** What came in and is nobody's, each with the last that was said. */
function arrivedIn(open: readonly Open[]): Arrival[] {
  return open.flatMap(({ id, row, first, draft, items }) => {
    const activity = items.findLast((item) => !item.ours && isSpoken(item))
    if (!activity || !draft || draft.status !== 'open' || row?.assignee_id) return []
    const personId = row?.person_id ?? first?.person_id ?? null
    return [{ id, personId, labels: row?.labels ?? [], alerts: draft.alerts, activity }]
  })
}

/** A channel brings it because somebody wants to see it, not because it was said to the account. */
function isWatched(activity: StoredActivity): boolean {
  return activity.extra?.watched === true
}

/** What an edit made concern us, and stands in no conversation yet. */
function becameOurs(
  revised: StoredActivity[],
  activities: StoredActivity[],
  filed: ReadonlyMap<string, string[]>,
  asks: (activity: StoredActivity) => boolean,
): StoredActivity[] {
  const here = new Set(activities.map((activity) => activity.id))
  return revised.filter(
    (activity) =>
      isSpoken(activity) &&
      !activity.deleted &&
      !activity.ours &&
      !here.has(activity.id) &&
      !filed.has(activity.id) &&
      asks(activity),
  )
}

interface Judging {
  asks(activity: StoredActivity): boolean
  standings: ReadonlyMap<string, Standing>
}

/** Asked once for all who speak. */
async function standingsOf(deps: IntakeDeps, tx: Handle, workspaceId: string, said: StoredActivity[]) {
  const people = new Set(said.filter(({ ours }) => !ours).flatMap(({ person_id: person }) => person ?? []))
  if (!deps.standings || people.size === 0) return new Map<string, Standing>()
  return deps.standings(tx, workspaceId, [...people])
}

/** What rules raised stays; what is known of who speaks is as it is now. */
function reasonsStaying({ draft }: Open, { ours, person_id }: StoredActivity, known: Judging['standings']) {
  const staying = stayingOf(draft?.priority_reasons ?? [])
  if (ours || !person_id) return staying
  const raised = staying.filter(({ reason }) => reason === 'raised')
  return [...raised, ...standingReasons(known.get(person_id) ?? {})]
}

interface Plan {
  channel: string
  said: StoredActivity[]
  roots: Map<string, StoredActivity>
  /** Keys of the conversations that answers of ours answer. */
  repliedTo: Map<string, string>
  keyOf(activity: StoredActivity): string
  keys: string[]
}

async function planOf(
  tx: Handle,
  workspaceId: string,
  channel: string,
  said: StoredActivity[],
): Promise<Plan> {
  const roots = await rootsOf(tx, workspaceId, channel, said)
  const keyOf = (activity: StoredActivity) => threadKey(activity, roots.get(rootOf(activity))?.ours ?? false)
  const ours = said.filter((activity) => activity.ours)
  const repliedTo = await conversationsRepliedTo(tx, workspaceId, channel, ours)
  const keys = [...new Set([...said.map(keyOf), ...repliedTo.values()])]
  return { channel, said, roots, repliedTo, keyOf, keys }
}

async function file(
  tx: Handle,
  workspaceId: string,
  { channel, said, roots, repliedTo, keyOf }: Plan,
  known: Map<string, Place> = new Map(),
  { asks, standings }: Judging,
): Promise<Open[]> {
  const places = new Map(known)
  for (const activity of said) {
    const key = activity.ours ? (repliedTo.get(activity.id) ?? keyOf(activity)) : keyOf(activity)
    const there = places.get(key)
    if (!there && (activity.ours || !asks(activity))) continue
    const conversation = there?.open ?? begun(channel, key, activity)
    if (!there) {
      const root = roots.get(rootOf(activity))
      if (root && root.id !== activity.id) conversation.items.push(root)
    }
    const next = await nextAfter(tx, workspaceId, conversation, activity)
    const staying = reasonsStaying(conversation, activity, standings)
    conversation.draft = withMessage(conversation.draft, activity, next, staying)
    conversation.items.push(activity)
    if (there && there.home !== conversation.id) conversation.homes.set(activity.id, there.home)
    places.set(key, there ?? { open: conversation, home: conversation.id })
    if (activity.ours) continue
    // Replies of ours further on in the same batch find the conversation they answer.
    for (const later of said)
      if (later.ours && later.in_reply_to === activity.object_id) repliedTo.set(later.id, key)
  }
  return [...places.values()].map(({ open }) => open).filter(({ items }) => items.length > 0)
}

function begun(channel: string, key: string, first: StoredActivity): Open {
  return { id: uuidv7(), channel, key, first, items: [], homes: new Map() }
}

async function rootsOf(tx: Handle, workspaceId: string, channel: string, said: StoredActivity[]) {
  const ids = [...new Set(said.map(rootOf))]
  const roots = await getByExternalId(tx, workspaceId, channel, ids)
  return new Map(roots.map((root) => [root.object_id, root]))
}

/** For answers of ours: the key of the conversation that what they answer came by. */
async function conversationsRepliedTo(
  tx: Handle,
  workspaceId: string,
  channel: string,
  ours: StoredActivity[],
) {
  const parents = ours.flatMap((activity) => activity.in_reply_to ?? [])
  const found = await getByExternalId(tx, workspaceId, channel, [...new Set(parents)])
  if (found.length === 0) return new Map<string, string>()
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation_item')
    .select((item) => ['activity_id', item.fn.coalesce('home', 'conversation_id').as('home')])
    .where('workspace_id', '=', workspaceId)
    .where(
      'activity_id',
      'in',
      found.map((activity) => activity.id),
    )
    .execute()
  const homes = new Map(rows.map((row) => [row.activity_id, row.home]))
  const byObject = new Map(found.map((activity) => [activity.object_id, homes.get(activity.id)]))
  return new Map(
    ours.flatMap((activity) => {
      const home = byObject.get(activity.in_reply_to ?? '')
      return home ? [[activity.id, keyOfId(home)] as const] : []
    }),
  )
}
