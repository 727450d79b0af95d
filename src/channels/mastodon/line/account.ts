import type { Activity } from '../../../activity/index.ts'
import {
  acctOf,
  activitiesOf,
  deletionOf,
  isMine,
  isSaid,
  noticeOf,
  type Reader,
  updateOf,
} from '../sift/index.ts'
import {
  notification,
  status,
  talk,
  type WireNotification,
  type WireStatus,
  type WireTalk,
} from '../wire/wire.ts'
import type { Kind, Read } from './kind.ts'
import type { Lookup } from './lookup.ts'
import type { Told } from './socket.ts'
import type { Recent } from './state.ts'
import { Talks } from './talks.ts'
import { resolveThreads } from './thread.ts'

/** What is said to the account, what is done to what it said, and what it says itself from elsewhere. */
export function accountKind(reader: Reader, me: string, reactions: boolean): Kind {
  const quiet: Record<string, string[]> = reactions
    ? {}
    : { 'exclude_types[]': ['favourite', 'reblog', 'follow', 'follow_request'] }
  const talks = new Talks(reader)
  return {
    reader,
    lists: [
      { key: 'notifications', path: '/api/v1/notifications', query: quiet, type: notification },
      { key: 'own', path: `/api/v1/accounts/${encodeURIComponent(me)}/statuses`, query: {}, type: status },
      { key: 'talks', path: '/api/v1/conversations', query: {}, type: talk, optional: true },
    ],
    subscriptions: [{ stream: 'user' }, { stream: 'direct' }],
    async page({ key }, items, lookup) {
      // The list's own guard has read them.
      if (key === 'talks') return talks.listed(items as WireTalk[], lookup)
      if (key === 'own') return ownOf(items as WireStatus[], reader, lookup)
      return noticesOf(items as WireNotification[], reader, lookup, reactions)
    },
    told: (told, lookup, now) => toldTo(told, { ...reader, now, reactions, talks }, lookup),
  }
}

async function noticesOf(
  notices: WireNotification[],
  reader: Reader,
  lookup: Lookup,
  reactions: boolean,
): Promise<Read> {
  const said = notices.flatMap((notice) => (notice.status && isSaid(notice, reader) ? [notice.status] : []))
  await resolveThreads(said, reader, lookup)
  const activities = notices.flatMap((notice) => noticeOf(notice, reader, reactions))
  return { activities, recent: said.map((one) => recentOf(one, reader)) }
}

async function ownOf(statuses: WireStatus[], reader: Reader, lookup: Lookup): Promise<Read> {
  const mine = statuses.filter(({ account }) => isMine(account, reader))
  await resolveThreads(
    mine.filter(({ reblog }) => !reblog),
    reader,
    lookup,
  )
  const activities = mine.flatMap((one) => activitiesOf(one, reader))
  return { activities, recent: mine.map((one) => recentOf(one, reader)) }
}

function recentOf({ id, uri, account, created_at, reblog }: WireStatus, { domain }: Reader): Recent {
  const author = acctOf(account.acct, domain)
  return { id, uri, author, published: created_at.getTime(), ...(reblog ? { boost: true } : {}) }
}

async function toldTo(
  told: Told[],
  reader: Reader & { now: Date; reactions: boolean; talks: Talks },
  lookup: Lookup,
): Promise<Read> {
  const { now, reactions } = reader
  const activities: Activity[] = []
  const recent: Recent[] = []
  let rejected = 0
  const take = (read: Read) => {
    activities.push(...read.activities)
    recent.push(...(read.recent ?? []))
  }
  for (const { event, payload } of told) {
    if (event === 'delete') activities.push(...deletionOf(String(payload), reader, now))
    else if (event === 'notification') {
      const notice = notification.safeParse(payload).data
      if (notice) take(await noticesOf([notice], reader, lookup, reactions))
      else rejected++
    } else if (event === 'conversation') {
      const read = talk.safeParse(payload).data
      if (read) take(await reader.talks.told(read, lookup))
    } else if (event === 'update' || event === 'status.update') {
      const read = status.safeParse(payload).data
      if (!read) rejected++
      else if (event === 'update') take(await ownOf([read], reader, lookup))
      else if (concerns(read, reader)) activities.push(...updateOf(read, reader, now))
    }
  }
  return { activities, recent, rejected }
}

/** Edits of the whole home timeline are told; those of what is said by us or to us are ours to know. */
function concerns({ id, account, mentions }: WireStatus, reader: Reader): boolean {
  const { me, memory, domain } = reader
  return (
    isMine(account, reader) ||
    memory.get(id) !== undefined ||
    mentions.some(({ acct }) => me !== undefined && acctOf(acct, domain) === me.acct)
  )
}
