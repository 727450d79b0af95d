import type { Activity } from '../../../activity/index.ts'
import { wordsOf } from '../../channel.ts'
import type { WatchConfig } from '../config.ts'
import { activitiesOf, deletionOf, type Reader, updateOf } from '../sift/index.ts'
import { status, type WireStatus } from '../wire/wire.ts'
import type { Kind, List, Read, Search } from './kind.ts'
import type { Subscription, Told } from './socket.ts'

interface Watched extends List {
  subscription: Subscription
  /** Asked for by name: kept whatever the queries say. */
  certain: boolean
}

/** Hashtags and timelines, watched without being answered for. */
export function watchKind(
  reader: Reader,
  config: Pick<WatchConfig, 'hashtags' | 'timelines' | 'searches'>,
): Kind {
  const lists = listsOf(config)
  const byStream = new Map(lists.map((list) => [list.stream, list]))
  const [first = { stream: 'user' }, ...more] = lists.map(({ subscription }) => subscription)
  return {
    reader,
    lists,
    searches: searchesOf(config.searches, reader),
    subscriptions: [first, ...more],
    page: async (list, items) => readAll(items as WireStatus[], reader, isCertain(list)),
    told: async (told, _lookup, now) => toldTo(told, reader, byStream, now),
  }
}

/** Asked for by name, as hashtags are: kept whatever the queries say. */
function searchesOf(searches: string[], reader: Reader): Search[] {
  const read = (statuses: WireStatus[]) => readAll(statuses, reader, true)
  return [...new Set(searches)]
    .map((text) => ({ key: `search:${text}`, words: wordsOf(text), read }))
    .filter(({ words }) => words.length > 0)
}

function isCertain(list: List): boolean {
  return 'certain' in list && list.certain === true
}

function listsOf({ hashtags, timelines }: Pick<WatchConfig, 'hashtags' | 'timelines'>): Watched[] {
  const tags = [...new Set(hashtags.map((tag) => tag.toLowerCase()))].map((tag) => ({
    key: `hashtag:${tag}`,
    path: `/api/v1/timelines/tag/${encodeURIComponent(tag)}`,
    query: {},
    type: status,
    stream: `hashtag,${tag}`,
    subscription: { stream: 'hashtag', tag },
    certain: true,
  }))
  return [...new Set(timelines)].map((name) => TIMELINES[name]).concat(tags)
}

const TIMELINES: Record<WatchConfig['timelines'][number], Watched> = {
  home: {
    key: 'home',
    path: '/api/v1/timelines/home',
    query: {},
    type: status,
    stream: 'user',
    subscription: { stream: 'user' },
    certain: true,
  },
  local: {
    key: 'local',
    path: '/api/v1/timelines/public',
    query: { local: 'true' },
    type: status,
    stream: 'public:local',
    subscription: { stream: 'public:local' },
    certain: false,
    fast: true,
  },
  federated: {
    key: 'federated',
    path: '/api/v1/timelines/public',
    query: {},
    type: status,
    stream: 'public',
    subscription: { stream: 'public' },
    certain: false,
    fast: true,
  },
}

function readAll(statuses: WireStatus[], reader: Reader, certain: boolean): Read {
  // A boost tells of what it boosts.
  const whole = statuses.flatMap((one) => (one.reblog ? [one.reblog, one] : [one]))
  const activities = whole.flatMap((one) => activitiesOf(one, reader))
  return { activities, ...(certain ? { certain: activities.map(({ externalId }) => externalId) } : {}) }
}

function toldTo(told: Told[], reader: Reader, lists: Map<string | undefined, Watched>, now: Date): Read {
  const activities: Activity[] = []
  const certain: string[] = []
  const at: Record<string, string> = {}
  let rejected = 0
  for (const { event, payload, streams } of told) {
    const list = lists.get(streams.join(',')) ?? lists.get(streams[0])
    if (event === 'delete') activities.push(...deletionOf(String(payload), reader, now))
    if (event !== 'update' && event !== 'status.update') continue
    const read = status.safeParse(payload).data
    if (!read) rejected++
    else if (event === 'status.update') activities.push(...updateOf(read, reader, now))
    else {
      const { activities: some, certain: sure = [] } = readAll([read], reader, list?.certain ?? false)
      activities.push(...some)
      certain.push(...sure)
      if (list?.fast) at[list.key] = read.id
    }
  }
  return { activities, certain, rejected, at }
}
