import { z } from 'zod'

/**
 * What Jetstream sends (version 1 of its JSON), guarded. Every frame is a stranger's: what an event needs to mean
 * anything is demanded, what only decorates it is dropped where it is malformed, and nothing here throws.
 */

const LONGEST_TEXT = 100_000

const did = z
  .string()
  .max(256)
  .regex(/^did:[a-z]+:[A-Za-z0-9._:%-]+$/)
const atUri = z
  .string()
  .max(8192)
  .regex(/^at:\/\/did:[a-z]+:[A-Za-z0-9._:%-]+\/[A-Za-z0-9.-]+\/[A-Za-z0-9._:~-]+$/)
/** Microseconds since 1970, as the instance that serves them saw the event. */
const time_us = z.int().min(0)

const envelope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('commit'),
    did,
    time_us,
    commit: z.object({
      rev: z.string().max(64),
      operation: z.enum(['create', 'update', 'delete']),
      collection: z.string().regex(/^[A-Za-z0-9.-]{1,317}$/),
      rkey: z.string().regex(/^[A-Za-z0-9._:~-]{1,512}$/),
      record: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({
    kind: z.literal('identity'),
    did,
    time_us,
    identity: z.object({ handle: z.string().max(253).optional() }),
  }),
  z.object({
    kind: z.literal('account'),
    did,
    time_us,
    account: z.object({
      active: z.boolean(),
      status: z.string().max(64).optional(),
      time: z.string().max(64),
    }),
  }),
])

/** A kind of event that came after this was written: it tells the time and nothing else. */
const later = z.object({ kind: z.string(), time_us })

export type WireEvent = z.output<typeof envelope>
export type Commit = Extract<WireEvent, { kind: 'commit' }>
export interface Tick {
  kind: 'tick'
  time_us: number
}
export interface Refused {
  kind: 'refused'
  /** Path and kind of what is wrong, never the value. */
  reason: string
  at?: string
}

const KINDS = new Set(['commit', 'identity', 'account'])

/** One frame's text as an event, a mere sign of life, or a refusal with its reason. */
export function readFrame(text: string): WireEvent | Tick | Refused {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'refused', reason: 'not JSON' }
  }
  const event = envelope.safeParse(json)
  if (event.success) return event.data
  const tick = later.safeParse(json)
  if (tick.success && !KINDS.has(tick.data.kind)) return { kind: 'tick', time_us: tick.data.time_us }
  return { kind: 'refused', reason: reasonOf('event', event.error) }
}

/** Names the place and the rule; paths hold our own field names and indexes only. */
function reasonOf(what: string, error: z.ZodError): string {
  const issue = error.issues[0]
  return `${what}: ${issue?.path.join('.') || 'shape'} ${issue?.code ?? 'invalid'}`
}

/** Old records name a blob by `cid`, newer ones by `ref.$link`. */
const blob = z
  .object({
    ref: z.object({ $link: z.string() }).optional(),
    cid: z.string().optional(),
    mimeType: z.string().max(128).optional(),
  })
  .transform(({ ref, cid, mimeType }) => ({ cid: ref?.$link ?? cid, mimeType }))
  .refine(({ cid }) => /^[A-Za-z0-9]{1,128}$/.test(cid ?? ''))

const picture = z.object({ image: blob, alt: z.string().max(10_000).catch('') })
const images = z.object({ $type: z.literal('app.bsky.embed.images'), images: z.array(picture).max(50) })
const gallery = z.object({ $type: z.literal('app.bsky.embed.gallery'), media: z.array(picture).max(50) })
const video = z.object({
  $type: z.literal('app.bsky.embed.video'),
  video: blob,
  alt: z.string().max(10_000).catch(''),
})
const external = z.object({
  $type: z.literal('app.bsky.embed.external'),
  external: z.object({
    uri: z.string().max(8192),
    title: z.string().max(10_000).catch(''),
    description: z.string().max(10_000).catch(''),
    thumb: blob.optional().catch(undefined),
  }),
})
const shown = z.discriminatedUnion('$type', [images, gallery, video, external])
const quoted = z.object({ uri: atUri })
const embed = z.discriminatedUnion('$type', [
  ...shown.options,
  z.object({ $type: z.literal('app.bsky.embed.record'), record: quoted }),
  z.object({
    $type: z.literal('app.bsky.embed.recordWithMedia'),
    record: z.object({ record: quoted }),
    media: shown.optional().catch(undefined),
  }),
])
export type Shown = z.output<typeof shown>

const facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(
    z
      .object({ uri: z.string().max(8192), did, tag: z.string().max(640) })
      .partial()
      .catch({}),
  ),
})
export type Facet = z.output<typeof facet>

/** `langs`, `reply` and the rest are wrong often enough in the wild that a post is not refused for them. */
const post = z.object({
  text: z.string().max(LONGEST_TEXT),
  createdAt: z.string().max(64).catch(''),
  langs: z
    .array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/))
    .max(20)
    .catch([]),
  reply: z.object({ root: quoted, parent: quoted }).optional().catch(undefined),
  embed: embed.optional().catch(undefined),
  facets: z.array(facet.optional().catch(undefined)).max(500).catch([]),
  tags: z.array(z.string().max(640)).max(50).catch([]),
  labels: z
    .object({ values: z.array(z.object({ val: z.string().max(128) })).max(20) })
    .optional()
    .catch(undefined),
})
export type Post = z.output<typeof post>

const ofPost = z.object({ createdAt: z.string().max(64).catch(''), subject: quoted })
const ofPerson = z.object({ createdAt: z.string().max(64).catch(''), subject: did })

/** A like's and a repost's subject is a record, a follow's a person: either is an id. */
export interface Reaction {
  createdAt: string
  subject: string
}

export function readPost(record: unknown): Post | Refused {
  const read = post.safeParse(record)
  return read.success ? read.data : { kind: 'refused', reason: reasonOf('post', read.error) }
}

export function readReaction(what: 'like' | 'repost' | 'follow', record: unknown): Reaction | Refused {
  const read = what === 'follow' ? ofPerson.safeParse(record) : ofPost.safeParse(record)
  if (!read.success) return { kind: 'refused', reason: reasonOf(what, read.error) }
  const { createdAt, subject } = read.data
  return { createdAt, subject: typeof subject === 'string' ? subject : subject.uri }
}

export function isRefused<T extends object>(value: T | Refused): value is Refused {
  return 'kind' in value && value.kind === 'refused'
}
