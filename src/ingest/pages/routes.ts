import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { checkSelector, SelectorRefused } from '../../../lib/html/index.ts'
import { HttpFailure, type SafeHttp } from '../../../lib/http/index.ts'
import { audit, type Context, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { compare } from './diff/diff.ts'
import {
  changesOf,
  comparisonReply,
  pageDetailReply,
  pageReply,
  partShape,
  presentPage,
  presentTask,
  presentVersion,
  taskReply,
} from './present.ts'
import { STARTERS } from './starters.ts'
import {
  changePage,
  changeTask,
  createPage,
  deletePage,
  getPage,
  getVersion,
  listPages,
  listVersions,
  lookSoon,
  type NewPage,
  openTasks,
  tasksOf,
} from './store.ts'
import { PACES, PAGE_KINDS } from './tables.ts'

export interface PageRouteDeps {
  http: SafeHttp
}

const fields = {
  url: z.url({ protocol: /^https?$/ }).max(2000),
  name: z.string().trim().min(1).max(200),
  kind: z.enum(PAGE_KINDS),
  every: z.enum(PACES),
  part: partShape.nullable(),
  ignore: z.array(z.string().trim().min(2).max(200)).max(50),
  robots: z.boolean(),
  assigneeId: z.uuid().nullable(),
  days: z.number().int().min(1).max(365),
}
const newPage = z.strictObject({
  ...fields,
  kind: fields.kind.default('page'),
  every: fields.every.default('day'),
  part: fields.part.default(null),
  ignore: fields.ignore.default([]),
  robots: fields.robots.default(true),
  assigneeId: fields.assigneeId.default(null),
  days: fields.days.default(7),
})
const pageChange = z.strictObject({ ...fields, paused: z.boolean() }).partial()

export function pageRoutes(deps: PageRouteDeps): Route[] {
  return [...listRoutes(deps), ...readRoutes, ...changeRoutes(deps), ...taskRoutes]
}

function listRoutes(deps: PageRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/pages',
      summary: 'Pages that are read for what changes in them',
      tag: 'pages',
      can: 'alerts:read',
      reply: z.array(pageReply),
      handler: async (context) => {
        const { db, workspaceId } = context
        const pages = await listPages(db, workspaceId)
        const changes = await changesOf(db, workspaceId)
        const tasks = await openTasks(db, workspaceId)
        const names = await context.memberNames()
        const taskOf = new Map(tasks.map((task) => [task.page_id, task]))
        return pages.map((page) =>
          presentPage(page, { changes: changes.get(page.id), task: taskOf.get(page.id), names }),
        )
      },
    }),
    route({
      method: 'get',
      path: '/pages/starters',
      summary: 'Rules of networks that can be watched with one click',
      tag: 'pages',
      can: 'alerts:read',
      reply: z.array(
        z.object({
          network: z.string(),
          about: z.enum(['terms', 'business', 'contests', 'reviews', 'rules']),
          url: z.object({ fr: z.string(), en: z.string() }),
        }),
      ),
      handler: async () => [...STARTERS],
    }),
    route({
      method: 'post',
      path: '/pages',
      summary: 'Watches a page',
      tag: 'pages',
      can: 'alerts:manage',
      body: newPage,
      reply: pageDetailReply,
      status: 201,
      handler: async (context, { body }) => {
        await checkAddress(deps, body.url)
        const id = await noted(context, 'page.watch', body, (tx) =>
          createPage(tx, context.workspaceId, rowOf(body) as NewPage, context.clock.now()),
        )
        return detail(context, id)
      },
    }),
  ]
}

const readRoutes: Route[] = [
  route({
    method: 'get',
    path: '/pages/{id}',
    summary: 'A page, its versions and what was to be read of it',
    tag: 'pages',
    can: 'alerts:read',
    params: idParams,
    reply: pageDetailReply,
    handler: (context, { params }) => detail(context, params.id),
  }),
  route({
    method: 'get',
    path: '/pages/{id}/comparison',
    summary: 'What changed between two versions, line by line and word by word',
    tag: 'pages',
    can: 'alerts:read',
    params: idParams,
    query: z.strictObject({ from: z.uuid(), to: z.uuid(), whole: z.stringbool().default(false) }),
    reply: comparisonReply,
    // It is computed at each asking, over texts that strangers wrote.
    limit: 60,
    handler: async ({ db, workspaceId }, { params, query }) => {
      const from = await getVersion(db, workspaceId, params.id, query.from)
      const to = await getVersion(db, workspaceId, params.id, query.to)
      const told = compare(from.text, to.text, { whole: query.whole })
      return { ...told, from: presentVersion(from), to: presentVersion(to) }
    },
  }),
]

function changeRoutes(deps: PageRouteDeps): Route[] {
  return [
    route({
      method: 'patch',
      path: '/pages/{id}',
      summary: 'Changes what is read, how often, and who is asked to read a change; pauses and resumes',
      tag: 'pages',
      can: 'alerts:manage',
      params: idParams,
      body: pageChange,
      reply: pageDetailReply,
      handler: async (context, { params, body }) => {
        const page = await getPage(context.db, context.workspaceId, params.id)
        if (body.url) await checkAddress(deps, body.url)
        await noted(context, 'page.change', body, async (tx) => {
          await changePage(tx, page, rowOf(body), context.clock.now())
          return page.id
        })
        return detail(context, page.id)
      },
    }),
    route({
      method: 'delete',
      path: '/pages/{id}',
      summary: 'Watches a page no more; its versions go with it',
      tag: 'pages',
      can: 'alerts:manage',
      params: idParams,
      status: 204,
      handler: async (context, { params }) => {
        const page = await getPage(context.db, context.workspaceId, params.id)
        await noted(context, 'page.leave', { url: page.url, name: page.name }, async (tx) => {
          await deletePage(tx, context.workspaceId, page.id)
          return page.id
        })
        return new Response(null, { status: 204 })
      },
    }),
    route({
      method: 'post',
      path: '/pages/{id}/look',
      summary:
        'Reads a page as soon as may be; `accept` takes what is there for the page, whatever it looks like',
      tag: 'pages',
      can: 'alerts:manage',
      params: idParams,
      body: z.strictObject({ accept: z.boolean().default(false) }),
      status: 202,
      handler: async (context, { params, body }) => {
        const page = await getPage(context.db, context.workspaceId, params.id)
        if (page.paused) throw invalid('page_paused')
        await lookSoon(context.db, page, context.clock.now(), body.accept)
        return new Response(null, { status: 202 })
      },
    }),
  ]
}

const taskRoutes: Route[] = [
  route({
    method: 'get',
    path: '/page-tasks',
    summary: 'Changes of pages that are still to be read, the first due first',
    tag: 'pages',
    can: 'alerts:read',
    reply: z.array(taskReply),
    handler: async ({ db, workspaceId, memberNames }) => {
      const tasks = await openTasks(db, workspaceId)
      const pages = await listPages(db, workspaceId)
      const names = await memberNames()
      const name = new Map(pages.map((page) => [page.id, page.name]))
      return tasks.map((task) => presentTask(task, name.get(task.page_id) ?? '', names))
    },
  }),
  route({
    method: 'patch',
    path: '/page-tasks/{id}',
    summary: 'Who reads a change, until when, what they note of it, and that it is done',
    tag: 'pages',
    can: 'inbox:write',
    params: idParams,
    body: z
      .strictObject({
        assigneeId: z.uuid().nullable(),
        due: z.iso.datetime().nullable(),
        note: z.string().max(5000),
        done: z.boolean(),
      })
      .partial(),
    reply: taskReply,
    handler: async (context, { params, body }) => {
      const { db, workspaceId, principal, clock } = context
      const names = await context.memberNames()
      if (body.assigneeId && !names.has(body.assigneeId)) throw invalid('assignee_unknown')
      const { assigneeId, due, note, done } = body
      const change = {
        ...(assigneeId !== undefined ? { assignee_id: assigneeId } : {}),
        ...(due !== undefined ? { due: due === null ? null : new Date(due) } : {}),
        ...(note !== undefined ? { note } : {}),
        ...(done === true ? { done: clock.now(), done_by: principal.memberId } : {}),
        ...(done === false ? { done: null, done_by: null } : {}),
      }
      if (Object.keys(change).length === 0) throw invalid('body_invalid')
      const task = await inTransaction(db, async (tx) => {
        const changed = await changeTask(tx, workspaceId, params.id, change)
        const action = done === true ? 'page.read' : 'page.task'
        await audit(tx, { workspaceId, who: whoIs(principal), action, target: params.id, detail: { done } })
        return changed
      })
      const page = await getPage(db, workspaceId, task.page_id)
      return presentTask(task, page.name, names)
    },
  }),
]

/** @throws Problem `page_part_invalid` (422) for a selector that is none */
function rowOf(body: z.output<typeof pageChange>): Partial<NewPage> & { paused?: boolean } {
  const { part, assigneeId, url, ...rest } = body
  if (part?.kind === 'selector') {
    try {
      checkSelector(part.of)
    } catch (error) {
      if (error instanceof SelectorRefused)
        throw invalid('page_part_invalid', {}, { part: 'page_part_invalid' })
      throw error
    }
  }
  return {
    ...(Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<NewPage>),
    ...(url !== undefined ? { url: new URL(url).href } : {}),
    ...(part !== undefined ? { part_kind: part?.kind ?? null, part: part?.of ?? null } : {}),
    ...(assigneeId !== undefined ? { assignee_id: assigneeId } : {}),
  }
}

/** Said while the address is typed, where it never could be read. @throws Problem `page_address` (422) */
async function checkAddress({ http }: PageRouteDeps, url: string): Promise<void> {
  try {
    await http.check(url)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    // A name that does not resolve now may at the next reading.
    if (error.refusedByUs) throw invalid('page_address', {}, { url: 'page_address' })
  }
}

async function noted(
  { db, workspaceId, principal, memberNames }: Context,
  action: string,
  detailed: { url?: string | undefined; name?: string | undefined; assigneeId?: string | null | undefined },
  work: (tx: Context['db']) => Promise<string>,
): Promise<string> {
  const { url, name, assigneeId } = detailed
  if (assigneeId && !(await memberNames()).has(assigneeId)) throw invalid('assignee_unknown')
  return inTransaction(db, async (tx) => {
    const target = await work(tx)
    await audit(tx, { workspaceId, who: whoIs(principal), action, target, detail: { url, name } })
    return target
  })
}

async function detail(context: Context, id: string): Promise<z.input<typeof pageDetailReply>> {
  const { db, workspaceId } = context
  const page = await getPage(db, workspaceId, id)
  const versions = await listVersions(db, workspaceId, id)
  const tasks = await tasksOf(db, workspaceId, id)
  const names = await context.memberNames()
  const changed = versions.filter((version) => version.share > 0)
  const changes = { changes: changed.length, changed: changed[0]?.seen ?? null }
  return {
    ...presentPage(page, { changes, task: tasks.find((task) => task.done === null), names }),
    versions: versions.map(presentVersion),
    tasks: tasks.map((task) => presentTask(task, page.name, names)),
  }
}
