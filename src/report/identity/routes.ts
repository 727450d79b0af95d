import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import {
  type Context,
  findWorkspace,
  idParams,
  type Route,
  readReadiness,
  route,
  whoIs,
} from '../../access/index.ts'
import { brandTally, listAlerts, readingOptions, requireQuery } from '../../match/index.ts'
import { bucketsTo } from '../figure/bucket.ts'
import { readImage } from './image.ts'
import { declaredReply, imageReply, presentImage, presentTrait, traitReply, unsaidReply } from './present.ts'
import { proposalFor, proposalsOf } from './proposal.ts'
import { changeTrait, createTrait, listTraits, orderTraits } from './store.ts'
import { contraryQuery, MAX_TERMS, MAX_TRAITS, talkQuery } from './trait.ts'
import { readUnsaid } from './unsaid/read.ts'

const UNSAID_SECONDS = 8

const period = z.strictObject({
  step: z.enum(['week', 'month']).default('week'),
  count: z.coerce.number().int().min(2).max(60).default(13),
})

const word = z.string().trim().min(1).max(60)
const list = z.array(z.string().trim().min(1).max(80)).max(MAX_TERMS)
const terms = z.strictObject({ fr: list, en: list })
const query = z.string().trim().max(4000).nullable()
const fields = {
  word,
  description: z.string().trim().max(500),
  terms,
  opposites: terms,
  query: query.transform((text) => text || null),
}
const declared = z.strictObject({
  word,
  description: fields.description.default(''),
  terms: terms.default({ fr: [], en: [] }),
  opposites: terms.default({ fr: [], en: [] }),
  query: fields.query.default(null),
})
const change = z.strictObject({
  word: word.optional(),
  description: fields.description.optional(),
  terms: terms.optional(),
  opposites: terms.optional(),
  query: fields.query.optional(),
  archived: z.boolean().optional(),
})

/** Each query of a trait, so that what is wrong with it is told in the words of the reader. */
async function checked<T extends z.output<typeof declared>>(context: Context, given: T): Promise<T> {
  const { db, workspaceId, locale } = context
  const options = await readingOptions(db, workspaceId)
  for (const query of [given.query, talkQuery(given), contraryQuery(given)]) {
    if (query) requireQuery(query, locale, options)
  }
  return given
}

export const identityRoutes: Route[] = [
  route({
    method: 'get',
    path: '/identity',
    summary: 'What the brand declares of itself against what is said of it, trait by trait, over time',
    description:
      'Shares are of all that is said of the brand, with Wilson’s interval; tones from -1 to 1, with Bonett and Price’s. Both are null where too little was said, and a point is null where it was not counted.',
    tag: 'reports',
    can: 'reports:read',
    query: period,
    reply: imageReply,
    handler: async ({ db, workspaceId, clock }, { query: { step, count } }) => {
      const { timeZone } = await findWorkspace(db, workspaceId)
      const image = await readImage(db, workspaceId, { now: clock.now(), timeZone, step, count })
      const readiness = await readReadiness(db, workspaceId)
      const proposals = proposalsOf(
        readiness?.brand.identity ?? [],
        image.traits.map(({ trait }) => trait),
      )
      return { step, ...presentImage(image), proposals }
    },
  }),
  route({
    method: 'get',
    path: '/identity/unsaid',
    summary: 'What stands out of the brand’s talk and is covered by no trait',
    tag: 'reports',
    can: 'stream:read',
    query: period,
    reply: unsaidReply,
    limit: 60,
    handler: async ({ db, workspaceId, clock, principal }, { query: { step, count } }) => {
      const { timeZone } = await findWorkspace(db, workspaceId)
      const buckets = bucketsTo(clock.now(), timeZone, step, count)
      const wholeId = await brandTally(db, workspaceId)
      const [from, to] = [buckets.at(0)?.from, buckets.at(-1)?.to]
      if (!wholeId || !from || !to) return { read: 0, rest: 0, partial: false, phrases: [] }
      const traits = await listTraits(db, workspaceId)
      const covered = new Set(traits.filter((one) => !one.archived).map((one) => one.talkId))
      const publicOnly = !principal.permissions.has('inbox:read')
      const request = { wholeId, covered, names: await namesOf(db, workspaceId), from, to, publicOnly }
      return await within(db, UNSAID_SECONDS, 'search_too_costly', (tx) =>
        readUnsaid(tx, workspaceId, request),
      )
    },
  }),
  route({
    method: 'get',
    path: '/identity/proposal',
    summary: 'Terms to start from for a word that a brand says of itself',
    tag: 'reports',
    can: 'member',
    query: z.strictObject({ word }),
    reply: declaredReply,
    handler: async (_, { query: { word: of } }) => proposalFor(of),
  }),
  route({
    method: 'post',
    path: '/identity/traits',
    summary: 'Declares a trait: what is said on it is counted from now on, and over the last 90 days',
    tag: 'reports',
    can: 'alerts:manage',
    body: declared,
    reply: traitReply,
    status: 201,
    handler: async (context, { body }) => {
      const { db, workspaceId, principal, clock } = context
      const by = { who: whoIs(principal), at: clock.now() }
      return presentTrait(await createTrait(db, workspaceId, await checked(context, body), by))
    },
  }),
  route({
    method: 'patch',
    path: '/identity/traits/{id}',
    summary: 'Changes a trait, retires it or declares it again; how it was declared before is kept',
    tag: 'reports',
    can: 'alerts:manage',
    params: idParams,
    body: change,
    reply: traitReply,
    handler: async (context, { params, body }) => {
      const { db, workspaceId, principal, clock } = context
      const by = { who: whoIs(principal), at: clock.now() }
      const was = (await listTraits(db, workspaceId)).find((trait) => trait.id === params.id)
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
      if (was) await checked(context, { ...was, ...given })
      return presentTrait(await changeTrait(db, workspaceId, params.id, body, by))
    },
  }),
  route({
    method: 'put',
    path: '/identity/order',
    summary: 'The traits in the order in which the brand declares them',
    tag: 'reports',
    can: 'alerts:manage',
    body: z.strictObject({ ids: z.array(z.uuid()).max(MAX_TRAITS) }),
    status: 204,
    handler: async ({ db, workspaceId, principal, clock }, { body }) => {
      await orderTraits(db, workspaceId, body.ids, { who: whoIs(principal), at: clock.now() })
      return new Response(null, { status: 204 })
    },
  }),
]

/** Words by which the brand and its competitors are called, which say nothing of it. */
async function namesOf(db: Parameters<typeof listAlerts>[0], workspaceId: string): Promise<string[]> {
  const readiness = await readReadiness(db, workspaceId)
  const alerts = (await listAlerts(db, workspaceId)).filter((alert) => alert.kind !== 'topic')
  const said = [...(readiness?.brand.names ?? []), ...alerts.map((alert) => `${alert.name} ${alert.query}`)]
  return said.flatMap((text) => text.match(/[\p{L}\p{N}]{2,}/gu) ?? [])
}
