import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type Context, idParams, type Route, route } from '../../../access/index.ts'
import { type AskDeps, askDraft, offerIn, preparedFor } from './ask.ts'
import { readable } from './prompt.ts'
import { createRuns, type RunDeps, type Runs } from './run.ts'
import { getDraft, type ModelDraft, stopDraft } from './store.ts'

export type WriterDeps = AskDeps & RunDeps

/** A model is not waited for longer; what is still asked for then was lost with its process. */
const LOST_AFTER = 150_000

/** A draft as the API shows it (`ModelDraft`). */
const draftReply = z.object({
  id: z.string(),
  model: z.string(),
  host: z.string(),
  state: z.enum(['asked', 'told', 'failed', 'stopped']),
  failure: z.string().nullable(),
  text: z.string(),
  cost: z.number(),
  currency: z.string(),
  tokens: z.number(),
  /** Counted by the other side; else the most it can have been. */
  exact: z.boolean(),
})

const draftParams = z.strictObject({ id: z.uuid(), draft: z.uuid() })
const wished = { wish: z.string().trim().max(500).default(''), lang: z.string().max(35).optional() }

export function writerRoutes(deps: WriterDeps, runs: Runs = createRuns(deps)): Route[] {
  return [offerRoute(deps), askRoute(deps, runs), ...draftRoutes(deps, runs)]
}

function offerRoute(deps: AskDeps): Route {
  return route({
    method: 'get',
    path: '/conversations/{id}/model-drafts',
    summary: 'Whether an outside model can draft an answer, and what that can cost at the most',
    tag: 'inbox',
    can: 'outbox:write',
    params: idParams,
    reply: z.object({
      why: z.enum(['off', 'private', 'nothing', 'cap']).nullable(),
      model: z.string().nullable(),
      host: z.string().nullable(),
      most: z.number(),
      spent: z.number(),
      cap: z.number(),
      currency: z.string(),
      /** How many things of each kind are hidden before anything leaves. */
      masked: z.record(z.string(), z.number()),
    }),
    handler: async (context, { params }) => {
      const { model, why, most, prepared } = await offerIn(context, deps, params.id, {
        wish: '',
        lang: undefined,
      })
      return {
        why,
        model: model?.model ?? null,
        host: model?.host ?? null,
        most: most.micros / 1e6,
        spent: (model?.spent.micros ?? 0) / 1e6,
        cap: (model?.cap.micros ?? 0) / 1e6,
        currency: model?.currency ?? 'EUR',
        masked: prepared?.masked.counts ?? {},
      }
    },
  })
}

function askRoute(deps: AskDeps, runs: Runs): Route {
  return route({
    method: 'post',
    path: '/conversations/{id}/model-drafts',
    summary:
      'Has an outside model draft an answer, with what names or reaches somebody masked; nothing is sent',
    description: 'Answers at once; the draft is read under its id as it is written.',
    tag: 'inbox',
    can: 'outbox:write',
    params: idParams,
    limit: 30,
    body: z.strictObject(wished),
    reply: draftReply,
    status: 202,
    handler: async (context, { params, body }) => {
      const wish = { wish: body.wish, lang: body.lang }
      const job = await inTransaction(context.db, (tx) =>
        askDraft({ ...context, db: tx }, deps, params.id, wish),
      )
      context.later(async () => runs.begin(job))
      const row = await getDraft(context.db, context.workspaceId, params.id, job.id)
      return presentDraft(context, deps, row)
    },
  })
}

function draftRoutes(deps: AskDeps, runs: Runs): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}/model-drafts/{draft}',
      summary: 'A draft as far as it is written, and what it cost',
      tag: 'inbox',
      can: 'outbox:write',
      params: draftParams,
      reply: draftReply,
      handler: async (context, { params }) => {
        const row = await getDraft(context.db, context.workspaceId, params.id, params.draft)
        return presentDraft(context, deps, row)
      },
    }),
    route({
      method: 'delete',
      path: '/conversations/{id}/model-drafts/{draft}',
      summary: 'Stops a draft that is being written',
      tag: 'inbox',
      can: 'outbox:write',
      params: draftParams,
      handler: async ({ db, workspaceId, clock }, { params }) => {
        const row = await getDraft(db, workspaceId, params.id, params.draft)
        await stopDraft(db, workspaceId, row.id, clock.now())
        runs.stop(row.id)
      },
    }),
  ]
}

async function presentDraft(
  context: Context,
  deps: AskDeps,
  row: ModelDraft,
): Promise<z.input<typeof draftReply>> {
  const { id, model, host, text, tokens, currency, exact, masked } = row
  const lost = row.state === 'asked' && context.clock.now().getTime() - row.at.getTime() > LOST_AFTER
  const prepared = text === '' ? undefined : await preparedFor(context, deps, row)
  return {
    ...{ id, model, host, tokens, currency, exact },
    state: lost ? 'failed' : row.state,
    failure: lost ? 'lost' : row.failure,
    text: prepared ? readable(text, prepared, masked, context.locale) : '',
    cost: row.micros / 1e6,
  }
}
