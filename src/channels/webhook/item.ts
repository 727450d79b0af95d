import type { z } from 'zod'
import { cleanText, plainText } from '../../../lib/text/index.ts'
import {
  type Activity,
  type Actor,
  type Media,
  type ObjectType,
  VERBS,
  type Verb,
} from '../../activity/index.ts'
import {
  type Attachment,
  type Bare,
  bare,
  first,
  type GivenActor,
  hrefOf,
  type Ours,
  ours,
  refOf,
  type StreamActivity,
  type StreamActor,
  type StreamObject,
  streamActivity,
  streamObject,
} from './wire.ts'

/** Whose ids these are, and what is so when an item does not say. */
export interface Setting {
  /** The account: two senders may both begin to count at one. */
  space: string
  visibility: 'public' | 'private'
  now: Date
}

export interface Refusal {
  reason: string
}

const PUBLIC = new Set(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public'])

/** One item in any of the three forms; a refusal names the field and what is wrong with it, never its content. */
export function activityOf(item: unknown, setting: Setting): Activity | Refusal {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { reason: 'not an object' }
  if ('verb' in item) return guarded(ours, item, (given) => fromOurs(given, setting))
  if ('actor' in item && 'type' in item)
    return guarded(streamActivity, item, (given) => fromStream(given, setting))
  if ('attributedTo' in item || '@context' in item) {
    return guarded(streamObject, item, (given) => fromStreamObject(given, setting))
  }
  return guarded(bare, item, (given) => fromBare(given, setting))
}

function guarded<S extends z.ZodType>(
  schema: S,
  item: unknown,
  make: (given: z.output<S>) => Activity | Refusal,
): Activity | Refusal {
  const result = schema.safeParse(item)
  if (result.success) return make(result.data)
  const [issue] = result.error.issues
  const path = issue?.path.join('.') || 'item'
  if (issue?.code === 'unrecognized_keys') return { reason: `unknown field ${issue.keys[0]?.slice(0, 50)}` }
  const inWords = issue?.code === 'custom' || issue?.code === 'invalid_union'
  return { reason: `${path}: ${inWords ? issue.message : (issue?.code ?? 'invalid')}` }
}

function scoped({ space }: Setting, id: string): string
function scoped({ space }: Setting, id: string | undefined): string | undefined
function scoped({ space }: Setting, id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${space}:${id}`
}

function fromOurs({ verb, id, object, ...given }: Ours, setting: Setting): Activity | Refusal {
  const about = scoped(setting, object.id ?? id)
  if ((verb === 'Update' || verb === 'Delete') && (object.id ?? id) === id) {
    return { reason: 'object.id: must name what is changed, and differ from id' }
  }
  return {
    verb,
    externalId: scoped(setting, id),
    published: given.published ?? setting.now,
    actor: actorOf(given.actor, setting),
    object: { ...object, ...cleaned(object), id: about, ...referring(object, verb, id, setting) },
    visibility: given.visibility ?? setting.visibility,
    extra: given.extra,
  }
}

function cleaned({ title, text }: { title?: string; text?: string }) {
  return { title: title && cleanText(title, 2_000), text: text && cleanText(text) }
}

const SPEAKING: readonly Verb[] = ['Create', 'Question', 'Review']

/** What answers nothing and stands in no conversation begins one. */
function referring(
  { inReplyTo, thread }: { inReplyTo?: string; thread?: string },
  verb: Verb,
  id: string,
  setting: Setting,
) {
  const root = SPEAKING.includes(verb) ? id : undefined
  return { inReplyTo: scoped(setting, inReplyTo), thread: scoped(setting, thread ?? inReplyTo ?? root) }
}

function fromBare(given: Bare, setting: Setting): Activity {
  const { id, type, author, published, edited, deleted, visibility, extra, ...said } = given
  const about = scoped(setting, id)
  const verb: Verb = deleted ? 'Delete' : edited ? 'Update' : 'Create'
  const mark = deleted ? '@deleted' : edited ? `@${edited.toISOString()}` : ''
  const object = deleted
    ? { type, id: about }
    : { ...said, ...cleaned(said), type, id: about, ...referring(said, verb, id, setting) }
  return {
    verb,
    externalId: `${about}${mark}`,
    published: (deleted ? undefined : (edited ?? published)) ?? setting.now,
    actor: actorOf(typeof author === 'string' ? written(author) : author, setting),
    object,
    visibility: visibility ?? setting.visibility,
    extra,
  }
}

/** `Name <mail>`, a mail address, or a name. */
function written(author: string): GivenActor {
  const [, name, mail] = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(author) ?? []
  if (mail) return { name: name || undefined, email: mail }
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(author) ? { email: author } : { name: author.slice(0, 200) }
}

function actorOf({ id, name, handle, email, url, avatar, followers }: GivenActor, setting: Setting): Actor {
  const called = handle?.replace(/^@/, '')
  const own = id ?? called ?? (email ? undefined : (url ?? name))
  const global = email?.toLowerCase() ?? url
  return {
    id: own !== undefined && own !== url ? scoped(setting, own.toLowerCase()) : (global ?? setting.space),
    name: name ?? called ?? email,
    handle: called,
    url,
    avatar,
    followers,
  }
}

const TYPES: Record<string, ObjectType> = {
  Article: 'Article',
  Note: 'Note',
  Page: 'Page',
  Person: 'Person',
  Document: 'Document',
  Image: 'Document',
  Video: 'Document',
  Audio: 'Document',
  Question: 'Note',
  Event: 'Page',
}

/** The sender chose the name: one that every object inherits is no type. */
function typeOf(name: string): ObjectType {
  return (Object.hasOwn(TYPES, name) && TYPES[name]) || 'Note'
}

function fromStream(given: StreamActivity, setting: Setting): Activity | Refusal {
  const type = first(given.type) ?? ''
  const verb = VERBS.find((known) => known === type)
  if (!verb) return { reason: 'type: no activity that is kept' }
  const { object } = given
  const by = first(given.actor)
  if (by === undefined) return { reason: 'actor: missing' }
  const about = typeof object === 'string' ? object : object.id
  const creates = SPEAKING.includes(verb)
  const said = typeof object === 'string' ? { type: 'Note' as const } : saidIn(object, setting)
  return {
    verb,
    externalId: scoped(setting, creates ? about : given.id),
    published: given.published ?? (typeof object === 'string' ? undefined : object.published) ?? setting.now,
    actor: streamActorOf(by),
    object: { ...said, id: scoped(setting, about) },
    visibility: visibilityOf(given, typeof object === 'string' ? undefined : object, setting),
  }
}

function fromStreamObject(object: StreamObject, setting: Setting): Activity | Refusal {
  const by = first(object.attributedTo)
  if (by === undefined) return { reason: 'attributedTo: missing' }
  return {
    verb: 'Create',
    externalId: scoped(setting, object.id),
    published: object.published ?? setting.now,
    actor: streamActorOf(by),
    object: { ...saidIn(object, setting), id: scoped(setting, object.id) },
    visibility: visibilityOf(object, undefined, setting),
  }
}

function saidIn(object: StreamObject, setting: Setting) {
  const [lang, mapped] = Object.entries(object.contentMap ?? {})[0] ?? []
  const content = object.content ?? mapped ?? object.summary ?? ''
  const isPlain = object.mediaType?.startsWith('text/plain')
  const inReplyTo = refOf(first(object.inReplyTo))
  const context = typeof object.context === 'string' ? object.context : object.context?.id
  const media = [object.attachment ?? []].flat().flatMap(mediaIn)
  return {
    type: typeOf(first(object.type) ?? ''),
    title: object.name ? plainText(object.name, 2_000) || undefined : undefined,
    text: (isPlain ? cleanText(content) : plainText(content)) || undefined,
    url: hrefOf(first(object.url)),
    lang,
    media: media.length > 0 ? media.slice(0, 20) : undefined,
    inReplyTo: scoped(setting, inReplyTo),
    thread: scoped(setting, object.conversation ?? context ?? inReplyTo ?? object.id),
  }
}

function mediaIn({ type, mediaType, url, href, name }: Attachment): Media[] {
  const address = href ?? hrefOf(first(url))
  if (!address) return []
  const kind = /^(image|video|audio)/.exec((mediaType ?? type ?? '').toLowerCase())?.[1]
  return [{ type: (kind ?? 'file') as Media['type'], url: address, alt: name ?? undefined, mediaType }]
}

/** Ids of the Fediverse are addresses, and as such already their own name space. */
function streamActorOf(given: StreamActor): Actor {
  if (typeof given === 'string') return { id: given, url: given }
  const { id, name, preferredUsername: handle, url, icon } = given
  const picture = first(icon)
  const avatar = typeof picture === 'string' ? picture : hrefOf(first(picture?.url))
  return { id, name: name ? plainText(name, 200) : handle, handle, url: hrefOf(first(url)) ?? id, avatar }
}

function visibilityOf(
  { to, cc }: Pick<StreamActivity, 'to' | 'cc'>,
  inner: Pick<StreamObject, 'to' | 'cc'> | undefined,
  { visibility }: Setting,
): 'public' | 'private' {
  const audience = [to, cc, inner?.to, inner?.cc].flatMap((each) => (each === undefined ? [] : [each].flat()))
  if (audience.length === 0) return visibility
  return audience.some((each) => PUBLIC.has(refOf(each) ?? '')) ? 'public' : 'private'
}
