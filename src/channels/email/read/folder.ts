import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { Activity } from '../../../activity/index.ts'
import type { Batch, Host } from '../../channel.ts'
import { LARGEST } from '../line/imap.ts'
import { activityOf } from '../mail/message.ts'
import { parseMail, Unreadable } from '../mail/parse.ts'
import type { Place } from './cursor.ts'
import type { Lookup, Threads } from './threads.ts'

const MOST_AT_ONCE = 50
const MOST_BYTES = 8 * 1024 * 1024
/** The beginning of a mail too large to be read whole: its headers and, as a rule, its words. */
const BEGINNING = 512 * 1024

export interface Reading {
  own: ReadonlySet<string>
  sent: boolean
  /** Where an answer of ours may be found that a mail answers in turn. */
  sentFolder?: string
  since: Date
  threads: Threads
  distinct(activity: Activity): Activity
  host: Host
}

export type Read = { batch: Pick<Batch, 'activities' | 'rejected'>; place: Place }

/**
 * What is new in the selected folder, oldest first. UIDs only grow, so what is new is what is above the last one read;
 * where UIDVALIDITY has changed they mean nothing any more, and everything is read again: a Message-ID enters once.
 */
export async function* readFolder(
  client: ImapFlow,
  from: Place | undefined,
  reading: Reading,
): AsyncGenerator<Read> {
  const mailbox = client.mailbox
  if (!mailbox) return
  const validity = String(mailbox.uidValidity)
  const known = from?.validity === validity ? from : undefined
  const modseq = mailbox.noModseq ? undefined : mailbox.highestModseq?.toString()
  const next = mailbox.uidNext
  const uids = await newUids(client, known, reading.since)
  let uid = known?.uid ?? 0
  for await (const part of parts(client, uids)) {
    const batch = await read(client, part, reading)
    uid = Math.max(uid, part.at(-1)?.uid ?? 0)
    yield { batch, place: { validity, uid } }
  }
  // Also what was expunged unread, or is older than what is read, is behind us now.
  const top = Math.max(uid, uids.at(-1) ?? 0, next - 1)
  yield { batch: { activities: [] }, place: { validity, uid: top, ...(modseq && { modseq }) } }
}

async function newUids(client: ImapFlow, known: Place | undefined, since: Date): Promise<number[]> {
  // `n:*` always answers the last message too, even where n is beyond it.
  const query = known ? { uid: `${known.uid + 1}:*` } : { since }
  const found = (await client.search(query, { uid: true })) || []
  return found.filter((uid) => uid > (known?.uid ?? 0)).sort((a, b) => a - b)
}

interface Part {
  uid: number
  size: number
  arrived: Date
}

/** The messages in parts that fit in memory; what has gone meanwhile is not among them. */
async function* parts(client: ImapFlow, uids: number[]): AsyncGenerator<Part[]> {
  for (let at = 0; at < uids.length; at += MOST_AT_ONCE) {
    const found = await client.fetchAll(
      uids.slice(at, at + MOST_AT_ONCE).join(','),
      { uid: true, size: true, internalDate: true },
      { uid: true },
    )
    let part: Part[] = []
    let bytes = 0
    for (const { uid, size = 0, internalDate } of found.sort((a, b) => a.uid - b.uid)) {
      const one = { uid, size, arrived: dateOf(internalDate) }
      const weight = size > LARGEST ? BEGINNING : size
      if (part.length > 0 && bytes + weight > MOST_BYTES) {
        yield part
        part = []
        bytes = 0
      }
      part.push(one)
      bytes += weight
    }
    if (part.length > 0) yield part
  }
}

function dateOf(date: Date | string | undefined): Date {
  const at = date ? new Date(date) : new Date(Number.NaN)
  return Number.isNaN(at.getTime()) ? new Date() : at
}

async function read(client: ImapFlow, part: Part[], reading: Reading): Promise<Read['batch']> {
  const batch: Required<Read['batch']> = { activities: [], rejected: [] }
  const [large, whole] = [
    part.filter(({ size }) => size > LARGEST),
    part.filter(({ size }) => size <= LARGEST),
  ]
  const sources = [
    ...(await fetchSources(client, whole, true)),
    ...(await fetchSources(client, large, { start: 0, maxLength: BEGINNING })),
  ].sort((a, b) => a.uid - b.uid)
  for (const { uid, source } of sources) {
    const about = part.find((one) => one.uid === uid)
    if (!about || !source) continue
    try {
      batch.activities.push(await understand(source, about, reading, lookupIn(client, reading.sentFolder)))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      batch.rejected.push({ reason: error.message, at: String(uid) })
    }
  }
  return batch
}

async function fetchSources(
  client: ImapFlow,
  part: Part[],
  source: true | { start: number; maxLength: number },
): Promise<FetchMessageObject[]> {
  if (part.length === 0) return []
  return await client.fetchAll(part.map(({ uid }) => uid).join(','), { uid: true, source }, { uid: true })
}

async function understand(
  source: Uint8Array,
  about: Part,
  reading: Reading,
  lookup: Lookup,
): Promise<Activity> {
  const parsed = await parseMail(source)
  const large = about.size > LARGEST
  const { own, sent, host, threads, distinct } = reading
  const activity = await activityOf(parsed, {
    own,
    sent,
    arrived: about.arrived,
    keep: large ? undefined : host.keep,
  })
  if (large)
    activity.extra = { ...activity.extra, mail: { ...(activity.extra?.mail as object), large: about.size } }
  // Who names references at all names the root first; who names only what is answered leaves the root to be found.
  const bare = parsed.header('references') === ''
  return distinct(await threads.settle(activity, own, bare ? lookup : async () => undefined))
}

/** Finds a mail by its Message-ID, in the selected folder or among what was sent, and answers with its thread. */
function lookupIn(client: ImapFlow, sentFolder?: string): Lookup {
  return async (messageId) => {
    const here = client.mailbox ? client.mailbox.path : undefined
    const found = await referencesOf(client, messageId)
    if (found || !here || !sentFolder || sentFolder === here) return found
    await client.mailboxOpen(sentFolder, { readOnly: true })
    const sent = await referencesOf(client, messageId)
    await client.mailboxOpen(here, { readOnly: true })
    return sent
  }
}

async function referencesOf(client: ImapFlow, messageId: string): Promise<string[] | undefined> {
  const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
  const [uid] = found || []
  if (!uid) return undefined
  const message = await client.fetchOne(
    String(uid),
    { headers: ['references', 'in-reply-to'] },
    { uid: true },
  )
  const headers = (message || undefined)?.headers
  if (!headers) return undefined
  return [...headers.toString('latin1').matchAll(/<([^<>\s]{1,500})>/g)].flatMap(([, id]) => id ?? [])
}
