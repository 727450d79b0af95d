import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { conflict, invalid } from '../../../../lib/errors/index.ts'
import { audit, type Context, findWorkspace, type Route, route, whoIs } from '../../../access/index.ts'
import { type Channel, channelOf } from '../../../channels/index.ts'
import { createAccount, listAccounts, type Vault } from '../../../ingest/index.ts'
import { feedsOf } from '../feeds.ts'
import { FEEDS } from '../intake.ts'
import { folderShape } from '../present.ts'
import { place, placesOf } from '../store.ts'
import { LONGEST_OPML, OpmlRefused, readOpml, writeOpml } from './opml.ts'
import { planOf } from './plan.ts'

export interface OpmlRouteDeps {
  vault: Vault
  /** Asks for a pull as soon as a worker is free. */
  pullSoon(workspaceId: string, accountId: string): Promise<void>
}

/** Accounts of a workspace, of all kinds, that its lists can show. */
const MOST_ACCOUNTS = 1000

const planReply = z.object({
  title: z.string(),
  feeds: z.array(
    z.object({
      line: z.number(),
      title: z.string(),
      url: z.string(),
      folder: z.array(z.string()),
      state: z.enum(['new', 'here', 'twice']),
      feedId: z.string().optional(),
    }),
  ),
  faults: z.array(
    z.object({
      line: z.number(),
      why: z.enum(['no-address', 'not-web', 'too-deep', 'too-many', 'markup']),
    }),
  ),
})

const wantedFeeds = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1).max(200),
      url: z.url({ protocol: /^https?$/ }).max(2000),
      folder: folderShape,
    }),
  )
  .min(1)
  .max(MOST_ACCOUNTS)

export function opmlRoutes(deps: OpmlRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/reader/opml',
      summary: 'The feeds with their folders, as a list that other readers take (OPML 2)',
      tag: 'reader',
      can: 'stream:read',
      handler: async (context) => {
        const { db, workspaceId, clock } = context
        const { name } = await findWorkspace(db, workspaceId)
        const places = await placesOf(db, workspaceId)
        const feeds = (await feedsOf(context)).map((feed) => ({
          title: feed.name,
          url: String(feed.config.url ?? ''),
          folder: places.get(feed.id) ?? [],
        }))
        return new Response(writeOpml(name, feeds, clock.now()), {
          headers: {
            'Content-Type': 'text/x-opml; charset=utf-8',
            'Content-Disposition': 'attachment; filename="veillee.opml"',
            'X-Content-Type-Options': 'nosniff',
          },
        })
      },
    }),
    route({
      method: 'post',
      path: '/reader/opml/check',
      summary: 'Reads a list of feeds (the body, as it is) and says what it would bring; changes nothing',
      tag: 'reader',
      can: 'channels:manage',
      raw: true,
      maxBody: LONGEST_OPML,
      limit: 30,
      reply: planReply,
      status: 200,
      handler: async (context) => {
        const text = new TextDecoder().decode(await context.request.arrayBuffer())
        const here = (await feedsOf(context)).map(({ id, config }) => ({ id, url: String(config.url ?? '') }))
        try {
          return planOf(readOpml(text), here)
        } catch (error) {
          if (error instanceof OpmlRefused) throw invalid(WORDS[error.reason])
          throw error
        }
      },
    }),
    route({
      method: 'post',
      path: '/reader/opml',
      summary: 'Adds feeds with their folders; those that are there already are put into theirs',
      tag: 'reader',
      can: 'channels:manage',
      body: z.strictObject({ feeds: wantedFeeds }),
      reply: z.object({ added: z.number(), placed: z.number() }),
      status: 201,
      handler: (context, { body }) => bring(context, deps, body.feeds),
    }),
  ]
}

const WORDS = { 'not-opml': 'opml_not', entities: 'opml_entities', 'too-long': 'opml_long' } as const

async function bring(context: Context, deps: OpmlRouteDeps, wanted: z.output<typeof wantedFeeds>) {
  const { db, workspaceId, principal } = context
  const channel = channelOf(FEEDS)
  if (!channel) throw new Error('there is no channel of feeds')
  const here = (await feedsOf(context)).map(({ id, config }) => ({ id, url: String(config.url ?? '') }))
  const outlines = wanted.map((feed, i) => ({ ...feed, url: new URL(feed.url).href, line: i + 1 }))
  const { feeds } = planOf({ title: '', outlines, faults: [] }, here)
  const added = feeds.filter((feed) => feed.state === 'new')
  const full = (await listAccounts(db, workspaceId)).length + added.length > MOST_ACCOUNTS
  if (full) throw conflict('feeds_full', { max: MOST_ACCOUNTS })
  const made: string[] = []
  const placed = feeds.filter((feed) => feed.feedId && feed.folder.length > 0)
  await inTransaction(db, async (tx) => {
    for (const feed of added) made.push(await add(tx, deps, channel, workspaceId, feed))
    for (const { feedId = '', folder } of placed) await place(tx, workspaceId, feedId, folder)
    const detail = { added: made.length, placed: placed.length }
    await audit(tx, { workspaceId, who: whoIs(principal), action: 'feed.list', target: workspaceId, detail })
  })
  context.later(() => Promise.all(made.map((id) => deps.pullSoon(workspaceId, id))))
  return { added: made.length, placed: placed.length }
}

async function add(
  tx: Context['db'],
  { vault }: OpmlRouteDeps,
  channel: Channel,
  workspaceId: string,
  feed: { title: string; url: string; folder: string[] },
): Promise<string> {
  const config = channel.config.parse({ url: feed.url }) as Record<string, unknown>
  const id = await createAccount(tx, vault, channel, { workspaceId, name: feed.title, config })
  if (feed.folder.length > 0) await place(tx, workspaceId, id, feed.folder)
  return id
}
