import { type Batch, ChannelFailure, type Failure, type Host } from '../../channel.ts'
import { type Client, type Instance, Missing, PAGE, pageOf } from '../api/index.ts'
import type { Kind, List, Read, Search } from './kind.ts'
import { type Lookup, lookupOf } from './lookup.ts'
import { Merge } from './merge.ts'
import { type Pace, waitAfter } from './pace.ts'
import { recheck } from './recheck.ts'
import { searched } from './searches.ts'
import { hasNoStream, openStream, toldIn } from './socket.ts'
import { forget, type Recent, recall, remember, type State, written } from './state.ts'
import { newer } from './sweep.ts'
import { Bell, pause, roomFor } from './wait.ts'

export interface Line {
  client: Client
  instance: Instance
  kind: Kind
  host: Host
  pace: Pace
}

interface Running extends Line {
  signal: AbortSignal
  state: State
  merge: Merge
  bell: Bell
  /** Whether the stream tells what happens. */
  live: boolean
  /** From when it tells all that was subscribed to; by a clock that only goes forward. */
  whole: number
  /** Nobody told for a while what became of what was said: it is to be looked at. */
  doubt: boolean
  /** Keys of lists that this server has not, or not for us. */
  without: Set<string>
  /** Keys of searches that the server could not make, and when they are tried again. */
  off: Map<string, number>
}

/** A server whose index is out of order answers as one that has none. */
const OFF_FOR = 6 * 3_600_000

/**
 * Two hands at once: the stream, which is quick and forgets, and the lists, which are slow and whole. Lists are read on
 * from the cursor at the beginning, whenever the stream comes back, and every few minutes; what both gave is given once.
 */
export async function* listen(line: Line, cursor: string | undefined): AsyncGenerator<Batch, void> {
  const { signal } = line.client.host
  const state = recall(cursor, line.host.now())
  const merge = new Merge()
  const running: Running = {
    ...line,
    signal,
    state,
    merge,
    bell: new Bell(),
    live: false,
    whole: Number.POSITIVE_INFINITY,
    doubt: cursor !== undefined,
    without: new Set(),
    off: new Map(),
  }
  // Where it all began: should nothing come before the next start, lists are read back to here then.
  if (cursor === undefined) yield { activities: [], cursor: written(state) }
  for (const { id, ...known } of state.recent) line.kind.reader.memory.note(id, known)
  const hands = [followStream(running), readLists(running)]
  for (const hand of hands) hand.catch((error: unknown) => merge.fail(error))
  signal.addEventListener('abort', () => merge.end(), { once: true })
  if (signal.aborted) merge.end()
  try {
    yield* merge.batches()
  } finally {
    merge.end()
  }
}

async function followStream(running: Running): Promise<void> {
  const { client, instance, kind, host, pace, signal, bell } = running
  let failures = 0
  let lost = host.now().getTime()
  while (!signal.aborted) {
    try {
      const socket = await openStream(client, instance, kind.subscriptions)
      running.live = true
      failures = 0
      tell(running)
      if (host.now().getTime() - lost > pace.settle) running.doubt = true
      running.whole = performance.now() + pace.subscribing
      // What came between the last look at the lists and this moment is in the lists.
      bell.ring()
      pause(pace.subscribing, signal).then(() => bell.ring())
      await hear(socket, running)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ChannelFailure) throw error
      failures++
      if (hasNoStream(error) && !running.live) {
        tell(running)
        failures = Math.max(failures, 5)
      }
    }
    if (running.live) {
      lost = host.now().getTime()
      host.status('reconnecting', { server: instance.domain })
    }
    running.live = false
    await pause(waitAfter(failures, pace), signal)
  }
}

function tell({ host, live, instance }: Running): void {
  host.status(live ? 'live' : 'polling', { server: instance.domain })
}

async function hear(socket: Awaited<ReturnType<typeof openStream>>, running: Running): Promise<void> {
  const { client, kind, merge, host } = running
  const lookup = lookupOf(client, () => roomFor(client, 5))
  for await (const messages of socket) {
    const told = messages.flatMap((message) => toldIn(message) ?? [])
    if (told.length === 0) continue
    try {
      const read = await kind.told(told, lookup, host.now())
      await merge.live({ ...read, kept: () => keptLive(running, read) })
    } catch (error) {
      if (!(error instanceof ChannelFailure)) throw error
      // The parent of an answer could not be asked for: the lists have it all, and wait as the server wishes.
      running.bell.ring()
    }
  }
}

/** What is told moves the place of fast lists only, once they have been read up to the stream's beginning. */
function keptLive({ state }: Running, { recent = [], at = {} }: Read): string | undefined {
  remember(state, recent)
  const moved = Object.entries(at).filter(([key]) => state.at[key] !== undefined)
  for (const [key, id] of moved) state.at[key] = id
  return moved.length > 0 ? written(state) : undefined
}

async function readLists(running: Running): Promise<void> {
  const { client, host, pace, signal, bell } = running
  const lookup = lookupOf(client, () => roomFor(client, pace.reserve, () => host.status('slow')))
  let checked = host.now().getTime()
  let failures = 0
  let looked = Number.NEGATIVE_INFINITY
  let caughtUp = false
  while (!signal.aborted) {
    const now = host.now().getTime()
    const begun = performance.now()
    try {
      // Before what is new takes the place of what is to be looked at.
      if (running.doubt || now - checked >= (running.live ? pace.recheck : pace.recheckPolled)) {
        await check(running, lookup)
        running.doubt = false
        checked = now
      }
      let many = false
      for (const list of running.kind.lists) {
        if (running.without.has(list.key) || (caughtUp && running.live && list.fast)) continue
        many = (await readList(list, running, lookup).catch(unlessMissing(list, running))) > PAGE || many
      }
      if (now - looked >= pace.sweep) {
        for (const search of running.kind.searches ?? []) await readSearch(search, running)
        looked = now
      }
      if (many) tell(running)
      caughtUp = running.live && begun >= running.whole
      failures = 0
      await bell.heard(running.live ? pace.sweep : pace.poll, signal)
    } catch (error) {
      if (signal.aborted) return
      await pause(patience(error, ++failures, running), signal)
    }
  }
}

/** How long to wait after a failure; throws what only a person can mend, and what lasts. */
function patience(error: unknown, failures: number, { pace, host }: Running): number {
  if (!(error instanceof ChannelFailure)) throw error
  const { failure } = error
  if (failure.kind === 'rate-limited') {
    host.status('slow')
    return Math.max(failure.until.getTime() - host.now().getTime(), pace.backoff)
  }
  if (!PASSING.has(failure.kind) || failures >= pace.patience) throw error
  return waitAfter(failures, pace)
}

const PASSING: ReadonlySet<Failure['kind']> = new Set(['unreachable', 'bad-response', 'uncertain'])

/** Answers 0 for a list that may be missing, and is: it is not asked for again. */
function unlessMissing({ key, optional }: List, { without }: Running): (error: unknown) => number {
  return (error) => {
    const kind = error instanceof ChannelFailure ? error.failure.kind : undefined
    if (!optional || !(error instanceof Missing || kind === 'refused')) throw error
    without.add(key)
    return 0
  }
}

/** @returns how many there were. */
async function readList(list: List, running: Running, lookup: Lookup): Promise<number> {
  const { client, kind, state, merge, pace, host } = running
  const fetch = async (query: Record<string, string>) => {
    await roomFor(client, pace.reserve, () => host.status('slow'))
    return pageOf(client, list.path, list.type, { limit: String(PAGE), ...list.query, ...query })
  }
  const reach = {
    anchor: state.at[list.key],
    since: new Date(state.since),
    settled: new Date(host.now().getTime() - pace.settle),
    pages: pace.pages,
  }
  let items = 0
  for await (const chunk of newer(fetch, reach)) {
    const read = await kind.page(list, chunk.items, lookup)
    items += chunk.items.length
    if (chunk.gap) host.status('gap', { list: list.key })
    await merge.offer({
      activities: read.activities,
      ...(read.certain ? { certain: read.certain } : {}),
      rejected: chunk.bad + (read.rejected ?? 0),
      kept: () => keptPage(list, chunk.anchor, read, state),
    })
    if (items > PAGE) host.status('catching-up', { count: items })
  }
  return items
}

function keptPage(list: List, anchor: string | undefined, read: Read, state: State): string | undefined {
  const moved = anchor !== undefined && anchor !== state.at[list.key]
  const before = state.recent
  remember(state, read.recent ?? [])
  if (anchor !== undefined) state.at[list.key] = anchor
  return moved || !sameIds(before, state.recent) ? written(state) : undefined
}

function sameIds(a: Recent[], b: Recent[]): boolean {
  return a.length === b.length && a.every(({ id }, i) => id === b[i]?.id)
}

async function readSearch(search: Search, running: Running): Promise<void> {
  const { client, kind, state, merge, pace, host, off } = running
  const now = host.now().getTime()
  if (now < (off.get(search.key) ?? 0)) return
  await roomFor(client, pace.reserve, () => host.status('slow'))
  const read = await searched(search, client, kind.reader.me?.id ?? '', state)
  if (!read) {
    off.set(search.key, now + OFF_FOR)
    host.status('search-off', { words: search.words.join(' ') })
    return
  }
  if (off.delete(search.key)) tell(running)
  const { newest, ...found } = read
  await merge.offer({
    ...found,
    kept: () => {
      if (!newest || newest === state.at[search.key]) return undefined
      state.at[search.key] = newest
      return written(state)
    },
  })
}

async function check(running: Running, lookup: Lookup): Promise<void> {
  const { kind, state, client, merge } = running
  if (state.recent.length === 0) return
  const { activities, gone } = await recheck(state.recent, kind.reader, lookup, client)
  if (activities.length === 0) return
  await merge.offer({
    activities,
    kept: () => {
      forget(state, gone)
      return written(state)
    },
  })
}
