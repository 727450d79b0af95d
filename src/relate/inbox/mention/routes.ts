import { z } from 'zod'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../lib/page/index.ts'
import { type Context, idParams, type Route, route } from '../../../access/index.ts'
import { getConversations } from '../store.ts'
import {
  countMentions,
  listMentions,
  type MentionRow,
  markMentions,
  type TellMentioned,
  writeNote,
} from './store.ts'

export interface MentionRouteDeps {
  told: TellMentioned
}

const tag = 'inbox'
const can = 'inbox:read'
const person = z.object({ id: z.string(), name: z.string() })

const mentionReply = z.object({
  id: z.string(),
  at: z.string(),
  read: z.boolean(),
  by: person,
  text: z.string(),
  conversation: z.object({
    id: z.string(),
    channel: z.string(),
    author: z.string().nullable(),
    status: z.string(),
  }),
})

export function mentionRoutes({ told }: MentionRouteDeps): Route[] {
  return [noteRoute(told), ...listRoutes]
}

function noteRoute(told: TellMentioned): Route {
  return route({
    method: 'post',
    path: '/conversations/{id}/notes',
    summary: 'Adds a note that only colleagues see, and tells those whom it names after an @',
    description:
      '`mentions` picks among members who bear the same name, or names somebody whom the text does not.',
    tag,
    can: 'inbox:write',
    params: idParams,
    body: z.strictObject({
      text: z.string().trim().min(1).max(10_000),
      mentions: z.array(z.uuid()).max(50).optional(),
    }),
    reply: z.object({ id: z.string(), mentions: z.array(z.string()) }),
    status: 201,
    handler: ({ db, workspaceId, principal, clock }, { params, body }) =>
      writeNote(
        db,
        workspaceId,
        params.id,
        { ...body, memberId: principal.memberId, now: clock.now() },
        told,
      ),
  })
}

const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/mentions',
    summary: 'Notes that name you, newest first',
    tag,
    can,
    query: z.strictObject({ ...pageQuery({ limit: 30, max: 100 }), unread: z.stringbool().optional() }),
    reply: pageOf(mentionReply),
    handler: async (context, { query }) => {
      const { db, workspaceId, principal } = context
      const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.uuid()])) : []
      const rows = await listMentions(db, workspaceId, principal.memberId, {
        ...{ limit: query.limit + 1, unread: query.unread, before },
      })
      const shown = await presentMentions(context, rows)
      return toPage(
        shown,
        query.limit,
        (one) => [one.id],
        (one) => one,
      )
    },
  }),
  route({
    method: 'get',
    path: '/mentions/unread',
    summary: 'How many notes that name you are unread, up to a hundred',
    tag,
    can,
    reply: z.object({ count: z.number() }),
    handler: async ({ db, workspaceId, principal }) => ({
      count: await countMentions(db, workspaceId, principal.memberId),
    }),
  }),
  route({
    method: 'post',
    path: '/mentions/read',
    summary: 'Marks notes that name you as read or unread: these, those of a conversation, or all',
    tag,
    can,
    body: z.strictObject({
      ids: z.array(z.uuid()).min(1).max(500).optional(),
      conversationId: z.uuid().optional(),
      read: z.boolean().default(true),
    }),
    status: 204,
    handler: async ({ db, workspaceId, principal, clock }, { body }) => {
      await markMentions(db, workspaceId, principal.memberId, { ...body, now: clock.now() })
      return new Response(null, { status: 204 })
    },
  }),
]

/** Mentions as the API shows them; what is gone is left out. */
export async function presentMentions(
  { db, workspaceId, memberNames }: Pick<Context, 'db' | 'workspaceId' | 'memberNames'>,
  rows: readonly MentionRow[],
): Promise<z.input<typeof mentionReply>[]> {
  if (rows.length === 0) return []
  const names = await memberNames()
  const ids = [...new Set(rows.map((row) => row.conversation_id))]
  const talks = new Map((await getConversations(db, workspaceId, ids)).map((talk) => [talk.id, talk]))
  return rows.flatMap((row) => {
    const talk = talks.get(row.conversation_id)
    if (!talk) return []
    const { id, channel, author_name, author_handle, status } = talk
    return [
      {
        ...{ id: row.id, at: row.at.toISOString(), read: row.read !== null, text: row.text },
        by: { id: row.by_member, name: names.get(row.by_member) ?? '' },
        conversation: { id, channel, author: author_name ?? author_handle, status },
      },
    ]
  })
}

export { mentionReply }
