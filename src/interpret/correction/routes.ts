import { z } from 'zod'
import { notFound } from '../../../lib/errors/index.ts'
import { type Context, type Route, route, whoIs } from '../../access/index.ts'
import {
  type Answering,
  activityReply,
  getActivities,
  MARKED,
  presentActivity,
  type StoredActivity,
} from '../../activity/index.ts'
import { type Delta, FEWEST, TASKS } from '../delta/index.ts'
import { keptOf, understandAll } from '../understand.ts'
import { madeBy } from '../verdict.ts'
import { differing, marksOfReading, saidOf, verdicts } from './correction.ts'
import { cancelRereading, lastRereading, startRereading } from './rereading.ts'
import { type By, correct, correctionsOf, countCorrected, giveBack, type Reader } from './store.ts'
import { learnFrom, type Teaching, teachingsOf, useVersion } from './teaching.ts'

const place = { start: z.number(), end: z.number(), in: z.literal('title').optional() }
const weighed = z.object({ ...place, weight: z.number() })
const shares = z.record(z.string(), z.number())

const readingReply = z.object({
  lang: z.string(),
  by: z.string(),
  sentiment: z.object({
    label: z.string(),
    p: shares,
    why: z.array(z.object({ ...place, effect: z.string(), weight: z.number() })),
  }),
  toxicity: z
    .object({
      p: z.number(),
      kinds: shares,
      why: z.array(z.object({ ...place, kind: z.string(), weight: z.number() })),
    })
    .nullable(),
  intent: z.object({ label: z.string(), p: shares, why: z.array(weighed) }).nullable(),
  urgency: z.object({ level: z.number(), p: z.array(z.number()) }).nullable(),
  topics: z.array(z.object({ id: z.string(), why: z.array(z.object(place)) })),
  /** Where the models of today say otherwise than what is kept. */
  differs: z.array(z.enum(MARKED)),
  corrections: z.array(
    z.object({
      mark: z.enum(MARKED),
      was: z.unknown(),
      now: z.unknown(),
      model: z.string(),
      by: z.string().nullable(),
      at: z.string(),
    }),
  ),
})

const score = z.object({ macroF1: z.number(), accuracy: z.number() })
const teachingReply = z.object({
  task: z.enum(TASKS),
  lang: z.string(),
  version: z.number(),
  state: z.enum(['used', 'kept', 'refused']),
  on: z.string(),
  stands: z.boolean(),
  by: z.string().nullable(),
  at: z.string(),
  figures: z.object({
    n: z.number(),
    before: score,
    after: score,
    gain: z.object({ by: z.number(), low: z.number(), high: z.number() }),
    reaches: z.number(),
  }),
})

const understandingReply = z.object({
  /** Fewest corrections of a task in a language that something is learnt from. */
  fewest: z.number(),
  corrected: z.array(z.object({ mark: z.string(), lang: z.string(), count: z.number() })),
  teachings: z.array(teachingReply),
  rereading: z
    .object({
      state: z.enum(['running', 'done', 'cancelled']),
      since: z.string(),
      total: z.number(),
      done: z.number(),
      changed: z.number(),
      at: z.string(),
      ended: z.string().nullable(),
    })
    .nullable(),
})

const taught = { task: z.enum(TASKS), lang: z.enum(['fr', 'en']) }
const params = z.strictObject({ id: z.uuid() })

export interface InterpretRouteDeps {
  /** What a workspace taught and uses. */
  deltas(workspaceId: string): Delta[]
  answering: Answering
}

export function interpretRoutes(deps: InterpretRouteDeps): Route[] {
  return [readingRoute(deps), ...correctingRoutes(deps), ...learningRoutes(), ...rereadingRoutes()]
}

export async function postOf({ db, workspaceId, principal }: Context, id: string): Promise<StoredActivity> {
  const [row] = await getActivities(db, workspaceId, [id])
  const shown = row?.visibility === 'public' || principal.permissions.has('inbox:read')
  if (!row || !shown || row.deleted) throw notFound('activity')
  return row
}

export async function byOf(context: Context): Promise<By> {
  const { workspaceId, principal, clock } = context
  return { workspaceId, memberId: principal.memberId, who: whoIs(principal), now: clock.now() }
}

function readerOf({ deltas, answering }: InterpretRouteDeps, { workspaceId }: Context): Reader {
  return { deltas: deltas(workspaceId), answering }
}

function readingRoute(deps: InterpretRouteDeps): Route {
  return route({
    method: 'get',
    path: '/activities/{id}/reading',
    summary:
      'All that is understood of a post, read anew, with the words that made it so and who corrected it',
    tag: 'stream',
    can: 'stream:read',
    params,
    reply: readingReply,
    handler: async (context, { params: { id } }) => {
      const row = await postOf(context, id)
      const all = understandAll(saidOf(row), deps.deltas(context.workspaceId))
      const names = await context.memberNames()
      const lines = await correctionsOf(context.db, context.workspaceId, id)
      const { insult, hate, threat, sexual } = all.toxicity ?? { insult: 0, hate: 0, threat: 0, sexual: 0 }
      return {
        lang: all.lang,
        by: all.by,
        sentiment: { label: all.sentiment, p: all.p, why: all.why },
        toxicity: all.toxicity && {
          p: all.toxicity.p,
          kinds: { insult, hate, threat, sexual },
          why: all.toxicity.why,
        },
        intent: all.intent,
        urgency: all.urgency,
        topics: all.topics,
        differs: differing(row, { ...all, kept: marksOfReading(keptOf(all)) }),
        corrections: lines.map(({ memberId, at, ...line }) => ({
          ...line,
          by: names.get(memberId) ?? null,
          at: at.toISOString(),
        })),
      }
    },
  })
}

function correctingRoutes(deps: InterpretRouteDeps): Route[] {
  return [
    route({
      method: 'put',
      path: '/activities/{id}/reading',
      summary: 'Correct what is understood of a post; what is not named stays',
      tag: 'stream',
      can: 'inbox:write',
      params,
      body: verdicts,
      reply: activityReply,
      handler: async (context, { params: { id }, body }) => {
        const row = await postOf(context, id)
        await correct(context.db, await byOf(context), row, body, readerOf(deps, context))
        return presentActivity(await postOf(context, id))
      },
    }),
    route({
      method: 'delete',
      path: '/activities/{id}/reading/{mark}',
      summary: 'Give what was corrected back to the models',
      tag: 'stream',
      can: 'inbox:write',
      params: z.strictObject({ id: z.uuid(), mark: z.enum(MARKED) }),
      reply: activityReply,
      handler: async (context, { params: { id, mark } }) => {
        const row = await postOf(context, id)
        if (!row.corrected?.includes(mark)) throw notFound('correction')
        await giveBack(context.db, await byOf(context), row, mark, readerOf(deps, context))
        return presentActivity(await postOf(context, id))
      },
    }),
  ]
}

function learningRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/understanding',
      summary: 'What was corrected, what was learnt from it and how well it does, and the last re-reading',
      tag: 'stream',
      can: 'stream:read',
      reply: understandingReply,
      handler: async (context) => {
        const { db, workspaceId } = context
        const names = await context.memberNames()
        const last = await lastRereading(db, workspaceId)
        return {
          fewest: FEWEST,
          corrected: await countCorrected(db, workspaceId),
          teachings: (await teachingsOf(db, workspaceId)).map((one) => presented(one, names)),
          rereading: last
            ? {
                state: last.state,
                since: last.since.toISOString(),
                total: last.total,
                done: last.done,
                changed: last.changed,
                at: last.at.toISOString(),
                ended: last.ended?.toISOString() ?? null,
              }
            : null,
        }
      },
    }),
    route({
      method: 'post',
      path: '/understanding/learn',
      summary:
        'Learn from the corrections of a task in a language; refused where posts kept aside are read worse',
      tag: 'stream',
      can: 'alerts:manage',
      limit: 20,
      body: z.strictObject(taught),
      reply: teachingReply,
      handler: async (context, { body: { task, lang } }) => {
        const teaching = await learnFrom(context.db, await byOf(context), task, lang)
        return presented(teaching, await context.memberNames())
      },
    }),
    route({
      method: 'put',
      path: '/understanding/version',
      summary: 'Use a version that was learnt before, or none',
      tag: 'stream',
      can: 'alerts:manage',
      body: z.strictObject({ ...taught, version: z.int().positive().nullable() }),
      handler: async (context, { body: { task, lang, version } }) => {
        await useVersion(context.db, await byOf(context), task, lang, version)
      },
    }),
  ]
}

function presented({ learnt_on, member_id, at, ...same }: Teaching, names: ReadonlyMap<string, string>) {
  const stands = learnt_on === madeBy(same.task, same.lang)
  return { ...same, on: learnt_on, stands, by: names.get(member_id) ?? null, at: at.toISOString() }
}

function rereadingRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/understanding/reread',
      summary: 'Have the posts of the last days read anew; what people corrected stays',
      tag: 'stream',
      can: 'alerts:manage',
      status: 202,
      body: z.strictObject({ days: z.int().min(1).max(366) }),
      reply: z.object({}),
      handler: async (context, { body }) => {
        await startRereading(context.db, await byOf(context), body.days)
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/understanding/reread',
      summary: 'End the re-reading that goes on; what it has read stays so',
      tag: 'stream',
      can: 'alerts:manage',
      handler: async (context) => {
        await cancelRereading(context.db, await byOf(context))
      },
    }),
  ]
}
