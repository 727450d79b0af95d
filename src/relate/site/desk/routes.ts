import { z } from 'zod'
import { inTransaction, notify } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { audit, type Route, route } from '../../../access/index.ts'
import { callBackReply, presentCall } from '../call-back/routes.ts'
import { listCallBacks } from '../call-back/store.ts'
import type { SiteDeps } from '../deps.ts'
import { type Site, sitesOf } from '../door/site.ts'
import { listSubmissions } from '../form/store.ts'
import { eraseVisitors } from '../visitor/erase.ts'
import { itemsAfter, type Visitor, visitorById } from '../visitor/store.ts'

/** Milliseconds since a page of theirs last asked that a visitor is believed to be there. */
const PRESENT = 45_000
const id = z.strictObject({ id: z.uuid() })

const visitorReply = z.object({
  id: z.string(),
  site: z.object({ accountId: z.string(), name: z.string() }).nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  lang: z.enum(['fr', 'en']),
  zone: z.string().nullable(),
  page: z.string().nullable(),
  referrer: z.string().nullable(),
  began: z.string(),
  seen: z.string(),
  /** A page of theirs is open. */
  present: z.boolean(),
  remembered: z.boolean(),
  /** What became of what we wrote. */
  answers: z.array(
    z.object({
      activityId: z.string(),
      taken: z.string().nullable(),
      mailed: z.enum(['sent', 'failed', 'unknown']).nullable(),
    }),
  ),
  forms: z.array(
    z.object({
      activityId: z.string(),
      formId: z.string(),
      version: z.number(),
      at: z.string(),
      answers: z.array(z.object({ id: z.string(), kind: z.string(), label: z.string(), value: z.string() })),
    }),
  ),
  calls: z.array(callBackReply),
})

const siteReply = z.object({
  accountId: z.string(),
  name: z.string(),
  publicId: z.string(),
  /** The page that holds the same without a program. */
  url: z.string(),
  snippet: z.string(),
})

/** What members see and do of visitors. */
export function deskRoutes(deps: SiteDeps): Route[] {
  return [sitesRoute(), readRoute(), typingRoute(), eraseRoute(deps)]
}

function sitesRoute(): Route {
  return route({
    method: 'get',
    path: '/own-sites',
    summary: 'Our own sites, each with what its pages carry',
    tag: 'site',
    can: 'channels:read',
    reply: z.array(siteReply),
    handler: async ({ db, workspaceId, publicUrl }) =>
      (await sitesOf(db, workspaceId)).map((site) => presentSite(site, publicUrl)),
  })
}

function presentSite({ accountId, name, publicId }: Site, publicUrl: string) {
  return {
    ...{ accountId, name, publicId },
    url: `${publicUrl}/site/${publicId}`,
    snippet: `<script async src="${publicUrl}/widget.js" data-site="${publicId}"></script>`,
  }
}

function readRoute(): Route {
  return route({
    method: 'get',
    path: '/visitors/{id}',
    summary: 'A visitor of a site: where they are, what they sent, what they have seen',
    tag: 'site',
    can: 'inbox:read',
    params: id,
    reply: visitorReply,
    handler: async ({ db, workspaceId, locale, clock }, { params }) => {
      const visitor = await visitorById(db, workspaceId, params.id)
      if (!visitor) throw notFound('visitor')
      const [items, forms, calls, sites] = await Promise.all([
        itemsAfter(db, workspaceId, visitor.id, 0, 1_000),
        listSubmissions(db, workspaceId, { visitorId: visitor.id }, 50),
        listCallBacks(db, workspaceId, { visitorId: visitor.id }),
        sitesOf(db, workspaceId),
      ])
      const site = sites.find((one) => one.accountId === visitor.account_id)
      return {
        ...presentVisitor(visitor, clock.now()),
        site: site ? { accountId: site.accountId, name: site.name } : null,
        answers: items
          .filter((item) => item.ours)
          .map(({ activity_id, taken, mailed }) => ({
            activityId: activity_id,
            taken: taken?.toISOString() ?? null,
            mailed,
          })),
        forms: forms.map(({ activity_id, form_id, version, at, answers }) => ({
          ...{ activityId: activity_id, formId: form_id, version, at: at.toISOString(), answers },
        })),
        calls: calls.map((row) => presentCall(row, { locale, now: clock.now() })),
      }
    },
  })
}

function presentVisitor(visitor: Visitor, now: Date) {
  const { name, email, lang, zone, page, referrer, began, seen, remembered } = visitor
  return {
    ...{ id: visitor.id, name, email, lang, zone, page, referrer, remembered },
    began: began.toISOString(),
    seen: seen.toISOString(),
    present: now.getTime() - seen.getTime() < PRESENT,
  }
}

function typingRoute(): Route {
  return route({
    method: 'post',
    path: '/visitors/{id}/typing',
    summary: 'Tells a visitor that somebody is writing to them',
    tag: 'site',
    can: 'inbox:write',
    params: id,
    status: 204,
    handler: async ({ db, workspaceId }, { params }) => {
      if (!(await visitorById(db, workspaceId, params.id))) throw notFound('visitor')
      await notify(db, { w: workspaceId, k: 'writing', id: params.id })
      return new Response(null, { status: 204 })
    },
  })
}

function eraseRoute({ erase }: SiteDeps): Route {
  return route({
    method: 'delete',
    path: '/visitors/{id}',
    summary: 'Erases a visitor with all that was said in their conversation',
    tag: 'site',
    can: 'people:write',
    params: id,
    status: 204,
    handler: async ({ db, workspaceId, principal }, { params }) => {
      await inTransaction(db, async (tx) => {
        if ((await eraseVisitors({ db: tx, erase }, workspaceId, [params.id])) === 0)
          throw notFound('visitor')
        await audit(tx, {
          workspaceId,
          who: principal,
          action: 'visitor.erased',
          target: params.id,
          detail: {},
        })
      })
      return new Response(null, { status: 204 })
    },
  })
}
