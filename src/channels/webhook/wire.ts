import { z } from 'zod'
import { OBJECT_TYPES, VERBS } from '../../activity/index.ts'

const LONGEST_TEXT = 100_000

const id = z
  .union([z.string().trim().min(1).max(500), z.int()], 'neither a text of 1 to 500 characters nor a number')
  .transform(String)
const name = z.string().trim().min(1).max(200)
const web = z.url({ protocol: /^https?$/ }).max(2_000)
const text = z.string().max(LONGEST_TEXT)
const title = z.string().max(2_000)
const lang = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/)

/** ISO 8601 with its zone, or seconds since 1970. */
const instant = z
  .union(
    [
      z.iso.datetime({ offset: true }).transform((written) => new Date(written)),
      z
        .int()
        .min(0)
        .max(32_503_680_000)
        .transform((seconds) => new Date(seconds * 1000)),
    ],
    'neither ISO 8601 with its zone nor seconds since 1970',
  )
  .refine((date) => date.getUTCFullYear() >= 1990, 'before 1990')

const actor = z
  .strictObject({
    id: id.optional(),
    name: name.optional(),
    handle: name.optional(),
    email: z.email().max(254).optional(),
    url: web.optional(),
    avatar: web.optional(),
    followers: z.int().min(0).max(10_000_000_000).optional(),
  })
  .refine((given) => given.id ?? given.email ?? given.handle ?? given.url ?? given.name, 'names nobody')

const media = z
  .array(
    z.strictObject({
      url: web,
      type: z.enum(['image', 'video', 'audio', 'file']).default('file'),
      alt: z.string().max(1_500).optional(),
      mediaType: z.string().max(100).optional(),
    }),
  )
  .max(20)

/** What an object may say, whichever form it comes in. */
const said = {
  title: title.optional(),
  text: text.optional(),
  url: web.optional(),
  lang: lang.optional(),
  rating: z.number().min(1).max(5).optional(),
  media: media.optional(),
  inReplyTo: id.optional(),
  thread: id.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** In minor units. */
  amount: z.int().min(-1e12).max(1e12).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
}

const extra = z
  .record(z.string().min(1).max(64), z.union([z.string().max(500), z.number(), z.boolean()]))
  .refine((facts) => Object.keys(facts).length <= 20, 'more than 20 facts')

const visibility = z.enum(['public', 'private'])

/** One activity in our own vocabulary. */
export const ours = z.strictObject({
  verb: z.enum(VERBS),
  id,
  published: instant.optional(),
  actor,
  object: z.strictObject({ type: z.enum(OBJECT_TYPES), id: id.optional(), ...said }),
  visibility: visibility.optional(),
  extra: extra.optional(),
})
export type Ours = z.output<typeof ours>

/** The shortest form: somebody said something. */
export const bare = z
  .strictObject({
    id,
    type: z.enum(OBJECT_TYPES).default('Note'),
    author: z.union([z.string().trim().min(1).max(300), actor], 'missing, or no author'),
    published: instant.optional(),
    /** When it was changed: what comes under the same id replaces the text. */
    edited: instant.optional(),
    deleted: z.literal(true).optional(),
    visibility: visibility.optional(),
    extra: extra.optional(),
    ...said,
  })
  .refine(
    (item) => item.deleted || item.text || item.title || item.rating || item.media?.length,
    'says nothing',
  )
export type Bare = z.output<typeof bare>

/** ActivityStreams 2.0 is open by design: unknown properties are passed over, known ones must be what they are. */
const one = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).max(50)])
const link = z.union([web, z.object({ href: web })])
const reference = z.union([z.string().min(1).max(2_000), z.object({ id: z.string().min(1).max(2_000) })])

const streamActor = z.union([
  z.string().min(1).max(2_000),
  z.object({
    id: z.string().min(1).max(2_000),
    name: z.string().max(500).optional(),
    preferredUsername: z.string().max(200).optional(),
    url: one(link).optional(),
    icon: one(z.union([web, z.object({ url: one(link) })])).optional(),
  }),
])

const attachment = z.object({
  type: z.string().max(50).optional(),
  mediaType: z.string().max(100).optional(),
  url: one(link).optional(),
  href: web.optional(),
  name: z.string().max(1_500).nullish(),
})

export const streamObject = z.object({
  id: z.string().min(1).max(2_000),
  type: one(z.string().max(50)),
  name: z.string().max(2_000).nullish(),
  summary: z.string().max(LONGEST_TEXT).nullish(),
  content: z.string().max(LONGEST_TEXT).nullish(),
  contentMap: z.record(z.string().max(40), z.string().max(LONGEST_TEXT)).optional(),
  mediaType: z.string().max(100).optional(),
  url: one(link).optional(),
  attributedTo: one(streamActor).optional(),
  published: instant.optional(),
  updated: instant.optional(),
  inReplyTo: one(reference).nullish(),
  conversation: z.string().max(2_000).nullish(),
  context: z.union([z.string().max(2_000), z.object({ id: z.string().max(2_000) })]).optional(),
  attachment: one(attachment).optional(),
  to: one(reference).optional(),
  cc: one(reference).optional(),
})
export type StreamObject = z.output<typeof streamObject>

export const streamActivity = z.object({
  id: z.string().min(1).max(2_000),
  type: one(z.string().max(50)),
  actor: one(streamActor),
  object: z.union([z.string().min(1).max(2_000), streamObject]),
  published: instant.optional(),
  to: one(reference).optional(),
  cc: one(reference).optional(),
})
export type StreamActivity = z.output<typeof streamActivity>

/** First of one or many. */
export function first<T>(value: T | T[] | null | undefined): T | undefined {
  return (Array.isArray(value) ? value[0] : value) ?? undefined
}

export function hrefOf(value: z.output<typeof link> | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.href
}

export function refOf(value: z.output<typeof reference> | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.id
}

export type Attachment = z.output<typeof attachment>
export type StreamActor = z.output<typeof streamActor>
export type GivenActor = z.output<typeof actor>
