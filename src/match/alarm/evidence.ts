import { NOBODY, type StoredActivity } from '../../activity/index.ts'
import type { Factors, Reason } from './alarm.ts'
import { copiesAmong, LEAST_UNITS, wordsOf } from './voices/copies.ts'

/** Signs that a few make much noise (T20): few accounts, the same words from many, and from many who never spoke before. */
export const SIGNS = ['few-accounts', 'same-words', 'new-accounts'] as const
export type Sign = (typeof SIGNS)[number]

export interface Voices {
  /** Posts looked at, their authors, and how many equal authors would be as diverse. */
  posts: number
  authors: number
  effective: number
  /** Share of the posts that the three loudest wrote. */
  loudest: number
  /** Share of the posts that only pass on what another said. */
  passed?: number | undefined
  /** Share of the posts whose words are those of another author's, or nearly. */
  copies: number
  /** Of the authors of those, the share that was never heard here before; absent where nobody looked. */
  newcomers?: number | undefined
  signs: Sign[]
  /** The posts that drive it: told by most, then seen by most. */
  drivers: { activityId: string; told: number }[]
  /** Who carries it furthest, by a post of theirs. */
  amplifiers: Amplifier[]
}

export interface Amplifier {
  activityId: string
  posts: number
  /** Of these, those that pass on what another said. */
  reposts?: number | undefined
  /** How often others passed on what they said. */
  passedOn?: number | undefined
  followers: number
}

/** What an alarm was raised on, as numbers and ids: no words and no names, which are read where they can be erased. */
export interface Evidence extends Voices {
  /** Start of the hour that was judged, what came in it and what was expected; of a drift, of a week. */
  hour: string
  count: number
  negative: number
  toxic?: number | undefined
  reach: number
  expected: number
  high: number
  /** The share of negative posts, and the reach of an hour, that were expected. */
  usualShare?: number | undefined
  usualReach?: number | undefined
  strength: number
  /** The highest hour so far. */
  peak: number
  /** Which series stood out. */
  reasons: Reason[]
  factors: Factors
  index: number
  /** For a silence: since when, and how many posts are missing. */
  since: string | null
  missing: number
  /** For a dead source: what its channel says. */
  failure: string | null
}

/** Below so many posts nobody can tell a crowd from a few. */
const ENOUGH = 10
const DRIVERS = 5
const AMPLIFIERS = 5
/** From such a share of copies on it is asked who wrote them. */
const MANY_COPIES = 0.3

export const NO_VOICES: Voices = {
  posts: 0,
  authors: 0,
  effective: 0,
  loudest: 0,
  passed: 0,
  copies: 0,
  signs: [],
  drivers: [],
  amplifiers: [],
}

/** Of nothing that was said. */
export const NOTHING_SAID: Evidence = {
  ...NO_VOICES,
  hour: new Date(0).toISOString(),
  count: 0,
  negative: 0,
  toxic: 0,
  reach: 0,
  expected: 0,
  high: 0,
  strength: 0,
  peak: 0,
  reasons: [],
  factors: { volume: 0, negativity: 0, speed: 0, diversity: 0, influence: 0 },
  index: 0,
  since: null,
  missing: 0,
  failure: null,
}

/** A name that tells people apart; those who are not named at all are each somebody. */
export function nameOf({
  channel,
  actor_id,
  id,
}: Pick<StoredActivity, 'channel' | 'actor_id' | 'id'>): string {
  return actor_id === NOBODY ? `${channel}|${NOBODY}|${id}` : `${channel}|${actor_id}`
}

/**
 * Who speaks, what they tell, and whether it is a crowd.
 * @param before names of those who were heard of the same before; without them nobody is called new
 */
export function voicesOf(posts: readonly StoredActivity[], before?: ReadonlySet<string>): Voices {
  if (posts.length === 0) return NO_VOICES
  const byAuthor = [...Map.groupBy(posts, nameOf).values()]
  byAuthor.sort((a, b) => b.length - a.length)
  // Of whole numbers: five equal voices are five, not a hair less.
  const effective = posts.length ** 2 / byAuthor.reduce((sum, own) => sum + own.length ** 2, 0)
  const loudest = byAuthor.slice(0, 3).reduce((sum, own) => sum + own.length, 0) / posts.length
  const copied = copiedOf(posts)
  const copies = copied.length / posts.length
  const newcomers = before && copied.length > 0 ? shareOfNew(copied, before) : undefined
  const signs: Sign[] = []
  // Of independent people few write twice within the hour: a crowd has about as many voices as posts.
  if (posts.length >= ENOUGH && (effective < 5 || effective < posts.length / 8)) signs.push('few-accounts')
  if (posts.length >= ENOUGH && copies >= 0.5) signs.push('same-words')
  if (copied.length >= ENOUGH && copies >= MANY_COPIES && (newcomers ?? 0) >= 0.8) signs.push('new-accounts')
  return {
    posts: posts.length,
    authors: byAuthor.length,
    effective: round(effective),
    loudest: round(loudest),
    passed: round(posts.filter(isPassedOn).length / posts.length),
    copies: round(copies),
    ...(newcomers === undefined ? {} : { newcomers: round(newcomers) }),
    signs,
    drivers: driversIn(posts),
    amplifiers: amplifiersIn(byAuthor, posts),
  }
}

/** Whether it has to be known who was heard before. */
export function asksWhoIsNew({ copies, posts }: Voices): boolean {
  return copies >= MANY_COPIES && copies * posts >= ENOUGH
}

/** Reposts say openly that they repeat; the same words under another name as one's own do not. */
function copiedOf(posts: readonly StoredActivity[]): StoredActivity[] {
  const own = posts.filter((post) => !isPassedOn(post))
  const groups = copiesAmong(own.map((post) => ({ author: nameOf(post), text: post.text ?? '' })))
  return own.filter((_, i) => (groups[i] ?? -1) >= 0)
}

function shareOfNew(posts: readonly StoredActivity[], before: ReadonlySet<string>): number {
  const authors = new Set(posts.map(nameOf))
  return [...authors].filter((name) => !before.has(name)).length / authors.size
}

function isPassedOn({ verb }: Pick<StoredActivity, 'verb'>): boolean {
  return verb === 'Announce'
}

function driversIn(posts: readonly StoredActivity[]): Voices['drivers'] {
  return storiesIn(posts)
    .map((told) => {
      const widest = told.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a))
      return { activityId: widest.id, told: told.length, weight: told.length * 1e12 + weightOf(widest) }
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, DRIVERS)
    .map(({ activityId, told }) => ({ activityId, told }))
}

/** A post, its answers and whatever passes it on are one story; so are the same words, where they are more than a greeting. */
function storiesIn(posts: readonly StoredActivity[]): StoredActivity[][] {
  const storyOf = (post: StoredActivity) => post.thread ?? post.object_id
  const joined = new Map<string, string>()
  const root = (story: string): string => {
    const further = joined.get(story)
    return further === undefined ? story : root(further)
  }
  const byWords = new Map<string, string>()
  for (const post of posts) {
    const words = isPassedOn(post) ? '' : wordsOf(post.text ?? '')
    if (words.length < LEAST_UNITS) continue
    const own = root(storyOf(post))
    const same = root(byWords.get(words) ?? own)
    if (same !== own) joined.set(own, same)
    byWords.set(words, same)
  }
  return [...Map.groupBy(posts, (post) => root(storyOf(post))).values()]
}

/** Negative before others, then what more people could see. */
function weightOf(post: StoredActivity): number {
  return (post.sentiment === 'negative' ? 1e10 : 0) + followersOf(post)
}

/** Whoever others pass on is heard by theirs too: followers, and then how often it was passed on. */
function amplifiersIn(byAuthor: StoredActivity[][], posts: readonly StoredActivity[]): Amplifier[] {
  const passings = new Map<string, { times: number; followers: number }>()
  for (const post of posts.filter(isPassedOn)) {
    const known = passings.get(post.object_id) ?? { times: 0, followers: 0 }
    const followers = known.followers + followersOf(post)
    passings.set(post.object_id, { times: known.times + 1, followers })
  }
  return byAuthor
    .map((own) => {
      const widest = own.reduce((a, b) => (followersOf(b) > followersOf(a) ? b : a))
      const passed = own
        .filter((post) => !isPassedOn(post))
        .flatMap((post) => passings.get(post.object_id) ?? [])
      const followers = followersOf(widest)
      return {
        activityId: widest.id,
        posts: own.length,
        reposts: own.filter(isPassedOn).length,
        passedOn: passed.reduce((sum, { times }) => sum + times, 0),
        followers,
        carried: followers + passed.reduce((sum, one) => sum + one.followers, 0),
      }
    })
    .sort((a, b) => b.carried - a.carried || b.posts - a.posts)
    .slice(0, AMPLIFIERS)
    .map(({ carried: _, ...amplifier }) => amplifier)
}

function followersOf(post: StoredActivity): number {
  return post.actor_followers ?? 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
