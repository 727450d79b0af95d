import { z } from 'zod'

/** Ids are opaque: numbers on Mastodon, ULIDs, flakes or hexadecimal elsewhere. Never compared, never counted with. */
export const id = z
  .union([z.string().min(1).max(200), z.int().transform(String)])
  .refine((text) => /^[\x21-\x7e]+$/.test(text))
const line = z.string().max(4_000)
/** What is missing and what is null are one; what is of another kind is as if it were missing. */
const maybe = <T extends z.ZodType>(type: T) => type.nullish().catch(undefined)
const instant = z
  .string()
  .max(40)
  .transform((text) => new Date(text))
  .refine((date) => Number.isFinite(date.getTime()))
const some = <T extends z.ZodType>(type: T, most: number) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.slice(0, most).flatMap((one) => (type.safeParse(one).data as z.output<T>) ?? []))

export const account = z.object({
  id,
  /** `name` for those of the server itself, `name@domain` for others. */
  acct: line.min(1),
  display_name: maybe(line),
  url: maybe(line),
  avatar: maybe(line),
  followers_count: maybe(z.int().nonnegative()),
})
export type WireAccount = z.output<typeof account>

const media = z.object({
  type: maybe(line),
  url: maybe(line),
  remote_url: maybe(line),
  preview_url: maybe(line),
  description: maybe(z.string().max(20_000)),
})
export type WireMedia = z.output<typeof media>

const poll = z.object({ options: some(z.object({ title: line }), 20) })
const mention = z.object({ id: maybe(id), acct: line.min(1), url: maybe(line) })

const plain = z.object({
  id,
  /** The address of the object in ActivityPub: the same on every server. */
  uri: z.string().min(1).max(4_000),
  url: maybe(line),
  created_at: instant,
  edited_at: maybe(instant),
  account,
  content: z.string().max(2_000_000).catch(''),
  spoiler_text: maybe(z.string().max(100_000)),
  visibility: maybe(line),
  language: maybe(z.string().max(35)),
  in_reply_to_id: maybe(id),
  in_reply_to_account_id: maybe(id),
  media_attachments: some(media, 40),
  mentions: some(mention, 200),
  tags: some(z.object({ name: line }), 100),
  poll: maybe(poll),
  reblogged: maybe(z.boolean()),
  favourites_count: maybe(z.int().nonnegative()),
  reblogs_count: maybe(z.int().nonnegative()),
  replies_count: maybe(z.int().nonnegative()),
})
export type PlainStatus = z.output<typeof plain>

/** A boost of what fails the guard is no status of its own. */
export const status = plain.extend({ reblog: plain.nullish() })
export type WireStatus = z.output<typeof status>

export const notification = z.object({
  id,
  type: line,
  created_at: instant,
  account,
  status: status.nullish(),
})
export type WireNotification = z.output<typeof notification>

/** A private thread as its list has it: by its latest message, which is its place there too. */
export const talk = z
  .object({ last_status: status })
  .transform(({ last_status: last }) => ({ id: last.id, created_at: last.created_at, last }))
export type WireTalk = z.output<typeof talk>

export const context = z.object({
  ancestors: some(status, 5_000),
  descendants: some(status, 5_000),
})

export const source = z.object({ text: z.string(), spoiler_text: maybe(z.string()) })

/** A message of the streaming interface; its payload is text, which is JSON where it is not an id. */
export const event = z.object({
  stream: some(line, 10),
  event: line,
  payload: maybe(z.string().max(4_000_000)),
  error: maybe(line),
})

const sizes = z.object({
  statuses: maybe(
    z.object({
      max_characters: maybe(z.int().positive()),
      max_media_attachments: maybe(z.int().nonnegative()),
      characters_reserved_per_url: maybe(z.int().nonnegative()),
    }),
  ),
  media_attachments: maybe(
    z.object({
      supported_mime_types: some(z.string().max(100), 100),
      image_size_limit: maybe(z.int().positive()),
      video_size_limit: maybe(z.int().positive()),
      description_limit: maybe(z.int().positive()),
    }),
  ),
  urls: maybe(z.object({ streaming: maybe(line) })),
})

/** `/api/v2/instance`. */
export const instanceV2 = z.object({
  domain: line.min(1),
  title: maybe(line),
  version: maybe(line),
  configuration: maybe(sizes),
})
/** `/api/v1/instance`; `max_toot_chars` is what many servers say in place of a configuration. */
export const instanceV1 = z.object({
  uri: line.min(1),
  title: maybe(line),
  version: maybe(line),
  urls: maybe(z.object({ streaming_api: maybe(line) })),
  max_toot_chars: maybe(z.int().positive()),
  configuration: maybe(sizes),
})

export const uploaded = z.object({ id, url: maybe(line) })
export const application = z.object({
  client_id: z.string().min(1).max(2_000),
  client_secret: z.string().min(1).max(2_000),
})
export const metadata = z.object({
  issuer: maybe(line),
  authorization_endpoint: maybe(line),
  token_endpoint: maybe(line),
  scopes_supported: some(z.string().max(200), 200),
  code_challenge_methods_supported: some(z.string().max(20), 10),
})
export const found = z.object({ statuses: some(status, 40), accounts: some(account, 40) })
export const problem = z.object({
  error: z.string().max(2_000),
  error_description: maybe(z.string().max(2_000)),
})

/** A list whose members are guarded one by one: what one of them lacks costs that one only. */
export function listOf<T extends z.ZodType>(type: T, value: unknown): { items: z.output<T>[]; bad: number } {
  if (!Array.isArray(value)) return { items: [], bad: 1 }
  const read = value.map((one) => type.safeParse(one))
  const items = read.flatMap((one) => (one.success ? [one.data] : []))
  return { items, bad: read.length - items.length }
}
