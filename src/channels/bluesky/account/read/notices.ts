import { type Agent, query } from '../reach/agent.ts'
import { digest, type Memory } from './memory.ts'
import { type Notice, noticePage, noticesIn, type Rejected } from './wire.ts'

const PER_PAGE = 100
/** Pages kept in memory while older ones are fetched; the others are asked for again when their turn comes. */
const HELD = 30
/** Dates are the authors' where these are earlier: what is filed so far below the top is still found. */
const OVERLAP_MS = 3_600_000
const OVERLAP_PAGES = 2
/** How far back the first reading goes. */
const FIRST_MS = 7 * 86_400_000
const FIRST_MOST = 1_000
const MOST_PAGES = 5_000

export interface Turn {
  /** New ones, oldest first. */
  notices: Notice[]
  rejected: Rejected[]
}

interface Page {
  cursor: string | undefined
  turn: Turn | undefined
}

/**
 * What was not seen before, oldest first, page by page. The network tells the newest first: its pages are gone through
 * downwards, to what is known, and given upwards. A cursor of theirs is a place in time, so that what comes meanwhile
 * moves nothing but the first page, which is always held.
 */
export async function* turnsSince(agent: Agent, memory: Memory, now: Date): AsyncGenerator<Turn, void> {
  const pages: Page[] = []
  const newest = memory.newest === undefined ? undefined : Date.parse(memory.newest)
  const floor = newest === undefined ? now.getTime() - FIRST_MS : newest - OVERLAP_MS
  const known = new Set(memory.recent)
  const untold = ({ read, rejected }: Fetched): Turn => ({
    notices: read.filter(isNew).sort((a, b) => a.indexedAt.getTime() - b.indexedAt.getTime()),
    rejected: rejected.filter(({ id }) => !known.has(id)),
  })
  const isNew = ({ uri, indexedAt }: Notice) => indexedAt.getTime() >= floor && !known.has(digest(uri))
  let cursor: string | undefined
  let below = 0
  let fetched = 0
  do {
    const page = await fetchPage(agent, cursor)
    pages.push({ cursor, turn: untold(page) })
    const released = pages.length - 1 - HELD
    if (released > 0) release(pages[released])
    fetched += page.read.length
    const oldest = Math.min(...page.read.map(({ indexedAt }) => indexedAt.getTime()))
    if (oldest < floor) break
    if (newest !== undefined && oldest <= newest && ++below > OVERLAP_PAGES) break
    if (newest === undefined && fetched >= FIRST_MOST) break
    cursor = page.next
  } while (cursor !== undefined && pages.length < MOST_PAGES)
  for (let page = pages.pop(); page; page = pages.pop()) {
    yield page.turn ?? untold(await fetchPage(agent, page.cursor))
  }
}

function release(page: Page | undefined): void {
  if (page) page.turn = undefined
}

type Fetched = Awaited<ReturnType<typeof fetchPage>>

/** Reading changes nothing: how far the person has read stays theirs (`updateSeen` is never called). */
async function fetchPage(agent: Agent, cursor: string | undefined) {
  const params = { limit: PER_PAGE, priority: false, cursor }
  const page = await query(agent, 'app.bsky.notification.listNotifications', params, noticePage)
  const next = page.cursor === cursor ? undefined : page.cursor
  return { ...noticesIn(page), next }
}
