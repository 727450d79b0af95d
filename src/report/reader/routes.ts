import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { audit, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { feedsOf, feedsWanted, isIn, readerOf } from './feeds.ts'
import { articleRoutes, itemRoutes, type ReaderRouteDeps } from './items.ts'
import { type OpmlRouteDeps, opmlRoutes } from './opml/routes.ts'
import { feedReply, folderShape, presentFeed } from './present.ts'
import {
  type Before,
  headOf,
  markItems,
  place,
  placesOf,
  readAll,
  starredCount,
  unreadAgain,
  unreadCounts,
} from './store.ts'

const ids = z.array(z.uuid()).max(1000)

const beforeShape = z.strictObject({
  seen: z.array(z.strictObject({ accountId: z.uuid(), position: z.number().int().min(0) })).max(1000),
  unread: z.array(z.uuid()).max(10_000),
})

/** Feeds as something to read; what a member has read and kept is theirs, where feeds stand is the workspace's. */
export function readerRoutes(deps: ReaderRouteDeps & OpmlRouteDeps): Route[] {
  return [...feedRoutes, ...itemRoutes(deps), ...markRoutes, ...articleRoutes(deps), ...opmlRoutes(deps)]
}

const feedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reader/feeds',
    summary: 'Feeds to read, where they stand, and how much of each one has not read',
    tag: 'reader',
    can: 'stream:read',
    reply: z.object({ head: z.number(), starred: z.number(), feeds: z.array(feedReply) }),
    handler: async (context) => {
      const { db, workspaceId, clock } = context
      const reader = readerOf(context)
      const feeds = await feedsOf(context)
      const places = await placesOf(db, workspaceId)
      const unread = await unreadCounts(db, reader, clock.now())
      return {
        head: await headOf(db, workspaceId),
        starred: await starredCount(db, reader),
        feeds: feeds.map((feed) => presentFeed(feed, places.get(feed.id), unread.get(feed.id))),
      }
    },
  }),
  route({
    method: 'patch',
    path: '/reader/feeds/{id}',
    summary:
      'Puts a feed into a folder, by the names of the folders that hold it; an empty list takes it out',
    tag: 'reader',
    can: 'channels:manage',
    params: idParams,
    body: z.strictObject({ folder: folderShape }),
    status: 204,
    handler: async (context, { params, body }) => {
      const { db, workspaceId, principal } = context
      const feed = (await feedsOf(context)).find((one) => one.id === params.id)
      if (!feed) throw notFound('account')
      await inTransaction(db, async (tx) => {
        await place(tx, workspaceId, feed.id, body.folder)
        const detail = { folder: body.folder.join(' / ') }
        await audit(tx, { workspaceId, who: whoIs(principal), action: 'feed.place', target: feed.id, detail })
      })
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'post',
    path: '/reader/folders/rename',
    summary: 'Gives a folder another name or place, with all that stands in it; an empty `to` dissolves it',
    tag: 'reader',
    can: 'channels:manage',
    body: z.strictObject({ from: folderShape.min(1), to: folderShape }),
    reply: z.object({ moved: z.number() }),
    status: 200,
    handler: async (context, { body: { from, to } }) => {
      const { db, workspaceId, principal } = context
      const held = [...(await placesOf(db, workspaceId))].filter(([, folder]) => isIn(folder, from))
      await inTransaction(db, async (tx) => {
        for (const [id, folder] of held)
          await place(tx, workspaceId, id, [...to, ...folder.slice(from.length)].slice(0, 5))
        const detail = { from: from.join(' / '), to: to.join(' / ') }
        await audit(tx, {
          workspaceId,
          who: whoIs(principal),
          action: 'feed.folder',
          target: workspaceId,
          detail,
        })
      })
      return { moved: held.length }
    },
  }),
]

const markRoutes: Route[] = [
  route({
    method: 'patch',
    path: '/reader/items',
    summary: 'Says of items that one has read them or not, keeps them or not; for oneself',
    tag: 'reader',
    can: 'stream:read',
    body: z.strictObject({ ids: ids.min(1), read: z.boolean().optional(), starred: z.boolean().optional() }),
    status: 204,
    handler: async (context, { body: { ids: named, ...say } }) => {
      await inTransaction(context.db, (tx) =>
        markItems(tx, readerOf(context), named, say, context.clock.now()),
      )
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'post',
    path: '/reader/read',
    summary: 'Everything of a feed, a folder or all is read, up to `head`; the answer takes it back',
    tag: 'reader',
    can: 'stream:read',
    body: z.strictObject({
      feed: z.uuid().optional(),
      folder: folderShape.optional(),
      head: z.number().int().min(0),
    }),
    reply: z.object({
      seen: z.array(z.object({ accountId: z.string(), position: z.number() })),
      unread: z.array(z.string()),
    }),
    status: 200,
    handler: async (context, { body }) => {
      const feeds = (await feedsWanted(context, body)).map((feed) => feed.id)
      if (feeds.length === 0) return { seen: [], unread: [] }
      return inTransaction(context.db, (tx) => readAll(tx, readerOf(context), feeds, body.head))
    },
  }),
  route({
    method: 'post',
    path: '/reader/unread',
    summary: 'Takes back that everything was read, by what that answered',
    tag: 'reader',
    can: 'stream:read',
    body: beforeShape,
    status: 204,
    handler: async (context, { body }) => {
      const mine = new Set((await feedsOf(context)).map((feed) => feed.id))
      const before: Before = { ...body, seen: body.seen.filter((one) => mine.has(one.accountId)) }
      await inTransaction(context.db, (tx) => unreadAgain(tx, readerOf(context), before, context.clock.now()))
      return new Response(null, { status: 204 })
    },
  }),
]
