import { within } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { translate } from '../../../lib/i18n/index.ts'
import type { Context } from '../../access/index.ts'
import { searchActivities } from '../../activity/index.ts'
import { CHANNELS, channelOf, phraseOf } from '../../channels/index.ts'
import { ingest, listAccounts, type RunnerDeps } from '../../ingest/index.ts'
import { compileQuery, type Query, type Searches, searchesOf } from '../../match/index.ts'
import { withSigns } from '../../relate/moderation/index.ts'
import { askPlace } from './ask.ts'
import { type Hit, presentFresh, presentKept } from './hit.ts'
import { type Place, placesOf } from './place.ts'
import { presentAnswer, presentSilent, type Source } from './present.ts'
import { type Fresh, sift } from './sift.ts'

export interface SearchDeps {
  runner: RunnerDeps
  /** Milliseconds that a network is given; default 8,000. */
  deadline?: number
}

export interface Asked {
  query: Query
  /** Nothing that was said before. */
  from?: Date | undefined
  /** Of each source. */
  limit: number
  /** Whatever a network finds, not the newest of it only. */
  all?: boolean
}

interface Part {
  hits: Hit[]
  source: Source
  /** What the stream has not. */
  fresh?: Fresh[]
}

const DEADLINE = 8_000
/** A query that people word may ask for all of history. */
const SEARCH_SECONDS = 5
/** Places asked at once; whoever is connected to more has them by the alerts. */
const MOST_PLACES = 12

/** Asks all networks that can be searched and our own history, at once; none waits for another, and nothing is kept. */
export async function searchEverywhere(context: Context, deps: SearchDeps, asked: Asked) {
  const [own, others] = await Promise.all([history(context, asked), networks(context, deps, asked)])
  const parts = [own, ...others]
  const items = await signed(context, merged(parts.flatMap(({ hits }) => hits)))
  return { items, sources: parts.map(({ source }) => source) }
}

/** What is ours is shown as it was decided, also where a network still shows it. */
async function signed(context: Context, hits: Hit[]): Promise<Hit[]> {
  const known = await withSigns(
    context,
    hits.filter(({ kept }) => kept),
  )
  const byId = new Map(known.map((hit) => [hit.id, hit]))
  return hits.map((hit) => byId.get(hit.id) ?? hit)
}

async function networks(context: Context, deps: SearchDeps, asked: Asked): Promise<Part[]> {
  const kinds = deps.runner.channelOf ?? channelOf
  const places = placesOf(await listAccounts(context.db, context.workspaceId), kinds, CHANNELS)
  const able = new Set(places.filter(({ why }) => !why).slice(0, MOST_PLACES))
  return Promise.all(places.map((place) => search(place, able.has(place), context, deps, asked)))
}

/**
 * Searches the networks again and keeps what is public, as overheard: the account that it was said to takes it over once
 * it hears of it. @returns how many the stream had not
 */
export async function keepFound(context: Context, deps: SearchDeps, asked: Asked): Promise<number> {
  const parts = await networks(context, deps, asked)
  const fresh = parts
    .flatMap((part) => part.fresh ?? [])
    .filter(({ activity }) => activity.visibility === 'public')
  const { workspaceId } = context
  let kept = 0
  for (const [channel, some] of Map.groupBy(fresh, ({ network }) => network)) {
    const activities = some
      .map(({ activity }) => activity)
      .sort((a, b) => a.published.getTime() - b.published.getTime())
    const source = { workspaceId, channel, accountId: null, keep: 'all' as const }
    const { stored } = await ingest(deps.runner.db, source, { activities }, deps.runner.pipeline)
    kept += stored.length
  }
  return kept
}

function publicOnly({ principal }: Context): boolean {
  return !principal.permissions.has('inbox:read')
}

async function history(context: Context, { query, from, limit }: Asked): Promise<Part> {
  const { db, workspaceId, locale } = context
  const filter = { where: compileQuery(query), publicOnly: publicOnly(context), limit: limit + 1 }
  const source: Source = {
    id: 'history',
    channel: null,
    name: '',
    asked: [query.source],
    found: 0,
    state: 'whole',
    why: null,
  }
  try {
    const rows = await within(db, SEARCH_SECONDS, 'search_too_costly', (tx) =>
      searchActivities(tx, workspaceId, { ...filter, ...(from ? { from } : {}) }),
    )
    const hits = rows.slice(0, limit).map((row) => presentKept({ kept: true, row }, 'history'))
    const more = rows.length > limit
    const why = more ? translate(locale, 'channel:search.more-here') : null
    return { hits, source: { ...source, found: hits.length, state: more ? 'partial' : 'whole', why } }
  } catch (error) {
    if (!(error instanceof Problem) || error.ours) throw error
    const why = translate(locale, `error:${error.id}`, error.values)
    return { hits: [], source: { ...source, state: 'failed', why } }
  }
}

async function search(
  place: Place,
  room: boolean,
  context: Context,
  deps: SearchDeps,
  { query, from, limit, all = false }: Asked,
): Promise<Part> {
  const searches = searchesOf(query, place.network)
  const why = silence(place, searches, room)
  if (why || searches.kind !== 'words') {
    return { hits: [], source: presentSilent(place, why ?? 'anything', context) }
  }
  const { db, workspaceId, request } = context
  const wishes = searches.any.map((words) => ({ words, limit, ...(from ? { since: from } : {}) }))
  const answer = await askPlace(place, {
    runner: deps.runner,
    workspaceId,
    wishes,
    deadline: deps.deadline ?? DEADLINE,
    signal: request.signal,
  })
  const { pipeline } = deps.runner
  // One more than is shown says that there is more.
  const most = all ? {} : { most: limit + 1 }
  const sifting = { db, workspaceId, query, from, publicOnly: publicOnly(context), pipeline, ...most }
  const found = await sift(answer.activities, place.network, sifting)
  const shown = found.map((one) => (one.kept ? presentKept(one, place.id) : presentFresh(one, place.id)))
  const hits = shown.sort(newest).slice(0, limit)
  const told = [
    searches.cut ? 'search.beginnings' : '',
    searches.more ? 'search.ways' : '',
    // Each way to answer is a search of its own, with as many finds.
    shown.length > limit ? 'search.more' : '',
  ].filter(Boolean)
  const fresh = found.filter((one) => !one.kept)
  return {
    hits,
    fresh,
    source: presentAnswer(answer, searches.any.map(phraseOf), hits.length, told, context),
  }
}

/** Why a place is not asked; undefined where it is. */
function silence(place: Place, searches: Searches, room: boolean): string | undefined {
  if (searches.kind === 'never') return 'never'
  if (place.why) return place.why
  if (searches.kind === 'anything') return 'anything'
  return room ? undefined : 'too-many'
}

/** Newest first; what several sources know stands once, as our own history knows it. */
function merged(hits: Hit[]): Hit[] {
  const all = new Map<string, Hit>()
  for (const hit of hits) {
    const there = all.get(hit.id)
    all.set(hit.id, there ? { ...there, sources: [...new Set([...there.sources, ...hit.sources])] } : hit)
  }
  return [...all.values()].sort(newest)
}

function newest(a: Hit, b: Hit): number {
  return Date.parse(b.published) - Date.parse(a.published)
}
