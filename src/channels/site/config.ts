import { z } from 'zod'
import { minutesOf } from '../../../lib/clock/index.ts'
import { contrast } from './colour.ts'

const MOST_WINDOWS = 28
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'site_time')

/** From a time of the clock to a later one of the same day; the day after begins another. */
const window = z
  .strictObject({ day: z.int().min(1).max(7), from: time, to: time.or(z.literal('24:00')) })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), { message: 'site_window', path: ['to'] })
export type Window = z.output<typeof window>

const zone = z.string().max(60).refine(isZone, 'site_zone')
const civilDay = z.iso.date('site_day')
const words = z.strictObject({ fr: z.string().trim().max(300), en: z.string().trim().max(300) })

/** `https://www.example.org`, as browsers write the place that a page comes from. */
const origin = z
  .string()
  .trim()
  .max(200)
  .transform((given) => URL.parse(given)?.origin ?? given)
  .refine((given) => /^https?:\/\/[^/\s]+$/.test(given) && URL.canParse(given), 'site_origin')

/** Appointments to be called back, in the site's own civil time. */
const callBack = z.strictObject({
  enabled: z.boolean().default(false),
  windows: z.array(window).max(MOST_WINDOWS).default([]),
  /** Length of one call, in minutes. */
  minutes: z.int().min(5).max(120).default(15),
  atOnce: z.int().min(1).max(50).default(1),
  /** Minutes that must lie between the booking and the call. */
  notice: z.int().min(0).max(10_080).default(60),
  /** How many days ahead one may book. */
  days: z.int().min(1).max(60).default(14),
})

export const config = z.strictObject({
  origins: z.array(origin).max(20).default([]).meta({ title: 'channel.site.origins' }),
  language: z.enum(['page', 'fr', 'en']).default('page').meta({ title: 'channel.site.language' }),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'site_colour')
    .refine((colour) => contrast(colour, '#ffffff') >= 3 || contrast(colour, '#14161f') >= 3, 'site_colour')
    .default('#a8431a')
    .meta({ title: 'channel.site.colour' }),
  greeting: words.default({ fr: '', en: '' }).meta({ title: 'channel.site.greeting' }),
  zone: zone.default('Europe/Paris').meta({ title: 'channel.site.zone' }),
  /** When somebody is there; none: always. */
  hours: z.array(window).max(MOST_WINDOWS).default([]).meta({ title: 'channel.site.hours' }),
  /** Days on which nobody is there, in the site's zone. */
  closed: z.array(civilDay).max(200).default([]).meta({ title: 'channel.site.closed' }),
  /** Hours of the clock within which one may expect an answer while nobody is there. */
  answerHours: z.int().min(1).max(240).default(24).meta({ title: 'channel.site.answer' }),
  privacyUrl: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'field_url' }).max(500)])
    .default('')
    .meta({ title: 'channel.site.privacy' }),
  /** Days after a visitor was last here that what they said is erased. */
  retention: z.int().min(7).max(1_825).default(365).meta({ title: 'channel.site.retention' }),
  files: z.boolean().default(true).meta({ title: 'channel.site.files' }),
  chat: z.boolean().default(true).meta({ title: 'channel.site.chat' }),
  callBack: callBack
    .default({ enabled: false, windows: [], minutes: 15, atOnce: 1, notice: 60, days: 14 })
    .meta({ title: 'channel.site.call_back' }),
})
export type SiteConfig = z.output<typeof config>

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
