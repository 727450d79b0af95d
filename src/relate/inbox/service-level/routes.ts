import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { HOLIDAY_NAMES, HOLIDAYS, holidaysOf, worked } from '../../../../lib/hours/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { audit, findWorkspace, idParams, type Route, route, whoIs } from '../../../access/index.ts'
import { getConversation } from '../store.ts'
import { catchUpTime } from './catch-up.ts'
import { KINDS } from './clock.ts'
import { runningOf } from './keep.ts'
import { serviceNow } from './pace.ts'
import { calendarOf, proposal } from './policy.ts'
import { keepSettings, serviceSettings } from './settings.ts'
import { settingsShape } from './shape.ts'
import type { ServiceTables } from './tables.ts'

const tag = 'service levels'
/** Batches of conversations. */
const AT_ONCE = 4

const timeReply = z.object({
  policy: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What runs, and the minutes of the calendar that it has run for. */
  runs: z.array(
    z.object({
      kind: z.enum(KINDS),
      began: z.string(),
      due: z.string().nullable(),
      target: z.number().nullable(),
      worked: z.number(),
      paused: z.boolean(),
    }),
  ),
})

export const serviceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-levels',
    summary: 'Targets of service in the order in which they are tried, and the calendars they count by',
    tag,
    can: 'inbox:read',
    reply: settingsShape,
    handler: ({ db, workspaceId }) => serviceSettings(db, workspaceId),
  }),
  route({
    method: 'get',
    path: '/service-levels/proposal',
    summary:
      'What one may begin with: office hours, and targets for what presses and for the rest; nothing is kept',
    tag,
    can: 'team:manage',
    reply: settingsShape,
    handler: async ({ db, workspaceId, locale }) => {
      const { timeZone } = await findWorkspace(db, workspaceId)
      const say = (key: string) => translate(locale, `start:service.${key}`)
      return proposal(timeZone, { calendar: say('calendar'), urgent: say('urgent'), policy: say('policy') })
    },
  }),
  route({
    method: 'put',
    path: '/service-levels',
    summary: 'Puts targets and calendars in place of those of a revision',
    description:
      'Another revision than the one that holds is refused (409). What is to come is reckoned anew; a deadline that has passed stays where it was.',
    tag,
    can: 'team:manage',
    body: settingsShape,
    reply: settingsShape,
    handler: ({ db, workspaceId, principal, clock, later }, { body }) => {
      // What most teams have open is reckoned before the answer; of more, the rest follows by the clock.
      later(() => catchUpTime(db, workspaceId, clock.now(), AT_ONCE))
      return inTransaction(db, async (tx) => {
        const kept = await keepSettings(tx, workspaceId, body, clock.now())
        const detail = {
          policies: kept.policies.length,
          calendars: kept.calendars.length,
          revision: kept.revision,
        }
        await audit(tx, {
          workspaceId,
          who: whoIs(principal),
          action: 'service_levels.changed',
          target: workspaceId,
          detail,
        })
        return kept
      })
    },
  }),
  route({
    method: 'get',
    path: '/service-levels/holidays',
    summary: 'Public holidays that are known by rule, by year',
    tag,
    can: 'inbox:read',
    query: z.strictObject({ rule: z.enum(HOLIDAYS), year: z.coerce.number().int().min(1970).max(2200) }),
    reply: z.object({ days: z.array(z.object({ date: z.string(), name: z.enum(HOLIDAY_NAMES) })) }),
    handler: async (_context, { query }) => ({
      days: [...holidaysOf(query.rule, query.year)].map(([day, name]) => ({
        date: new Date(day * 86_400_000).toISOString().slice(0, 10),
        name,
      })),
    }),
  }),
  route({
    method: 'get',
    path: '/service-levels/now',
    summary: 'What is late, what will be within the hour, and what the pace of the last hours leads to',
    description: 'Late and soon are counted up to a thousand. A pace is told of three answers or more.',
    tag,
    can: 'inbox:read',
    reply: z.object({
      late: z.number(),
      lateMine: z.number(),
      soon: z.number(),
      soonMine: z.number(),
      pace: z.object({
        until: z.string(),
        dueBy: z.number(),
        ended: z.number(),
        hours: z.number(),
        late: z.number().nullable(),
      }),
      /** There is a target at all. */
      set: z.boolean(),
    }),
    handler: async ({ db, workspaceId, principal, clock }) => {
      const settings = await serviceSettings(db, workspaceId)
      const who = { memberId: principal.memberId, now: clock.now() }
      const { pace, ...counts } = await serviceNow(db, workspaceId, settings, who)
      const set = settings.policies.some(({ enabled }) => enabled)
      return { ...counts, pace: { ...pace, until: pace.until.toISOString() }, set }
    },
  }),
  route({
    method: 'get',
    path: '/conversations/{id}/service',
    summary: 'What runs in a conversation, by which targets, and when it is due',
    tag,
    can: 'inbox:read',
    params: idParams,
    reply: timeReply,
    handler: async ({ db, workspaceId, clock }, { params }) => {
      await getConversation(db, workspaceId, params.id)
      const settings = await serviceSettings(db, workspaceId)
      const { rows } = await sql<Selectable<ServiceTables['service_clock']>>`
        select * from service_clock where workspace_id = ${workspaceId} and conversation_id = ${params.id}`.execute(
        db,
      )
      const [row] = rows
      const policy = settings.policies.find(({ id }) => id === row?.policy_id)
      if (!row) return { policy: null, runs: [] }
      const calendar = calendarOf(settings, policy)
      const running = runningOf(row)
      const dues = { first: row.first_due, next: row.next_due, resolution: row.matter_due }
      const now = clock.now()
      const runs = KINDS.flatMap((kind) => {
        const began = running[kind]
        if (!began || (kind === 'resolution' && running.closed)) return []
        const pauses = kind === 'resolution' ? running.pauses : []
        const spans = pauses.map(({ from, to }) => ({ from: from.getTime(), to: (to ?? now).getTime() }))
        return [
          {
            kind,
            began: began.toISOString(),
            due: dues[kind]?.toISOString() ?? null,
            target: policy?.targets[kind] ?? null,
            worked: Math.floor(worked(calendar, began, now, spans) / 60_000),
            paused: pauses.at(-1)?.to === null,
          },
        ]
      })
      return { policy: policy ? { id: policy.id, name: policy.name } : null, runs }
    },
  }),
]
