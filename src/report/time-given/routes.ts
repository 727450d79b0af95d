import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid, Problem } from '../../../lib/errors/index.ts'
import { type Context, findUser, findWorkspace, type Route, route } from '../../access/index.ts'
import { AREAS, FEWEST, REFERENCE, together } from './area.ts'
import { dayOf, minuteOf, mondayOf, plusDays, weeksTo } from './day.ts'
import {
  addEntry,
  addSeen,
  type Choice,
  choiceOf,
  choose,
  forgetAll,
  listEntries,
  type Owner,
  readDays,
  removeEntry,
  type Seen,
  sharedWeeks,
} from './store.ts'
import { weeksOf } from './week.ts'

/** How late a minute may be told: a window that was closed without a network tells it the next day. */
const LATEST = 48 * 3_600_000
/** Clocks of machines differ. */
const AHEAD = 2 * 60_000
const MOST_MINUTES = 24 * 60

const area = z.enum(AREAS)
const byArea = z.object({
  writing: z.number(),
  answering: z.number(),
  watching: z.number(),
  learning: z.number(),
  reporting: z.number(),
})
const day = z.iso.date()
const weeksQuery = z.strictObject({ weeks: z.coerce.number().int().min(1).max(53).default(8) })
const entry = z.object({
  id: z.string(),
  day: z.string(),
  area,
  minutes: z.number(),
  note: z.string().nullable(),
})
const timeReply = z
  .object({
    counted: z.boolean(),
    sharedSince: z.string().nullable(),
    timeZone: z.string(),
    today: z.string(),
    reference: byArea,
    weeks: z.array(
      z.object({
        from: z.string(),
        minutes: byArea,
        shares: byArea.nullable(),
        days: z.array(z.object({ day: z.string(), minutes: byArea })),
      }),
    ),
    entries: z.array(entry),
  })
  .meta({ id: 'TimeGiven' })
const choiceReply = z.object({ counted: z.boolean(), sharedSince: z.string().nullable() })

export const timeRoutes: Route[] = [...ownRoutes(), ...entryRoutes(), teamRoute()]

/** What a member gave is shown to them alone: not to a key of theirs, which may be in other hands. */
function ownerOf({ workspaceId, principal }: Context): Owner {
  if (principal.keyId !== undefined) throw new Problem('time_is_own', { status: 403 })
  return { workspaceId, memberId: principal.memberId }
}

/** The member's own zone, or the workspace's. */
async function zoneOf({ db, principal, workspaceId }: Context): Promise<string> {
  const [user, workspace] = await Promise.all([
    findUser(db, principal.userId),
    findWorkspace(db, workspaceId),
  ])
  return user.time_zone ?? workspace.timeZone
}

async function present(context: Context, count: number): Promise<z.input<typeof timeReply>> {
  const { db, clock } = context
  const owner = ownerOf(context)
  const timeZone = await zoneOf(context)
  const today = dayOf(clock.now(), timeZone)
  const mondays = weeksTo(today, count)
  const [from = today, to] = [mondays[0], plusDays(mondayOf(today), 7)]
  const [choice, days, entries] = await Promise.all([
    choiceOf(db, owner),
    readDays(db, owner, from, to),
    listEntries(db, owner, from, to),
  ])
  return { ...choice, timeZone, today, reference: REFERENCE, weeks: weeksOf(mondays, days, entries), entries }
}

function ownRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/me/time',
      summary: 'Time that one gave, by week and by kind of work, beside the reference of the craft',
      description: 'Of who asks, and of nobody else; not for API keys.',
      tag: 'Me',
      can: 'member',
      query: weeksQuery,
      reply: timeReply,
      handler: (context, { query }) => present(context, query.weeks),
    }),
    route({
      method: 'get',
      path: '/me/time/choice',
      summary: 'Whether one’s time is counted, and since when the team’s figures may hold it',
      tag: 'Me',
      can: 'member',
      reply: choiceReply,
      handler: (context) => choiceOf(context.db, ownerOf(context)),
    }),
    route({
      method: 'put',
      path: '/me/time/choice',
      summary: 'Has one’s time counted or not, and lets the team’s figures hold it or not',
      description: 'What is withdrawn from the team’s figures is gone from those of the past too.',
      tag: 'Me',
      can: 'member',
      body: z.strictObject({ counted: z.boolean(), shared: z.boolean() }),
      reply: choiceReply,
      handler: (context, { body }) => change(context, body),
    }),
    route({
      method: 'post',
      path: '/me/time/minutes',
      summary: 'Tells minutes in which one was at work; told twice they count once',
      tag: 'Me',
      can: 'member',
      body: z.strictObject({
        minutes: z
          .array(z.strictObject({ at: z.iso.datetime(), area }))
          .min(1)
          .max(600),
      }),
      status: 204,
      handler: (context, { body }) => tell(context, body.minutes),
    }),
    route({
      method: 'delete',
      path: '/me/time',
      summary: 'Deletes all that was counted or written down of one’s time, and stops counting',
      tag: 'Me',
      can: 'member',
      status: 204,
      handler: async (context) => {
        await forgetAll(context.db, ownerOf(context))
      },
    }),
  ]
}

async function change(context: Context, { counted, shared }: { counted: boolean; shared: boolean }) {
  const owner = ownerOf(context)
  const today = dayOf(context.clock.now(), await zoneOf(context))
  return inTransaction(context.db, async (tx) => {
    const before = await choiceOf(tx, owner)
    const choice: Choice = { counted, sharedSince: shared ? (before.sharedSince ?? today) : null }
    await choose(tx, owner, choice)
    return choice
  })
}

async function tell(context: Context, minutes: { at: string; area: (typeof AREAS)[number] }[]) {
  const owner = ownerOf(context)
  const now = context.clock.now().getTime()
  for (const { at } of minutes) {
    const age = now - Date.parse(at)
    if (age > LATEST || age < -AHEAD) throw invalid('time_out_of_reach', {}, { minutes: 'time_out_of_reach' })
  }
  // A window that was open before counting was turned off goes on telling for a while.
  if (!(await choiceOf(context.db, owner)).counted) return undefined
  const zone = await zoneOf(context)
  const placed = minutes.map((one) => ({ area: one.area, ...minuteOf(new Date(one.at), zone) }))
  const seen: Seen[] = [...Map.groupBy(placed, (one) => `${one.day} ${one.area}`).values()].flatMap(
    (same) => {
      const [first] = same
      return first ? [{ day: first.day, area: first.area, minutes: same.map(({ minute }) => minute) }] : []
    },
  )
  await addSeen(context.db, owner, seen)
  return undefined
}

function entryRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/me/time/entries',
      summary: 'Writes down time that was given elsewhere: a call, a training, a meeting',
      tag: 'Me',
      can: 'member',
      body: z.strictObject({
        day,
        area,
        minutes: z.int().min(1).max(MOST_MINUTES),
        note: z.string().trim().max(200).nullable().default(null),
      }),
      reply: entry,
      status: 201,
      handler: async (context, { body }) => {
        const owner = ownerOf(context)
        const today = dayOf(context.clock.now(), await zoneOf(context))
        if (body.day > today) throw invalid('time_not_come', {}, { day: 'time_not_come' })
        return addEntry(context.db, owner, { ...body, note: body.note || null })
      },
    }),
    route({
      method: 'delete',
      path: '/me/time/entries/{id}',
      summary: 'Takes back what was written down by hand',
      tag: 'Me',
      can: 'member',
      params: z.strictObject({ id: z.uuid() }),
      status: 204,
      handler: async (context, { params }) => {
        await removeEntry(context.db, ownerOf(context), params.id)
      },
    }),
  ]
}

function teamRoute(): Route {
  return route({
    method: 'get',
    path: '/reports/time',
    summary: 'Mean split of the time of those who let it be seen, by whole weeks that have ended',
    description:
      'Only of weeks of which five members or more let theirs be held, each counting as much, in steps of five hundredths.',
    tag: 'Reports',
    can: 'team:manage',
    query: weeksQuery,
    reply: z
      .object({
        fewest: z.number(),
        reference: byArea,
        weeks: z.array(z.object({ from: z.string(), shares: byArea.nullable() })),
      })
      .meta({ id: 'TeamTime' }),
    handler: async ({ db, workspaceId, clock }, { query }) => {
      const { timeZone } = await findWorkspace(db, workspaceId)
      const ended = plusDays(mondayOf(dayOf(clock.now(), timeZone)), -7)
      const weeks = await sharedWeeks(db, workspaceId, weeksTo(ended, query.weeks))
      return {
        fewest: FEWEST,
        reference: REFERENCE,
        weeks: weeks.map(({ from, people }) => ({ from, shares: together(people) })),
      }
    },
  })
}
