import { z } from 'zod'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../lib/page/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import { ACT_STATES } from '../act/act.ts'
import { actReply, presentActs } from '../act/present.ts'
import { actsOn, countWaiting } from '../act/store.ts'
import { ruleOf, SANCTIONS } from '../charter/charter.ts'
import { chartersOf } from '../charter/store.ts'
import { choicesOf } from './choices.ts'
import { aboutQuery, filterQuery } from './filter.ts'
import { countActs, listActs } from './store.ts'

const tag = 'moderation'
const can = 'inbox:read'
const counted = { count: z.number() }

export const actListRoutes: Route[] = [
  route({
    method: 'get',
    path: '/moderation/waiting',
    summary: 'How many proposals wait for a second person, and how many appeals for an answer',
    tag,
    can,
    reply: z.object({ proposed: z.number(), appeals: z.number() }),
    handler: ({ db, workspaceId }) => countWaiting(db, workspaceId),
  }),
  route({
    method: 'get',
    path: '/moderation/acts',
    summary: 'What was done by the charter, newest first; or all that was ever done to some posts',
    tag,
    can,
    query: z.strictObject({ ...pageQuery(), ...filterQuery, about: aboutQuery }),
    reply: pageOf(actReply),
    handler: async (context, { query: { cursor, limit, about, ...filter } }) => {
      const { db, workspaceId } = context
      if (about)
        return { items: await presentActs(context, await actsOn(db, workspaceId, about)), next: null }
      const [after] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : []
      const rows = await listActs(db, workspaceId, { ...filter, after }, limit + 1)
      const page = toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      )
      return { ...page, items: await presentActs(context, page.items) }
    },
  }),
  route({
    method: 'get',
    path: '/moderation/acts/counts',
    summary: 'How many acts a filter holds, by state, and what there is to narrow a list of them to',
    tag,
    can,
    query: z.strictObject(filterQuery),
    reply: z.object({
      ...{ all: z.number(), appeals: z.number() },
      states: z.record(z.enum(ACT_STATES), z.number()),
      rules: z.array(
        z.object({ id: z.string(), title: z.object({ fr: z.string(), en: z.string() }), ...counted }),
      ),
      kinds: z.array(z.object({ id: z.enum(SANCTIONS), ...counted })),
      channels: z.array(z.object({ id: z.string(), ...counted })),
      people: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    handler: async (context, { query }) => {
      const { db, workspaceId } = context
      const [counts, choices] = await Promise.all([countActs(db, workspaceId, query), shownChoices(context)])
      return { ...counts, ...choices }
    },
  }),
]

async function shownChoices({ db, workspaceId, memberNames }: Context) {
  const { rules, people, ...rest } = await choicesOf(db, workspaceId)
  const versions = rules.map(({ version }) => version)
  const [charters, names] = await Promise.all([chartersOf(db, workspaceId, versions), memberNames()])
  return {
    ...rest,
    rules: rules.map(({ id, version, count }) => {
      const charter = charters.get(version)
      return { id, count, title: (charter && ruleOf(charter, id)?.title) ?? { fr: id, en: id } }
    }),
    people: people.map((id) => ({ id, name: names.get(id) ?? '' })),
  }
}
