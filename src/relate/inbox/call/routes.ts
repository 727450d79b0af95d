import { z } from 'zod'
import { invalid } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import type { PipelineDeps } from '../../../ingest/index.ts'
import { getPerson } from '../../../people/index.ts'
import { messagesOf } from '../answer/answering.ts'
import { getConversation } from '../store.ts'
import {
  changeExchange,
  exchangesOf,
  getExchange,
  keepOutcomes,
  logExchange,
  outcomesOf,
  versionsOf,
} from './store.ts'
import type { ExchangeRow } from './tables.ts'

/** Clocks differ, and nobody writes down what has not been. */
const AHEAD = 10 * 60_000
const id = z.strictObject({ id: z.uuid() })
const outcome = z.string().trim().max(200)
const note = z.string().trim().max(10_000)
const minutes = z.int().min(0).max(1_440).nullable()

const exchangeReply = z.object({
  id: z.string(),
  activityId: z.string(),
  kind: z.enum(['phone', 'letter']),
  direction: z.enum(['in', 'out']),
  name: z.string(),
  contact: z.string(),
  at: z.string(),
  minutes: z.number().nullable(),
  outcome: z.string(),
  note: z.string(),
  next: z.string().nullable(),
  author: z.object({ id: z.string(), name: z.string() }),
  /** The reader wrote it down, and may correct it. */
  mine: z.boolean(),
  version: z.number(),
})
const versionReply = z.object({
  version: z.number(),
  at: z.string(),
  author: z.string(),
  was: z.object({ outcome: z.string(), note: z.string(), minutes: z.number().nullable() }),
})

export function callRoutes(deps: { pipeline: PipelineDeps }): Route[] {
  return [logRoute(deps), ...readRoutes(), changeRoute(deps), ...outcomeRoutes()]
}

function logRoute({ pipeline }: { pipeline: PipelineDeps }): Route {
  return route({
    method: 'post',
    path: '/exchanges',
    summary: 'Writes down a call or a letter',
    description:
      'It stands with its person and in the inbox; with a next step it comes back ten minutes before.',
    tag: 'inbox',
    can: 'inbox:write',
    body: z.strictObject({
      kind: z.enum(['phone', 'letter']),
      direction: z.enum(['in', 'out']),
      personId: z.uuid().optional(),
      name: z.string().trim().max(200).default(''),
      contact: z.string().trim().max(300).default(''),
      at: z.iso.datetime().optional(),
      minutes: minutes.default(null),
      outcome: outcome.default(''),
      note: note.default(''),
      sentiment: z.enum(['positive', 'neutral', 'negative']).optional(),
      next: z.iso.datetime().optional(),
    }),
    reply: exchangeReply,
    status: 201,
    handler: async (context, { body }) => {
      const { db, workspaceId, principal, clock } = context
      const now = clock.now()
      const at = body.at ? new Date(body.at) : now
      if (at.getTime() > now.getTime() + AHEAD) throw invalid('body_invalid', {}, { at: 'exchange_ahead' })
      if (body.note === '' && body.outcome === '')
        throw invalid('body_invalid', {}, { note: 'field_required' })
      const person = body.personId ? await getPerson(db, workspaceId, body.personId) : undefined
      const name = person?.name ?? (body.name || body.contact)
      if (name === '') throw invalid('body_invalid', {}, { name: 'field_required' })
      const next = body.next ? new Date(body.next) : null
      const given = { ...body, name, at, next }
      const by = { memberId: principal.memberId, now }
      return presented(context, await logExchange(db, pipeline, workspaceId, given, by))
    },
  })
}

function readRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}/exchanges',
      summary: 'Calls and letters that a conversation is made of',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      reply: z.array(exchangeReply),
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        await getConversation(db, workspaceId, params.id)
        const messages = await messagesOf(db, workspaceId, params.id)
        const rows = await exchangesOf(
          db,
          workspaceId,
          messages.map((one) => one.id),
        )
        return Promise.all(rows.map((row) => presented(context, row)))
      },
    }),
    route({
      method: 'get',
      path: '/exchanges',
      summary: 'The call or the letter that something in the stream is; none of anything else',
      tag: 'inbox',
      can: 'inbox:read',
      query: z.strictObject({ activityId: z.uuid() }),
      reply: z.array(exchangeReply),
      handler: async (context, { query }) => {
        const { db, workspaceId } = context
        const rows = await exchangesOf(db, workspaceId, [query.activityId])
        return Promise.all(rows.map((row) => presented(context, row)))
      },
    }),
    route({
      method: 'get',
      path: '/exchanges/{id}/versions',
      summary: 'What an exchange said before it was changed',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      reply: z.array(versionReply),
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        await getExchange(db, workspaceId, params.id)
        const names = await context.memberNames()
        const rows = await versionsOf(db, workspaceId, params.id)
        return rows.map(({ version, at, member_id, was }) => ({
          ...{ version, was, at: at.toISOString(), author: names.get(member_id) ?? '' },
        }))
      },
    }),
  ]
}

function changeRoute({ pipeline }: { pipeline: PipelineDeps }): Route {
  return route({
    method: 'patch',
    path: '/exchanges/{id}',
    summary: 'Changes what one wrote down; what it said before is kept',
    tag: 'inbox',
    can: 'inbox:write',
    params: id,
    body: z.strictObject({ outcome: outcome.optional(), note: note.optional(), minutes: minutes.optional() }),
    reply: exchangeReply,
    handler: async (context, { params, body }) => {
      const { db, workspaceId, principal, clock } = context
      const by = { memberId: principal.memberId, now: clock.now() }
      const row = await changeExchange(db, pipeline, workspaceId, params.id, body, by)
      return presented(context, row)
    },
  })
}

const USUAL = ['reached', 'voicemail', 'no_answer', 'solved', 'call_back', 'wrong_number']

function outcomeRoutes(): Route[] {
  const read = async ({ db, workspaceId, locale }: Context) =>
    (await outcomesOf(db, workspaceId)) ?? USUAL.map((key) => translate(locale, `site:outcome.${key}`))
  return [
    route({
      method: 'get',
      path: '/exchange-outcomes',
      summary: 'What a call may come to, as the team words it',
      tag: 'inbox',
      can: 'inbox:read',
      reply: z.array(z.string()),
      handler: read,
    }),
    route({
      method: 'put',
      path: '/exchange-outcomes',
      summary: 'Says what a call may come to',
      tag: 'inbox',
      can: 'channels:manage',
      body: z.strictObject({ outcomes: z.array(outcome.min(1)).min(1).max(30) }),
      reply: z.array(z.string()),
      handler: async (context, { body }) => {
        await keepOutcomes(context.db, context.workspaceId, [...new Set(body.outcomes)])
        return read(context)
      },
    }),
  ]
}

async function presented(
  { memberNames, principal }: Context,
  row: ExchangeRow,
): Promise<z.input<typeof exchangeReply>> {
  const names = await memberNames()
  const { id: exchangeId, kind, direction, name, contact, minutes: length, version } = row
  return {
    ...{ id: exchangeId, kind, direction, name, contact, minutes: length, version },
    ...{ outcome: row.outcome, note: row.note, activityId: row.activity_id, at: row.at.toISOString() },
    next: row.next_at?.toISOString() ?? null,
    author: { id: row.member_id, name: names.get(row.member_id) ?? '' },
    mine: row.member_id === principal.memberId,
  }
}
