import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { audit, type Context, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { getPerson } from '../store.ts'
import { tierFileRoutes } from './file/routes.ts'
import { listByTier } from './list.ts'
import { setTiers, tierPast, tiersOf, undoTiers, type Word } from './standing.ts'
import { bearers, listTiers, replaceTiers, versionOf } from './store.ts'
import { COLORS, MOST_TIERS, MOST_WEIGHT, type Source } from './tier.ts'

const tag = 'tiers'
const MOST_AT_ONCE = 500
const MOST_PAST = 50

const name = z.string().trim().min(1).max(40)
const weight = z.int().min(0).max(MOST_WEIGHT)
const tierReply = z.object({ id: z.string(), name: z.string(), color: z.enum(COLORS), weight: z.number() })
const tiersReply = z.object({
  version: z.string(),
  tiers: z.array(tierReply.extend({ people: z.number() })),
})
const tierId = z.uuid().nullable()

const standingReply = z.object({
  tier: tierReply.nullable(),
  /** Null: nothing was ever said. */
  said: z
    .object({ source: z.enum(['hand', 'api', 'import']), at: z.string(), by: z.string().nullable() })
    .nullable(),
  past: z.array(
    z.object({
      at: z.string(),
      source: z.enum(['hand', 'api', 'import', 'undo', 'deleted']),
      by: z.string().nullable(),
      was: z.string().nullable(),
      became: z.string().nullable(),
    }),
  ),
  /** What was just changed, by which it can be undone. */
  change: z.string().nullable(),
})

const personReply = z.object({
  id: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  handles: z.array(z.object({ channel: z.string(), handle: z.string(), url: z.string().nullable() })),
  tier: tierReply.nullable(),
})

export const tierRoutes: Route[] = [
  ...settingRoutes(),
  ...personRoutes(),
  ...severalRoutes(),
  ...tierFileRoutes(),
]

export function wordOf({ principal, clock }: Context): Word & { source: Source } {
  return { source: principal.keyId ? 'api' : 'hand', by: principal.memberId, now: clock.now() }
}

function settingRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/tiers',
      summary: 'Tiers of customers, the highest first, and how many people bear each',
      tag,
      can: 'people:read',
      reply: tiersReply,
      handler: presentTiers,
    }),
    route({
      method: 'put',
      path: '/tiers',
      summary: 'Puts tiers in place of those before, the highest first',
      description:
        'Give the `version` that you have changed; 409 where somebody has changed them since. Who bore a tier that is left out has none.',
      tag,
      can: 'team:manage',
      body: z.strictObject({
        version: z.string().max(60),
        tiers: z
          .array(z.strictObject({ id: z.uuid().optional(), name, color: z.enum(COLORS), weight }))
          .max(MOST_TIERS),
      }),
      reply: tiersReply,
      async handler(context, { body }) {
        const { db, workspaceId, principal, clock } = context
        const by = { version: body.version, by: principal.memberId, now: clock.now() }
        await inTransaction(db, async (tx) => {
          const { tiers, fallen } = await replaceTiers(tx, workspaceId, body.tiers, by)
          const detail = { tiers: tiers.map((tier) => tier.name), fallen }
          await audit(tx, {
            ...{ workspaceId, who: whoIs(principal), action: 'tiers.changed', target: workspaceId, detail },
          })
        })
        return presentTiers(context)
      },
    }),
  ]
}

function personRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/people/{id}/tier',
      summary: 'The tier of a person, by whose word, and how it came about, newest first',
      tag,
      can: 'people:read',
      params: idParams,
      reply: standingReply,
      async handler(context, { params }) {
        await getPerson(context.db, context.workspaceId, params.id)
        return presentStanding(context, params.id, null)
      },
    }),
    route({
      method: 'put',
      path: '/people/{id}/tier',
      summary: 'Says which tier a person bears; null: none',
      description: 'With `seen`, the tier that you saw: 409 where it is another by now.',
      tag,
      can: 'people:write',
      params: idParams,
      body: z.strictObject({ tierId, seen: tierId.optional() }),
      reply: standingReply,
      async handler(context, { params, body }) {
        const { db, workspaceId, principal } = context
        await getPerson(db, workspaceId, params.id)
        const wish = { personId: params.id, tierId: body.tierId }
        const made = await inTransaction(db, async (tx) => {
          const word = { ...wordOf(context), seen: body.seen }
          const { change, changed } = await setTiers(tx, workspaceId, [wish], word)
          if (changed.length === 0) return null
          const detail = { tier: body.tierId, change }
          await audit(tx, {
            ...{ workspaceId, who: whoIs(principal), action: 'person.tier', target: params.id, detail },
          })
          return change
        })
        return presentStanding(context, params.id, made)
      },
    }),
  ]
}

function severalRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/tiers/people',
      summary: 'People by name, each with their tier',
      description: '`q` is the beginning of a name, a handle or a mail address; `tier` a tier, or `none`.',
      tag,
      can: 'people:read',
      query: z.strictObject({
        ...pageQuery(),
        q: z.string().trim().max(200).default(''),
        tier: z.union([z.literal('none'), z.uuid()]).optional(),
      }),
      reply: pageOf(personReply),
      async handler({ db, workspaceId }, { query: { q, tier, cursor, limit } }) {
        const [last, id] = cursor ? decodeCursor(cursor, z.tuple([z.string(), z.uuid()])) : []
        const after = last !== undefined && id ? { name: last, id } : undefined
        const rows = await listByTier(db, workspaceId, { q, tier, after }, limit + 1)
        return toPage(
          rows,
          limit,
          (row) => [row.sorted, row.id],
          ({ id: personId, name: called, avatar, handles, tier: borne }) => ({
            ...{ id: personId, name: called, avatar, handles, tier: borne },
          }),
        )
      },
    }),
    route({
      method: 'post',
      path: '/people/tiers',
      summary: 'Gives one tier to several people at once; null: none',
      tag,
      can: 'people:write',
      body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE), tierId }),
      reply: z.object({ change: z.string(), changed: z.number(), same: z.number() }),
      status: 200,
      async handler(context, { body }) {
        const { db, workspaceId, principal } = context
        const wishes = body.ids.map((personId) => ({ personId, tierId: body.tierId }))
        return inTransaction(db, async (tx) => {
          const { change, changed, same } = await setTiers(tx, workspaceId, wishes, wordOf(context))
          const detail = { tier: body.tierId, people: changed.length }
          await audit(tx, {
            ...{ workspaceId, who: whoIs(principal), action: 'people.tier', target: change, detail },
          })
          return { change, changed: changed.length, same }
        })
      },
    }),
    route({
      method: 'post',
      path: '/people/tiers/{id}/undo',
      summary: 'Takes a change of tiers back for those of whom nothing was said since',
      tag,
      can: 'people:write',
      params: idParams,
      reply: z.object({ undone: z.number(), moved: z.number() }),
      status: 200,
      async handler({ db, workspaceId, principal, clock }, { params }) {
        const by = { by: principal.memberId, now: clock.now() }
        return inTransaction(db, async (tx) => {
          const { undone, moved } = await undoTiers(tx, workspaceId, params.id, by)
          const detail = { people: undone.length }
          const who = whoIs(principal)
          await audit(tx, { workspaceId, who, action: 'people.tier_undone', target: params.id, detail })
          return { undone: undone.length, moved }
        })
      },
    }),
  ]
}

async function presentTiers({ db, workspaceId }: Context): Promise<z.input<typeof tiersReply>> {
  const [tiers, people] = [await listTiers(db, workspaceId), await bearers(db, workspaceId)]
  return {
    version: versionOf(tiers),
    tiers: tiers.map((tier) => ({ ...tier, people: people.get(tier.id) ?? 0 })),
  }
}

async function presentStanding(
  { db, workspaceId, memberNames }: Context,
  personId: string,
  change: string | null,
): Promise<z.input<typeof standingReply>> {
  const tiers = await tiersOf(db, workspaceId, [personId])
  const { said, past } = await tierPast(db, workspaceId, personId, MOST_PAST)
  const names = await memberNames()
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null)
  return {
    tier: tiers.get(personId) ?? null,
    said: said ? { source: said.source, at: said.at.toISOString(), by: nameOf(said.by_member) } : null,
    past: past.map(({ at, by, ...one }) => ({ ...one, at: at.toISOString(), by: nameOf(by) })),
    change,
  }
}
