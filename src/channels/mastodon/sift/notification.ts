import type { Activity } from '../../../activity/index.ts'
import type { WireNotification, WireStatus } from '../wire/wire.ts'
import { actorOf, isMine, type Reader } from './actor.ts'
import { activitiesOf, updateOf } from './status.ts'

/** What a notification is in the stream; of many kinds (polls that ended, moderation) it is nothing. */
export function noticeOf(notice: WireNotification, reader: Reader, reactions: boolean): Activity[] {
  const { type, status } = notice
  if (status && isSaid(notice, reader)) return activitiesOf(status, reader)
  if (status && type === 'update') {
    return reader.memory.get(status.id) ? updateOf(status, reader, notice.created_at) : []
  }
  if (!reactions) return []
  if (status && type === 'favourite') return [reactionOf('Like', notice, status, reader)]
  if (status && type === 'reblog') return [reactionOf('Announce', notice, status, reader)]
  return type === 'follow' || type === 'follow_request' ? followOf(notice, reader) : []
}

/** Somebody speaks to us, or quotes us. */
export function isSaid({ type, status }: WireNotification, reader: Reader): boolean {
  return (type === 'mention' || type === 'quote') && Boolean(status && !isMine(status.account, reader))
}

/** One reaction of one person to one status, however often it is given and taken back. */
export function reactionId(verb: 'Like' | 'Announce', uri: string, actor: string): string {
  return `${uri}#${verb.toLowerCase()}:${actor}`
}

function reactionOf(
  verb: 'Like' | 'Announce',
  { id, created_at, account }: WireNotification,
  status: WireStatus,
  reader: Reader,
): Activity {
  const actor = actorOf(account, reader)
  return {
    verb,
    externalId: reactionId(verb, status.uri, actor.id),
    published: created_at,
    actor,
    object: { type: 'Note', id: status.uri, url: status.url ?? status.uri },
    visibility: 'public',
    extra: { mastodon: { server: reader.server, notification: id } },
  }
}

function followOf({ created_at, account, type }: WireNotification, reader: Reader): Activity[] {
  const { me } = reader
  if (!me) return []
  const actor = actorOf(account, reader)
  return [
    {
      verb: 'Follow',
      externalId: `${me.acct}#follow:${actor.id}`,
      published: created_at,
      actor,
      object: { type: 'Person', id: me.acct },
      visibility: 'public',
      ...(type === 'follow_request' ? { extra: { request: true } } : {}),
    },
  ]
}
