import { sql } from 'kysely'
import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { notFound, Problem } from '../../../lib/errors/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../lib/page/index.ts'
import { type Context, idParams, type Route, route } from '../../access/index.ts'
import { getActivities, type StoredActivity, searchActivities } from '../../activity/index.ts'
import type { AccountRow } from '../../ingest/index.ts'
import { compileQuery, readingOptions, requireQuery } from '../../match/index.ts'
import { ArticleRefused, readArticle } from './article/article.ts'
import { pictureOf, type Sealing } from './article/picture.ts'
import { feedsOf, feedsWanted, readerOf } from './feeds.ts'
import { FEEDS } from './intake.ts'
import {
  articleReply,
  folderShape,
  itemDetailReply,
  itemReply,
  ownArticle,
  presentBlocks,
  presentItem,
  sealer,
} from './present.ts'
import { type ItemRow, listItems, stateOf } from './store.ts'

export interface ReaderRouteDeps {
  http: SafeHttp
  sealing: Sealing
}

const SEARCH_SECONDS = 5

const listQuery = z.strictObject({
  ...pageQuery({ limit: 50, max: 200 }),
  feed: z.uuid().optional(),
  folder: z
    .union([z.string(), z.array(z.string())])
    .transform((names) => [names].flat())
    .pipe(folderShape)
    .optional(),
  unread: z.stringbool().optional(),
  starred: z.stringbool().optional(),
  q: z.string().trim().max(4000).optional(),
})

export function itemRoutes(deps: ReaderRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/reader/items',
      summary: 'What feeds brought, newest first: of one, of a folder, unread, kept, or found by a query',
      tag: 'reader',
      can: 'stream:read',
      query: listQuery,
      reply: pageOf(itemReply),
      handler: async (context, { query }) => {
        const feeds = await feedsWanted(context, query)
        const after = query.cursor && decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
        const before = after ? { published: new Date(after[0]), id: after[1] } : undefined
        const found = query.q
          ? await search(context, feeds, { ...query, q: query.q }, before)
          : await list(context, feeds, query, before)
        const names = new Map(feeds.map((feed) => [feed.id, feed.name]))
        const page = found.slice(0, query.limit)
        const last = page.at(-1)
        return {
          items: page.flatMap(({ activity, state }) =>
            activity ? presentItem(activity, state, names.get(state.account_id) ?? '') : [],
          ),
          next:
            found.length > query.limit && last
              ? encodeCursor([last.state.published.toISOString(), last.state.activity_id])
              : null,
        }
      },
    }),
    route({
      method: 'get',
      path: '/reader/items/{id}',
      summary: 'An item, with its words in blocks and its pictures by a pass each',
      tag: 'reader',
      can: 'stream:read',
      params: idParams,
      reply: itemDetailReply,
      handler: async (context, { params }) => {
        const { activity, state, feed } = await one(context, params.id)
        const article = ownArticle(activity, sealer(deps.sealing, context.workspaceId))
        return { ...presentItem(activity, state, feed), topics: activity.topics ?? [], article }
      },
    }),
  ]
}

interface Found {
  activity: StoredActivity | undefined
  state: ItemRow
}

type Place = { published: Date; id: string } | undefined

async function list(
  context: Context,
  feeds: readonly AccountRow[],
  { unread, starred, limit }: z.output<typeof listQuery>,
  before: Place,
): Promise<Found[]> {
  const { db, workspaceId, clock } = context
  const filter = { accounts: feeds.map((feed) => feed.id), unread, starred, before }
  const rows = await listItems(db, readerOf(context), filter, { now: clock.now(), limit: limit + 1 })
  const there = await getActivities(
    db,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  const byId = new Map(
    there.filter((activity) => !activity.deleted).map((activity) => [activity.id, activity]),
  )
  return rows.map((state) => ({ state, activity: byId.get(state.activity_id) }))
}

/** By the query, over all that is kept of these feeds; what one has read or kept narrows what was found. */
async function search(
  context: Context,
  feeds: readonly AccountRow[],
  { q, unread, starred, limit }: z.output<typeof listQuery> & { q: string },
  before: Place,
): Promise<Found[]> {
  const { db, workspaceId, clock, locale } = context
  const query = compileQuery(requireQuery(q, locale, await readingOptions(db, workspaceId)))
  const accounts = feeds.map((feed) => feed.id)
  const where = sql<boolean>`(${query}) and activity.account_id = any(${accounts}::uuid[])`
  const filter = { where, channel: FEEDS, verbs: ['Create'], limit: limit + 1, ...(before ? { before } : {}) }
  const found = await within(db, SEARCH_SECONDS, 'search_too_broad', (tx) =>
    searchActivities(tx, workspaceId, filter),
  )
  const states = await stateOf(
    db,
    readerOf(context),
    found.map((activity) => activity.id),
    clock.now(),
  )
  return found.map((activity) => {
    const state = states.get(activity.id)
    // What is found counts for the page also where it is not shown, or its end would be taken for that of the search.
    if (!state) return { state: notKept(activity), activity: undefined }
    const wanted = !(unread && state.read) && !(starred && !state.starred) && !activity.deleted
    return { state, activity: wanted ? activity : undefined }
  })
}

/** Of an item that the reader has not taken in yet, or no more. */
function notKept({ id, account_id, published }: StoredActivity): ItemRow {
  return { activity_id: id, account_id: account_id ?? '', published, read: false, starred: false }
}

/** @throws Problem `not_found` */
async function one(
  context: Context,
  id: string,
): Promise<{ activity: StoredActivity; state: ItemRow; feed: string }> {
  const { db, workspaceId, clock } = context
  const state = (await stateOf(db, readerOf(context), [id], clock.now())).get(id)
  const [activity] = state ? await getActivities(db, workspaceId, [id]) : []
  if (!state || !activity || activity.deleted) throw notFound('activity')
  const feed = (await feedsOf(context)).find((account) => account.id === state.account_id)
  return { activity, state, feed: feed?.name ?? '' }
}

export function articleRoutes(deps: ReaderRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/reader/items/{id}/whole',
      summary: 'Reads the page behind an item, and gives what it says without its markup',
      tag: 'reader',
      can: 'stream:read',
      params: idParams,
      reply: articleReply,
      status: 200,
      limit: 60,
      handler: async (context, { params }) => {
        const { activity } = await one(context, params.id)
        if (!activity.url || !/^https?:/.test(activity.url)) throw unreadable('')
        try {
          const { url, blocks } = await readArticle(deps.http, activity.url, context.request.signal)
          return { url, blocks: presentBlocks(blocks, sealer(deps.sealing, context.workspaceId)) }
        } catch (error) {
          if (error instanceof ArticleRefused) throw unreadable(error.reason, error)
          throw error
        }
      },
    }),
    route({
      method: 'get',
      path: '/reader/pictures',
      summary: 'A picture of an item, fetched by the server so that its site does not see who reads',
      tag: 'reader',
      can: 'stream:read',
      query: z.strictObject({ of: z.string().max(8000) }),
      limit: 300,
      handler: async ({ workspaceId }, { query }) => {
        const found = await pictureOf(deps.http, deps.sealing, workspaceId, query.of)
        if (!found) throw notFound('picture')
        return new Response(Buffer.from(found.bytes), {
          headers: {
            'Content-Type': found.type,
            'X-Content-Type-Options': 'nosniff',
            'Content-Security-Policy': "default-src 'none'; sandbox",
            'Cache-Control': 'private, max-age=86400',
          },
        })
      },
    }),
  ]
}

function unreadable(reason: string, cause?: Error): Problem {
  return new Problem('article_unreadable', { status: 422, ours: false, values: { reason }, cause })
}
