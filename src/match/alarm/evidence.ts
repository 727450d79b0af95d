import type { StoredActivity } from '../../activity/index.ts'
import type { Factors } from './alarm.ts'

/** Signs that a few make much noise (T20): few accounts, or the same words from many. */
export const SIGNS = ['few-accounts', 'same-words'] as const
export type Sign = (typeof SIGNS)[number]

export interface Voices {
  /** Posts looked at, their authors, and how many equal authors would be as diverse. */
  posts: number
  authors: number
  effective: number
  /** Share of the posts that the three loudest wrote. */
  loudest: number
  /** Share of the posts whose words are those of another author's. */
  copies: number
  signs: Sign[]
  /** The posts that drive it: told by most, then seen by most. */
  drivers: { activityId: string; told: number }[]
  /** Who carries it furthest, by a post of theirs. */
  amplifiers: { activityId: string; posts: number; followers: number }[]
}

/** What an alarm was raised on, as numbers and ids: no words and no names, which are read where they can be erased. */
export interface Evidence extends Voices {
  /** Start of the hour that was judged, what came in it and what was expected. */
  hour: string
  count: number
  negative: number
  reach: number
  expected: number
  high: number
  strength: number
  /** The highest hour so far. */
  peak: number
  /** Which series stood out. */
  reasons: ('volume' | 'negative')[]
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

export const NO_VOICES: Voices = {
  posts: 0,
  authors: 0,
  effective: 0,
  loudest: 0,
  copies: 0,
  signs: [],
  drivers: [],
  amplifiers: [],
}

/** Who speaks, what they tell, and whether it is a crowd. */
export function voicesOf(posts: readonly StoredActivity[]): Voices {
  if (posts.length === 0) return NO_VOICES
  const byAuthor = [...Map.groupBy(posts, (post) => `${post.channel}|${post.actor_id}`).values()]
  byAuthor.sort((a, b) => b.length - a.length)
  const shares = byAuthor.map((own) => own.length / posts.length)
  const effective = 1 / shares.reduce((sum, share) => sum + share * share, 0)
  const loudest = shares.slice(0, 3).reduce((sum, share) => sum + share, 0)
  const copies = copiesIn(posts)
  const signs: Sign[] = []
  // Of independent people few write twice within the hour: a crowd has about as many voices as posts.
  if (posts.length >= ENOUGH && (effective < 5 || effective < posts.length / 8)) signs.push('few-accounts')
  if (posts.length >= ENOUGH && copies >= 0.5) signs.push('same-words')
  return {
    posts: posts.length,
    authors: byAuthor.length,
    effective: round(effective),
    loudest: round(loudest),
    copies: round(copies),
    signs,
    drivers: driversIn(posts),
    amplifiers: amplifiersIn(byAuthor),
  }
}

/** Reposts say openly that they repeat; the same words under another name as one's own do not. */
function copiesIn(posts: readonly StoredActivity[]): number {
  const own = posts.filter((post) => post.verb !== 'Announce' && wordsOf(post).length >= 20)
  const copied = [...Map.groupBy(own, wordsOf).values()].filter(
    (same) => new Set(same.map((post) => post.actor_id)).size > 1,
  )
  return copied.reduce((sum, same) => sum + same.length, 0) / posts.length
}

/** The words alone: who is addressed, links, figures and signs are what copies differ by. */
function wordsOf(post: StoredActivity): string {
  return (post.text ?? '')
    .toLowerCase()
    .replace(/(https?:\/\/|@)\S+/gu, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

function driversIn(posts: readonly StoredActivity[]): Voices['drivers'] {
  const stories = [...Map.groupBy(posts, (post) => post.thread ?? (wordsOf(post) || post.id)).values()]
  return stories
    .map((told) => {
      const widest = told.reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a))
      return { activityId: widest.id, told: told.length, weight: told.length * 1e12 + weightOf(widest) }
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, DRIVERS)
    .map(({ activityId, told }) => ({ activityId, told }))
}

/** Negative before others, then what more people could see. */
function weightOf(post: StoredActivity): number {
  return (post.sentiment === 'negative' ? 1e10 : 0) + followersOf(post)
}

function amplifiersIn(byAuthor: StoredActivity[][]): Voices['amplifiers'] {
  return byAuthor
    .map((own) => {
      const widest = own.reduce((a, b) => (followersOf(b) > followersOf(a) ? b : a))
      return { activityId: widest.id, posts: own.length, followers: followersOf(widest) }
    })
    .sort((a, b) => b.followers - a.followers || b.posts - a.posts)
    .slice(0, AMPLIFIERS)
}

function followersOf(post: StoredActivity): number {
  return post.actor_followers ?? 0
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
