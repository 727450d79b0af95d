import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { HttpFailure, type SafeHttp } from '../../../lib/http/index.ts'
import { audit, type Context, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { presentFall, presentSite, siteDetailReply, siteReply } from './present.ts'
import {
  changeSite,
  createSite,
  deleteSite,
  fallsOf,
  getSite,
  hoursOf,
  listSites,
  type NewSite,
  sumsSince,
} from './store.ts'

export interface SiteRouteDeps {
  http: SafeHttp
}

const DAY = 86_400_000
/** What availability is told of, and what is drawn. */
const MONTH = 30 * DAY
const WEEK = 7 * DAY

const fields = {
  url: z.url({ protocol: /^https?$/ }).max(2000),
  name: z.string().trim().min(1).max(200),
  minutes: z.number().int().min(1).max(60),
  status: z.number().int().min(100).max(599).nullable(),
  text: z.string().trim().min(1).max(500).nullable(),
  seconds: z.number().int().min(1).max(30),
}
const newSite = z.strictObject({
  ...fields,
  minutes: fields.minutes.default(5),
  status: fields.status.default(null),
  text: fields.text.default(null),
  seconds: fields.seconds.default(10),
})
const siteChange = z.strictObject({ ...fields, paused: z.boolean() }).partial()

export function siteRoutes(deps: SiteRouteDeps): Route[] {
  return [...readRoutes, ...changeRoutes(deps)]
}

const readRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sites',
    summary: 'Sites that are watched for being up, each with how it stands and the last thirty days',
    tag: 'sites',
    can: 'alerts:read',
    reply: z.array(siteReply),
    handler: async ({ db, workspaceId, clock }) => {
      const now = clock.now()
      const sums = await sumsSince(db, workspaceId, new Date(now.getTime() - MONTH))
      const sites = await listSites(db, workspaceId)
      return sites.map((site) => presentSite(site, sums.get(site.id), now))
    },
  }),
  route({
    method: 'get',
    path: '/sites/{id}',
    summary: 'A site, its falls, and the last seven days hour by hour',
    tag: 'sites',
    can: 'alerts:read',
    params: idParams,
    reply: siteDetailReply,
    handler: (context, { params }) => detail(context, params.id),
  }),
]

function changeRoutes(deps: SiteRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/sites',
      summary: 'Watches a site',
      tag: 'sites',
      can: 'alerts:manage',
      body: newSite,
      reply: siteDetailReply,
      status: 201,
      handler: async (context, { body }) => {
        await checkAddress(deps, body.url)
        const id = await noted(context, 'site.watch', body, (tx) =>
          createSite(tx, context.workspaceId, { ...body, url: new URL(body.url).href }, context.clock.now()),
        )
        return detail(context, id)
      },
    }),
    route({
      method: 'patch',
      path: '/sites/{id}',
      summary: 'Changes what is asked of a site and how often; pauses and resumes',
      tag: 'sites',
      can: 'alerts:manage',
      params: idParams,
      body: siteChange,
      reply: siteDetailReply,
      handler: async (context, { params, body }) => {
        const site = await getSite(context.db, context.workspaceId, params.id)
        if (body.url) await checkAddress(deps, body.url)
        const change = Object.fromEntries(
          Object.entries(body).filter(([, value]) => value !== undefined),
        ) as Partial<NewSite> & { paused?: boolean }
        await noted(context, 'site.change', body, async (tx) => {
          await changeSite(tx, site, change, context.clock.now())
          return site.id
        })
        return detail(context, site.id)
      },
    }),
    route({
      method: 'delete',
      path: '/sites/{id}',
      summary: 'Watches a site no more; what was measured goes with it',
      tag: 'sites',
      can: 'alerts:manage',
      params: idParams,
      status: 204,
      handler: async (context, { params }) => {
        const { id, url, name } = await getSite(context.db, context.workspaceId, params.id)
        await noted(context, 'site.leave', { url, name }, async (tx) => {
          await deleteSite(tx, context.workspaceId, id)
          return id
        })
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

/** Said while the address is typed, where it never could be reached. @throws Problem `page_address` (422) */
async function checkAddress({ http }: SiteRouteDeps, url: string): Promise<void> {
  try {
    await http.check(url)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    if (error.refusedByUs) throw invalid('page_address', {}, { url: 'page_address' })
  }
}

async function noted(
  { db, workspaceId, principal }: Context,
  action: string,
  { url, name }: { url?: string | undefined; name?: string | undefined },
  work: (tx: Context['db']) => Promise<string>,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const target = await work(tx)
    await audit(tx, { workspaceId, who: whoIs(principal), action, target, detail: { url, name } })
    return target
  })
}

async function detail(context: Context, id: string): Promise<z.input<typeof siteDetailReply>> {
  const { db, workspaceId, clock } = context
  const now = clock.now()
  const site = await getSite(db, workspaceId, id)
  const sums = await sumsSince(db, workspaceId, new Date(now.getTime() - MONTH))
  const hours = await hoursOf(db, workspaceId, id, new Date(now.getTime() - WEEK))
  return {
    ...presentSite(site, sums.get(id), now),
    falls: (await fallsOf(db, workspaceId, id)).map(presentFall),
    hours: hours.map(({ hour, up, down, answers, took, most }) => ({
      hour: hour.toISOString(),
      up,
      down,
      took: answers > 0 ? Math.round(took / answers) : null,
      most: answers > 0 ? most : null,
    })),
  }
}
