import { z } from 'zod'
import { invalid } from '../../../../lib/errors/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../lib/page/index.ts'
import { type Context, idParams, type Route, route, whoIs } from '../../../access/index.ts'
import { bring } from './bring.ts'
import { offersFor } from './offer.ts'
import { differenceReply, presentSaved, presentVersions, savedReply } from './present.ts'
import { contentSchema, MOST_ANSWERS } from './saved.ts'
import { LONGEST_FILE, readCsv, readJson, toCsv, toJson } from './sheet.ts'
import {
  approveSaved,
  archiveSaved,
  type By,
  changeSaved,
  createSaved,
  getSaved,
  listSaved,
  restoreSaved,
  versionsOf,
  withdrawApproval,
} from './store.ts'

const version = z.int().min(1)
const format = z.enum(['csv', 'json'])
const MOST_OFFERED = 20

export const savedRoutes: Route[] = [
  ...readingRoutes(),
  ...writingRoutes(),
  ...approvalRoutes(),
  ...fileRoutes(),
  offerRoute(),
]

export function byOf({ workspaceId, principal, clock }: Context): By {
  return { workspaceId, memberId: principal.memberId, who: whoIs(principal), now: clock.now() }
}

async function shown(context: Context, id: string) {
  const row = await getSaved(context.db, context.workspaceId, id)
  return presentSaved(row, await context.memberNames())
}

function readingRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/saved-answers',
      summary: 'Answers that the team keeps to use again, by name',
      tag: 'inbox',
      can: 'inbox:read',
      query: z.strictObject({
        ...pageQuery({ limit: 200, max: 500 }),
        archived: z.enum(['yes', 'no']).default('no'),
        q: z.string().trim().max(200).optional(),
      }),
      reply: pageOf(savedReply),
      handler: async (context, { query }) => {
        const { db, workspaceId } = context
        const [name, id] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string(), z.uuid()])) : []
        const filter = {
          archived: query.archived === 'yes',
          ...(query.q ? { q: query.q } : {}),
          ...(name !== undefined && id ? { after: { name, id } } : {}),
        }
        const rows = await listSaved(db, workspaceId, filter, query.limit + 1)
        const names = await context.memberNames()
        return toPage(
          rows,
          query.limit,
          (row) => [row.name, row.id],
          (row) => presentSaved(row, names),
        )
      },
    }),
    route({
      method: 'get',
      path: '/saved-answers/{id}',
      summary: 'One saved answer',
      tag: 'inbox',
      can: 'inbox:read',
      params: idParams,
      reply: savedReply,
      handler: (context, { params }) => shown(context, params.id),
    }),
    route({
      method: 'get',
      path: '/saved-answers/{id}/versions',
      summary: 'Its versions, newest first: who, when, and what each changed',
      tag: 'inbox',
      can: 'inbox:read',
      params: idParams,
      reply: z.array(
        z.object({
          version: z.number(),
          at: z.string(),
          by: z.string().nullable(),
          restored: z.number().nullable(),
          changes: z.array(differenceReply),
        }),
      ),
      handler: async (context, { params }) => {
        await getSaved(context.db, context.workspaceId, params.id)
        const versions = await versionsOf(context.db, context.workspaceId, params.id)
        return presentVersions(versions, await context.memberNames())
      },
    }),
  ]
}

function writingRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/saved-answers',
      summary: 'Keeps an answer for the team',
      tag: 'inbox',
      can: 'inbox:write',
      body: contentSchema,
      reply: savedReply,
      status: 201,
      handler: async (context, { body }) =>
        shown(context, await createSaved(context.db, byOf(context), body)),
    }),
    route({
      method: 'put',
      path: '/saved-answers/{id}',
      summary: 'A new version of it, of the one that was read; its approval is asked for again',
      tag: 'inbox',
      can: 'inbox:write',
      params: idParams,
      body: z.strictObject({ content: contentSchema, from: version }),
      reply: savedReply,
      handler: async (context, { params, body }) => {
        await changeSaved(context.db, byOf(context), params.id, body)
        return shown(context, params.id)
      },
    }),
    route({
      method: 'patch',
      path: '/saved-answers/{id}',
      summary: 'Puts it away, where it is offered no more, or brings it back',
      tag: 'inbox',
      can: 'inbox:write',
      params: idParams,
      body: z.strictObject({ archived: z.boolean() }),
      reply: savedReply,
      handler: async (context, { params, body }) => {
        await archiveSaved(context.db, byOf(context), params.id, body.archived)
        return shown(context, params.id)
      },
    }),
    route({
      method: 'post',
      path: '/saved-answers/{id}/restore',
      summary: 'A new version that says what an earlier one said',
      tag: 'inbox',
      can: 'inbox:write',
      params: idParams,
      body: z.strictObject({ to: version, from: version }),
      reply: savedReply,
      status: 201,
      handler: async (context, { params, body }) => {
        await restoreSaved(context.db, byOf(context), params.id, body)
        return shown(context, params.id)
      },
    }),
  ]
}

function approvalRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/saved-answers/{id}/approval',
      summary: 'Approves a version of it, so that it is offered in a crisis',
      tag: 'inbox',
      can: 'answers:approve',
      params: idParams,
      body: z.strictObject({ version }),
      reply: savedReply,
      status: 201,
      handler: async (context, { params, body }) => {
        await approveSaved(context.db, byOf(context), params.id, body.version)
        return shown(context, params.id)
      },
    }),
    route({
      method: 'delete',
      path: '/saved-answers/{id}/approval',
      summary: 'Takes its approval back',
      tag: 'inbox',
      can: 'answers:approve',
      params: idParams,
      handler: (context, { params }) => withdrawApproval(context.db, byOf(context), params.id),
    }),
  ]
}

function fileRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/saved-answers/export',
      summary: 'All of them in a file, those that are put away aside',
      tag: 'inbox',
      can: 'inbox:read',
      query: z.strictObject({ format: format.default('csv') }),
      handler: async ({ db, workspaceId }, { query }) => {
        const rows = await listSaved(db, workspaceId, { archived: false }, MOST_ANSWERS)
        const contents = rows.map(({ content }) => content)
        const isCsv = query.format === 'csv'
        return new Response(isCsv ? toCsv(contents) : toJson(contents), {
          headers: {
            'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
            'content-disposition': `attachment; filename="saved-answers.${query.format}"`,
            'x-content-type-options': 'nosniff',
          },
        })
      },
    }),
    route({
      method: 'post',
      path: '/saved-answers/import',
      summary: 'Brings those of a file (the body, as it is), all or none; `dry` only says what it would do',
      tag: 'inbox',
      can: 'inbox:write',
      query: z.strictObject({ format, dry: z.enum(['yes', 'no']).default('no') }),
      raw: true,
      maxBody: LONGEST_FILE,
      limit: 30,
      reply: z.object({
        created: z.number(),
        changed: z.number(),
        same: z.number(),
        faults: z.array(z.object({ line: z.number(), reason: z.string() })),
      }),
      status: 200,
      handler: async (context, { query }) => {
        const text = new TextDecoder().decode(await context.request.arrayBuffer())
        const read = query.format === 'csv' ? readCsv(text) : readJson(text)
        const dry = query.dry === 'yes'
        if (!dry && read.faults.length > 0) throw invalid('saved_file_faults', { lines: read.faults.length })
        return { ...(await bring(context.db, byOf(context), read, dry)), faults: read.faults }
      },
    }),
  ]
}

function offerRoute(): Route {
  return route({
    method: 'get',
    path: '/conversations/{id}/saved-answers',
    summary: 'Saved answers that fit a conversation, the likeliest first, filled as they would be put in',
    description: 'Nothing is sent by it. While an alarm is open, those prepared for a crisis come first.',
    tag: 'inbox',
    can: 'inbox:read',
    params: idParams,
    query: z.strictObject({ q: z.string().max(100).default(''), lang: z.string().max(35).optional() }),
    reply: z.object({
      alarm: z.boolean(),
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          shortcut: z.string().nullable(),
          folder: z.string(),
          crisis: z.boolean(),
          lang: z.string(),
          text: z.string(),
          blanks: z.array(z.object({ start: z.number(), end: z.number(), name: z.string() })),
        }),
      ),
    }),
    handler: async ({ db, workspaceId, principal, locale }, { params, query }) => {
      const asked = {
        conversationId: params.id,
        q: query.q,
        lang: query.lang,
        memberId: principal.memberId,
        locale,
      }
      const { offers, alarm } = await offersFor(db, workspaceId, asked, MOST_OFFERED)
      const items = offers.map(({ row, lang, text, blanks, crisis }) => {
        const { id, name, shortcut, content } = row
        return { id, name, shortcut, folder: content.folder, crisis, lang, text, blanks }
      })
      return { alarm, items }
    },
  })
}
