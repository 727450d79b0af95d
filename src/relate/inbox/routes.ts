import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../lib/page/index.ts'
import { type Context, memberNames, type Route, route } from '../../access/index.ts'
import { presentActivity, type SignsOn, signed } from '../../activity/index.ts'
import { type Change, changeConversations } from './change.ts'
import { type Behind, type EntryRow, listEntries } from './entries.ts'
import { settleBeforeDone } from './escalation/matter/done.ts'
import { listRoutes } from './list/routes.ts'
import { mentionedIn } from './mention/store.ts'
import { presentParts, titlesOf } from './merge/present.ts'
import { conversationReply, detailReply, entryReply, type Names, presentConversation } from './present.ts'
import { getConversation, withDues } from './store.ts'
import { look } from './together/presence.ts'
import { releaseGone } from './unseen/gone.ts'

const id = z.strictObject({ id: z.uuid() })
const place = z.tuple([z.iso.datetime(), z.uuid()])
const status = z.enum(['open', 'snoozed', 'done'])

const changeBody = z.strictObject({
  status: status.optional(),
  assigneeId: z.uuid().nullable().optional(),
  snoozedUntil: z.iso.datetime().optional(),
  labels: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
  /** On closing: what a service has still in hand is followed on, or withdrawn. Without it that is refused. */
  escalations: z.enum(['keep', 'withdraw']).optional(),
})
const undoReply = z.object({
  status: status.optional(),
  assigneeId: z.string().nullable().optional(),
  snoozedUntil: z.string().optional(),
  labels: z.array(z.string()).optional(),
})

export interface InboxDeps {
  /** What was decided about messages by the charter, and which of their words who asks may not read. */
  signsOn: SignsOn<Context>
}

export function inboxRoutes(deps: InboxDeps): Route[] {
  return [...listRoutes, ...readRoutes(deps), ...changeRoutes()]
}

function readRoutes({ signsOn }: InboxDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}',
      summary: 'One conversation, and who else looks at it',
      description: 'Who asks is shown to the others as looking at it, unless it is a glance.',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      query: z.strictObject({ glance: z.enum(['yes', 'no']).default('no') }),
      reply: detailReply,
      handler: async ({ db, workspaceId, principal, clock, memberNames }, { params, query }) => {
        const row = await shownNow(db, workspaceId, params.id)
        const names = await memberNames()
        const who = { memberId: principal.memberId, stays: query.glance === 'no' }
        const viewers = await look(db, workspaceId, row.id, who, clock.now())
        return {
          ...presentConversation(row, names),
          parts: await presentParts(db, workspaceId, row.id),
          viewers: viewers.map(({ memberId }) => ({ id: memberId, name: names.get(memberId) ?? '' })),
        }
      },
    }),
    route({
      method: 'get',
      path: '/conversations/{id}/items',
      summary: 'Messages, notes and events, oldest first, or from the newest back',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      query: z.strictObject({ ...pageQuery({ limit: 100 }), order: z.enum(['asc', 'desc']).default('asc') }),
      reply: pageOf(entryReply),
      handler: async (context, { params, query }) => {
        const { db, workspaceId, memberNames } = context
        const { id: shownId } = await getConversation(db, workspaceId, params.id)
        const [at, entryId] = query.cursor ? decodeCursor(query.cursor, place) : []
        const after = at && entryId ? { at: new Date(at), id: entryId } : undefined
        const page = { order: query.order, limit: query.limit + 1, after }
        const { entries, ...behind } = await listEntries(db, workspaceId, shownId, page)
        const names = await memberNames()
        const shown = entries.slice(0, query.limit)
        const noted = shown.some((entry) => entry.kind === 'note')
        const mentions = noted ? await mentionedIn(db, workspaceId, shownId) : new Map()
        const others = shown.filter(({ what }) => what && OF_CONVERSATIONS.has(what))
        const titles = await titlesOf(
          db,
          workspaceId,
          others.flatMap(({ value }) => value ?? []),
        )
        const last = entries.length > query.limit ? shown.at(-1) : undefined
        const signs = await signsOn(context, [...behind.activities.keys()])
        return {
          items: shown.flatMap((entry) => presentEntry(entry, behind, { names, mentions, titles, signs })),
          next: last ? encodeCursor([last.at.toISOString(), last.id]) : null,
        }
      },
    }),
  ]
}

/** What happened with a member for its value. */
const OF_MEMBERS = new Set<string>(['assigned', 'answered-anyway'])
/** What happened with another conversation. */
const OF_CONVERSATIONS = new Set<string>([
  'joined',
  'parted',
  'split',
  'split-from',
  'private-came',
  'private-from',
  'private-closed',
])

/** What those are called that lines name by their ids. */
interface Words {
  names: Names
  mentions: ReadonlyMap<string, string[]>
  titles: Names
  signs: Awaited<ReturnType<InboxDeps['signsOn']>>
}

function presentEntry(
  entry: EntryRow,
  { activities, deliveries }: Behind,
  { names, mentions, titles, signs }: Words,
): z.input<typeof entryReply>[] {
  const base = { id: entry.id, at: entry.at.toISOString() }
  const who = entry.member_id ? (names.get(entry.member_id) ?? '') : null
  if (entry.kind === 'note') {
    return [
      {
        kind: 'note',
        ...base,
        author: { id: entry.member_id ?? '', name: who ?? '' },
        text: entry.text ?? '',
        mentions: (mentions.get(entry.id) ?? []).map((id) => ({ id, name: names.get(id) ?? '' })),
      },
    ]
  }
  if (entry.kind === 'event') {
    const what = entryReply.options[2].shape.what.parse(entry.what)
    const called = OF_MEMBERS.has(what) ? names : OF_CONVERSATIONS.has(what) ? titles : undefined
    const to = called && entry.value ? (called.get(entry.value) ?? '') : entry.value
    const talk = OF_CONVERSATIONS.has(what) ? entry.value : null
    const { about, detail } = entry
    return [{ kind: 'event', ...base, who, what, to, about, detail, talk }]
  }
  const activity = activities.get(entry.id)
  if (!activity) return []
  const deliveryId = deliveries.get(activity.id) ?? null
  return [
    {
      kind: 'message',
      ...base,
      activity: signed(presentActivity(activity), signs),
      ours: activity.ours,
      deliveryId,
    },
  ]
}

/** One conversation with what comes due first in it. */
async function shownNow(db: Context['db'], workspaceId: string, conversationId: string) {
  const row = await getConversation(db, workspaceId, conversationId)
  return (await withDues(db, workspaceId, [row]))[0] ?? row
}

function changeRoutes(): Route[] {
  return [
    route({
      method: 'patch',
      path: '/conversations/{id}',
      summary: 'Assigns, closes, snoozes, labels; answers what takes it back',
      tag: 'inbox',
      can: 'inbox:write',
      params: id,
      body: changeBody,
      reply: z.object({ conversation: conversationReply, undo: undoReply }),
      handler: async (context, { params, body }) => {
        const { db, workspaceId } = context
        const [undo] = await changed(context, [params.id], body)
        const row = await shownNow(db, workspaceId, params.id)
        return {
          conversation: presentConversation(row, await context.memberNames()),
          undo: undo?.change ?? {},
        }
      },
    }),
    route({
      method: 'post',
      path: '/conversations/bulk',
      summary: 'The same change to many conversations, all or none',
      tag: 'inbox',
      can: 'inbox:write',
      body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(500), change: changeBody }),
      reply: z.object({
        changed: z.number(),
        undo: z.array(z.object({ id: z.string(), change: undoReply })),
      }),
      status: 200,
      handler: async (context, { body }) => {
        const undo = await changed(context, body.ids, body.change)
        return { changed: undo.length, undo }
      },
    }),
  ]
}

async function changed(context: Context, ids: string[], body: z.output<typeof changeBody>) {
  const { db, workspaceId, principal, clock } = context
  if (body.assigneeId && !(await memberNames(db, workspaceId)).has(body.assigneeId))
    throw invalid('assignee_unknown')
  const { snoozedUntil, escalations, ...rest } = body
  const change: Change = { ...rest, ...(snoozedUntil ? { snoozedUntil: new Date(snoozedUntil) } : {}) }
  const by = { memberId: principal.memberId, now: clock.now() }
  return inTransaction(db, async (tx) => {
    if (change.status === 'done') await settleBeforeDone(tx, workspaceId, ids, escalations, by)
    const undo = await changeConversations(tx, workspaceId, ids, change, by)
    if (change.status && change.status !== 'done') await releaseGone(tx, workspaceId, ids, by.now)
    return undo
  })
}
