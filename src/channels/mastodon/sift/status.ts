import { createHash } from 'node:crypto'
import { clip, plainText } from '../../../../lib/text/index.ts'
import type { Activity, ActivityObject, Media } from '../../../activity/index.ts'
import type { PlainStatus, WireMedia, WireStatus } from '../wire/wire.ts'
import { acctOf, actorOf, isMine, type Reader, visibilityOf } from './actor.ts'

const MOST_MENTIONS = 20
const MOST_TAGS = 20

/**
 * What a status is in the stream: a Create (a Question for a poll), with an Update after it where it has been edited, so
 * that an older edit that comes late changes nothing; an Announce for a boost. What was said to be deleted is nothing.
 */
export function activitiesOf(status: WireStatus, reader: Reader): Activity[] {
  if (reader.memory.isBuried(status.id)) return []
  if (status.reblog) return [boostOf(status, status.reblog, reader)]
  const create = createOf(status, reader)
  return status.edited_at ? [create, editOf(create, status, status.edited_at)] : [create]
}

/** The edit alone, for what is known already. */
export function updateOf(status: WireStatus, reader: Reader, now: Date): Activity[] {
  if (reader.memory.isBuried(status.id) || status.reblog) return []
  return [editOf(createOf(status, reader), status, status.edited_at ?? now)]
}

function createOf(status: PlainStatus, reader: Reader): Activity {
  const { server, me } = reader
  const parent = reader.memory.get(status.in_reply_to_id)
  const root = status.in_reply_to_id ? parent?.root : status.uri
  const actor = actorOf(status.account, reader)
  reader.memory.note(status.id, { uri: status.uri, author: actor.id, ...(root ? { root } : {}) })
  const mentions = status.mentions.map(({ acct }) => acctOf(acct, reader.domain)).slice(0, MOST_MENTIONS)
  const tags = status.tags.map(({ name }) => clip(name, 100)).slice(0, MOST_TAGS)
  return {
    verb: status.poll ? 'Question' : 'Create',
    externalId: status.uri,
    published: status.created_at,
    actor,
    object: objectOf(status, parent?.uri, root),
    visibility: visibilityOf(status.visibility),
    ...(me && isMine(status.account, reader) ? { ours: true } : {}),
    extra: {
      mastodon: {
        server,
        id: status.id,
        visibility: status.visibility ?? 'direct',
        ...(mentions.length > 0 ? { mentions } : {}),
      },
      ...(status.spoiler_text ? { warning: true } : {}),
      ...(tags.length > 0 ? { tags } : {}),
    },
  }
}

function objectOf(
  status: PlainStatus,
  inReplyTo: string | undefined,
  root: string | undefined,
): ActivityObject {
  const media = status.media_attachments.flatMap(mediaOf)
  const title = status.spoiler_text ? plainText(status.spoiler_text, 2_000) : ''
  return {
    type: 'Note',
    id: status.uri,
    ...(title ? { title } : {}),
    text: textOf(status),
    url: status.url ?? status.uri,
    ...(status.language ? { lang: status.language } : {}),
    ...(media.length > 0 ? { media } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(inReplyTo && root ? { thread: root } : {}),
  }
}

/** The words, and the choices of a poll under them. */
export function textOf({ content, poll }: PlainStatus): string {
  const choices = poll?.options.map(({ title }) => `• ${plainText(title, 500)}`) ?? []
  return [plainText(content), ...choices].filter(Boolean).join('\n')
}

const KINDS: Record<string, Media['type']> = {
  image: 'image',
  gifv: 'video',
  video: 'video',
  audio: 'audio',
}

function mediaOf({ type, url, remote_url, preview_url, description }: WireMedia): Media[] {
  const address = url ?? remote_url ?? preview_url
  if (!address) return []
  return [
    {
      type: (Object.hasOwn(KINDS, type ?? '') && KINDS[type ?? '']) || 'file',
      url: address,
      ...(description ? { alt: clip(description, 1_500) } : {}),
    },
  ]
}

/** The same edit has the same id on every server: its date, or what it says where there is none. */
function editOf(create: Activity, status: PlainStatus, at: Date): Activity {
  const said = createHash('sha256').update(JSON.stringify(create.object)).digest('base64url').slice(0, 16)
  return {
    ...create,
    verb: 'Update',
    externalId: `${status.uri}#edit-${status.edited_at?.toISOString() ?? said}`,
    published: at,
  }
}

function boostOf(status: WireStatus, boosted: PlainStatus, reader: Reader): Activity {
  const actor = actorOf(status.account, reader)
  reader.memory.note(status.id, { uri: status.uri, author: actor.id, boost: true })
  return {
    verb: 'Announce',
    externalId: status.uri,
    published: status.created_at,
    actor,
    object: { type: 'Note', id: boosted.uri, url: boosted.url ?? boosted.uri },
    visibility: visibilityOf(status.visibility),
    ...(isMine(status.account, reader) ? { ours: true } : {}),
    extra: { mastodon: { server: reader.server, id: status.id } },
  }
}

/** What was deleted goes by what is remembered of it; a boost is taken back. Nothing where nothing is remembered. */
export function deletionOf(id: string, { memory }: Pick<Reader, 'memory'>, now: Date): Activity[] {
  const known = memory.get(id)
  memory.bury(id)
  return known ? [goneOf(known, now)] : []
}

export function goneOf(known: { uri: string; author: string; boost?: boolean }, now: Date): Activity {
  return {
    verb: known.boost ? 'Undo' : 'Delete',
    externalId: `${known.uri}#delete`,
    published: now,
    actor: { id: known.author },
    object: { type: 'Note', id: known.uri },
    visibility: 'public',
  }
}
