import type { Activity } from '../../../../activity/index.ts'
import type { Host } from '../../../channel.ts'
import { COLLECTIONS } from '../../sift/collections.ts'
import { isRefused } from '../../wire/refused.ts'
import { type Agent, query } from '../reach/agent.ts'
import { isGone } from '../reach/identity.ts'
import { activityOf, deletionOf } from './activity.ts'
import { type Mark, type Memory, markOf } from './memory.ts'
import type { Face } from './profile.ts'
import { type OwnRecord, ownPage } from './wire.ts'

const PER_PAGE = 100
const MOST_PAGES = 100
const FIRST_MS = 7 * 86_400_000

/**
 * What the account itself has written, edited and deleted since, wherever it was done, oldest first: read from its own
 * repository, which is always right. An answer given in another program so ends the wait.
 */
export async function ownNews(
  agent: Agent,
  memory: Memory,
  face: Face,
  directory: string,
  host: Host,
): Promise<Activity[]> {
  const known = new Map(memory.own)
  const top = [...known.keys()].sort().at(-1) ?? ''
  const records = await latest(agent, memory.own ? top : undefined)
  const now = host.now()
  const bottom = [...known.keys()].sort()[0] ?? ''
  const news = records.flatMap((record) => {
    const end = known.get(record.uri)
    // Older than all that was known: it only slid into sight because something newer went.
    if (end === undefined && memory.own && record.uri < bottom) return []
    if (end === markOf(record)[1]) return []
    const activity = told(record, end !== undefined, agent.did, face, now)
    const late = !memory.own && (activity?.published.getTime() ?? 0) < now.getTime() - FIRST_MS
    return activity && !late ? [activity] : []
  })
  const gone = await vanished(memory.own ?? [], records, directory, host)
  memory.own = records.slice(0, PER_PAGE).map(markOf)
  const ordered = news.sort((a, b) => a.published.getTime() - b.published.getTime())
  return [...ordered, ...gone.map((uri) => deletionOf(uri, now, true))]
}

/** Newest first, down to what is known; one page where nothing is. */
async function latest(agent: Agent, top: string | undefined): Promise<OwnRecord[]> {
  const records: OwnRecord[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const params = { repo: agent.did, collection: COLLECTIONS.post, limit: PER_PAGE, cursor }
    const page = await query(agent, 'com.atproto.repo.listRecords', params, ownPage)
    records.push(...page.records)
    cursor = page.cursor
    const last = page.records.at(-1)?.uri
    if (!cursor || last === undefined || top === undefined || last <= top) break
  }
  return records
}

function told(
  record: OwnRecord,
  edited: boolean,
  did: string,
  author: Face,
  now: Date,
): Activity | undefined {
  const { uri, cid, value } = record
  // The record's own date stands where it may: its repository does not tell when it was written.
  const written = Date.parse(String((value as { createdAt?: unknown } | null)?.createdAt))
  const indexedAt = edited || Number.isNaN(written) || written > now.getTime() ? now : new Date(written)
  const activity = activityOf({ uri, cid, author, record: value, indexedAt }, did, edited)
  return activity && !isRefused(activity) ? activity : undefined
}

/** Known before, and neither there now nor anywhere; each is asked for by itself, since a list may be cut. */
async function vanished(
  known: Mark[],
  records: OwnRecord[],
  directory: string,
  host: Host,
): Promise<string[]> {
  const there = new Set(records.map(({ uri }) => uri))
  const end = records.at(-1)?.uri ?? ''
  const gone: string[] = []
  for (const [uri] of known) {
    if (there.has(uri) || (records.length >= PER_PAGE && uri < end)) continue
    if (await isGone(uri, directory, host)) gone.push(uri)
  }
  return gone
}
