import { z } from 'zod'
import { FAULTS } from './check/check.ts'
import { STATES } from './standing.ts'
import type { FallRow, SiteRow } from './store.ts'

const DAY = 86_400_000
/** A certificate that ends within so many days is told. */
const WARNED = 14

const fault = z.object({ kind: z.enum(FAULTS), detail: z.string() })

export const siteReply = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  minutes: z.number(),
  status: z.number().nullable(),
  text: z.string().nullable(),
  seconds: z.number(),
  paused: z.boolean(),
  state: z.enum(STATES),
  since: z.string().nullable(),
  last: z.string().nullable(),
  took: z.number().nullable(),
  fault: fault.nullable(),
  cutOff: z.boolean(),
  certificate: z
    .object({ expires: z.string(), issuer: z.string(), daysLeft: z.number(), warn: z.boolean() })
    .nullable(),
  month: z.object({
    /** Of the time of which something is known; null while nothing is. */
    availability: z.number().nullable(),
    /** Of the thirty days, or since it is watched where that is less. */
    measured: z.number(),
  }),
})

export const fallReply = z.object({
  id: z.string(),
  began: z.string(),
  told: z.string(),
  ended: z.string().nullable(),
  fault,
})

export const siteDetailReply = siteReply.extend({
  falls: z.array(fallReply),
  hours: z.array(
    z.object({
      hour: z.string(),
      up: z.number(),
      down: z.number(),
      took: z.number().nullable(),
      most: z.number().nullable(),
    }),
  ),
})

export function presentSite(
  site: SiteRow,
  sums: { up: number; down: number } | undefined,
  now: Date,
): z.output<typeof siteReply> {
  const { id, url, name, minutes, status, text, seconds, paused, state, took, fault } = site
  const { up, down } = sums ?? { up: 0, down: 0 }
  const age = Math.min(30 * DAY, Math.max(1000, now.getTime() - site.created.getTime())) / 1000
  return {
    ...{ id, url, name, minutes, status, text, seconds, paused, state, took, fault },
    since: site.since?.toISOString() ?? null,
    last: site.last?.toISOString() ?? null,
    cutOff: site.cut_off,
    certificate: certificateOf(site, now),
    month: {
      availability: up + down > 0 ? up / (up + down) : null,
      measured: Math.min(1, (up + down) / age),
    },
  }
}

function certificateOf({ tls_expires: expires, tls_issuer }: SiteRow, now: Date) {
  if (!expires) return null
  const daysLeft = Math.floor((expires.getTime() - now.getTime()) / DAY)
  return { expires: expires.toISOString(), issuer: tls_issuer ?? '', daysLeft, warn: daysLeft < WARNED }
}

export function presentFall({ id, began, told, ended, fault }: FallRow): z.output<typeof fallReply> {
  return {
    id,
    began: began.toISOString(),
    told: told.toISOString(),
    ended: ended?.toISOString() ?? null,
    fault,
  }
}
