import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { audit, type Route, route } from '../../../access/index.ts'
import { activityReply, allSigned, presentActivity } from '../../../activity/index.ts'
import { conversationReply, presentConversation } from '../present.ts'
import type { InboxDeps } from '../routes.ts'
import { getConversation, listConversations } from '../store.ts'
import { contextOf } from './context.ts'
import { joinConversations, partConversations } from './join.ts'
import { splitConversation } from './split.ts'

const id = z.strictObject({ id: z.uuid() })
const some = z.array(z.uuid()).min(1).max(100)

/** Of one person, as many as a reader is offered. */
const RELATED = 20

/** One matter, one thread: joining, parting and what stands around a conversation. */
export function mergeRoutes(deps: Pick<InboxDeps, 'signsOn'>): Route[] {
  return [...changes(), ...around(deps)]
}

function changes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/conversations/{id}/join',
      summary: 'Joins other conversations to it: it shows them all, and what comes later in any of them',
      description: 'Parting those that the answer names takes it back.',
      tag: 'inbox',
      can: 'inbox:write',
      params: id,
      body: z.strictObject({ ids: some }),
      reply: z.object({ id: z.string(), joined: z.array(z.string()) }),
      status: 200,
      handler: ({ db, workspaceId, principal, clock }, { params, body }) =>
        inTransaction(db, async (tx) => {
          const by = { memberId: principal.memberId, now: clock.now() }
          const done = await joinConversations(tx, workspaceId, { into: params.id, ids: body.ids }, by)
          const detail = { joined: done.joined }
          await audit(tx, {
            workspaceId,
            who: principal,
            action: 'conversation.join',
            target: done.id,
            detail,
          })
          return done
        }),
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/part',
      summary: 'Parts conversations that were joined to it, with all that came by their threads since',
      tag: 'inbox',
      can: 'inbox:write',
      params: id,
      body: z.strictObject({ ids: some }),
      reply: z.object({ id: z.string(), parted: z.array(z.string()) }),
      status: 200,
      handler: ({ db, workspaceId, principal, clock }, { params, body: { ids } }) =>
        inTransaction(db, async (tx) => {
          const by = { memberId: principal.memberId, now: clock.now() }
          await partConversations(tx, workspaceId, { from: params.id, ids }, by)
          const about = { action: 'conversation.part', target: params.id, detail: { parted: ids } }
          await audit(tx, { workspaceId, who: principal, ...about })
          return { id: params.id, parted: ids }
        }),
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/split',
      summary: 'Parts what was said from a message on into a conversation of its own',
      description: 'Joining the new one to it again takes it back.',
      tag: 'inbox',
      can: 'inbox:write',
      params: id,
      body: z.strictObject({ from: z.uuid() }),
      reply: z.object({ id: z.string() }),
      status: 201,
      handler: ({ db, workspaceId, principal, clock }, { params, body: { from } }) =>
        inTransaction(db, async (tx) => {
          const by = { memberId: principal.memberId, now: clock.now() }
          const next = await splitConversation(tx, workspaceId, { id: params.id, from }, by)
          const about = { action: 'conversation.split', target: params.id, detail: { into: next } }
          await audit(tx, { workspaceId, who: principal, ...about })
          return { id: next }
        }),
    }),
  ]
}

function around({ signsOn }: Pick<InboxDeps, 'signsOn'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}/related',
      summary: 'Other open conversations of the same person, the most pressing first',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      reply: z.object({ items: z.array(conversationReply) }),
      handler: async ({ db, workspaceId, memberNames }, { params }) => {
        const { id: shown, person_id: person } = await getConversation(db, workspaceId, params.id)
        if (!person) return { items: [] }
        const rows = await listConversations(db, workspaceId, { sort: 'priority', person }, RELATED + 1)
        const names = await memberNames()
        const others = rows.filter((row) => row.id !== shown).slice(0, RELATED)
        return { items: others.map((row) => presentConversation(row, names)) }
      },
    }),
    route({
      method: 'get',
      path: '/conversations/{id}/context',
      summary: 'What it was said under: the post that it answers and those above, the oldest first',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      reply: z.object({ items: z.array(activityReply) }),
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        const above = await contextOf(db, workspaceId, await getConversation(db, workspaceId, params.id))
        return { items: await allSigned(context, signsOn, above.map(presentActivity)) }
      },
    }),
  ]
}
