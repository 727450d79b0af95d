import { z } from 'zod'
import type { Handle } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { type Context, type Route, route } from '../../access/index.ts'
import { byOf, postOf } from '../correction/routes.ts'
import { answer, prepare, withNames } from './opinion.ts'
import { type OpinionDeps, seek } from './seek.ts'
import { analyserChange, changeAnalyser, presentAnalyser } from './settings.ts'
import { analyserOf, monthOf, type Opinion, opinionsOf, removeAnalyser, spentIn } from './store.ts'

const opinionReply = z.object({
  id: z.uuid(),
  model: z.string(),
  answer,
  tokens: z.number(),
  cost: z.number(),
  currency: z.string(),
  /** Counted by the other side; else the most it can have been. */
  exact: z.boolean(),
  by: z.string().nullable(),
  at: z.string(),
})

const analyserReply = z.object({
  analyser: z
    .object({
      enabled: z.boolean(),
      drafts: z.boolean(),
      url: z.string(),
      model: z.string(),
      /** Whether there is one; it is never shown. */
      key: z.boolean(),
      currency: z.string(),
      priceIn: z.number(),
      priceOut: z.number(),
      capMoney: z.number(),
      capTokens: z.number(),
      private: z.boolean(),
    })
    .nullable(),
  spent: z.object({ month: z.string(), money: z.number(), tokens: z.number(), calls: z.number() }),
})

const params = z.strictObject({ id: z.uuid() })

export function opinionRoutes(deps: OpinionDeps): Route[] {
  return [...askingRoutes(deps), ...settingRoutes(deps)]
}

function askingRoutes(deps: OpinionDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/activities/{id}/opinion',
      summary: 'What an outside model was asked of a post and answered, and whether it can be asked',
      tag: 'stream',
      can: 'stream:read',
      params,
      reply: z.object({
        asks: z.object({ model: z.string(), host: z.string() }).nullable(),
        told: z.array(opinionReply),
      }),
      handler: async (context, { params: { id } }) => {
        const { db, workspaceId } = context
        const row = await postOf(context, id)
        const analyser = await analyserOf(db, workspaceId)
        const may = analyser?.enabled && (row.visibility === 'public' || analyser.private)
        const told = await opinionsOf(db, workspaceId, id)
        return {
          asks: may ? { model: analyser.model, host: URL.parse(analyser.url)?.host ?? '' } : null,
          told: await presented(context, deps, row, told),
        }
      },
    }),
    route({
      method: 'post',
      path: '/activities/{id}/opinion',
      summary:
        'Ask an outside model about a post, with what names or reaches somebody masked; it changes nothing of the post',
      tag: 'stream',
      can: 'inbox:write',
      params,
      limit: 30,
      reply: opinionReply,
      status: 201,
      handler: async (context, { params: { id } }) => {
        const row = await postOf(context, id)
        const told = await seek(deps, await byOf(context), row, context.locale)
        const [shown] = await presented(context, deps, row, [told])
        if (!shown) throw conflict('opinion_silent')
        return shown
      },
    }),
  ]
}

async function presented(
  { workspaceId, locale, memberNames }: Context,
  deps: OpinionDeps,
  row: Awaited<ReturnType<typeof postOf>>,
  told: Opinion[],
): Promise<z.input<typeof opinionReply>[]> {
  if (told.length === 0) return []
  const prepared = prepare(row, await deps.namesOf(workspaceId, row), locale)
  const names = await memberNames()
  return told.flatMap((one) => {
    const said = answer.safeParse(one.answer).data
    if (!said) return []
    const { id, model, tokens, currency, exact, at } = one
    return [
      {
        ...{ id, model, tokens, currency, exact },
        answer: withNames(said, prepared, one.masked),
        cost: one.micros / 1e6,
        by: names.get(one.member_id) ?? null,
        at: at.toISOString(),
      },
    ]
  })
}

function settingRoutes({ http, sealing }: { http: SafeHttp; sealing: OpinionDeps['sealing'] }): Route[] {
  const shown = async (db: Handle, workspaceId: string, now: Date) => {
    const analyser = await analyserOf(db, workspaceId)
    const month = monthOf(now)
    const { micros, tokens, calls } = await spentIn(db, workspaceId, month, analyser?.currency ?? 'EUR')
    return {
      analyser: analyser ? presentAnalyser(analyser) : null,
      spent: { month: month.slice(0, 7), money: micros / 1e6, tokens, calls },
    }
  }
  return [
    route({
      method: 'get',
      path: '/understanding/analyser',
      summary: 'The outside model that may be asked, its caps, and what this month came to',
      tag: 'stream',
      can: 'workspace:manage',
      reply: analyserReply,
      handler: ({ db, workspaceId, clock }) => shown(db, workspaceId, clock.now()),
    }),
    route({
      method: 'put',
      path: '/understanding/analyser',
      summary: 'Set the outside model; a key that is not named stays, unless the address is of another place',
      tag: 'stream',
      can: 'workspace:manage',
      limit: 30,
      body: analyserChange,
      reply: analyserReply,
      handler: async (context, { body }) => {
        const { db, workspaceId, clock, locale } = context
        await changeAnalyser({ db, http, sealing, locale }, await byOf(context), body)
        return shown(db, workspaceId, clock.now())
      },
    }),
    route({
      method: 'delete',
      path: '/understanding/analyser',
      summary: 'Forget the outside model and its key; what it answered stays, and so does what it cost',
      tag: 'stream',
      can: 'workspace:manage',
      handler: async (context) => {
        await removeAnalyser(context.db, await byOf(context))
      },
    }),
  ]
}
