import { z } from 'zod'
import { HOLIDAYS, inOrder } from '../../../../lib/hours/index.ts'
import { timeZone } from '../../../access/index.ts'
import { KINDS } from './clock.ts'

const YEAR_OF_MINUTES = 366 * 24 * 60
const hour = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const hours = z
  .array(z.strictObject({ from: hour, to: hour }))
  .max(8)
  .refine(inOrder, 'field_hours')
const name = z.string().trim().min(1).max(80)

export const calendarShape = z.strictObject({
  id: z.uuid(),
  name,
  zone: timeZone,
  week: z.array(hours).length(7),
  holidays: z.enum(HOLIDAYS),
  days: z
    .array(z.strictObject({ date: z.iso.date(), hours, name: z.string().trim().max(80).optional() }))
    .max(400),
})

const member = z.uuid()
const minutes = z.int().min(1).max(YEAR_OF_MINUTES).nullable()

export const stepShape = z.strictObject({
  id: z.uuid(),
  of: z.enum(KINDS),
  minutes: z.int().min(-10_080).max(10_080),
  tell: z.array(z.union([z.enum(['assignee', 'managers', 'on-call']), member])).max(20),
  assign: z.union([z.enum(['on-call', 'nobody']), member]).nullable(),
  raise: z.int().min(0).max(100),
  webhook: z.boolean(),
})

export const policyShape = z.strictObject({
  id: z.uuid(),
  name,
  enabled: z.boolean(),
  channels: z.array(z.string().max(50)).max(50),
  visibility: z.enum(['public', 'private']).nullable(),
  langs: z.array(z.string().max(10)).max(20),
  labels: z.array(z.string().trim().min(1).max(60)).max(20),
  priority: z.int().min(0).max(100),
  tiers: z.array(z.uuid()).max(20).optional(),
  calendarId: z.uuid().nullable(),
  targets: z.strictObject({ first: minutes, next: minutes, resolution: minutes }),
  steps: z.array(stepShape).max(10),
})

/** Two of a kind never bear the same id, and a policy counts by a calendar that is there. */
export const settingsShape = z
  .strictObject({
    revision: z.int().min(0),
    calendars: z.array(calendarShape).max(20),
    policies: z.array(policyShape).max(50),
  })
  .superRefine(({ calendars, policies }, context) => {
    const known = new Set(calendars.map(({ id }) => id))
    const ids = [...calendars, ...policies, ...policies.flatMap(({ steps }) => steps)].map(({ id }) => id)
    if (new Set(ids).size < ids.length)
      context.addIssue({ code: 'custom', message: 'field_twice', path: ['policies'] })
    policies.forEach(({ calendarId }, i) => {
      if (calendarId && !known.has(calendarId))
        context.addIssue({ code: 'custom', message: 'field_calendar', path: ['policies', i, 'calendarId'] })
    })
  })
