import type { Figure } from './identity.ts'
import type { ActivityItem } from './stream.ts'

export interface Voiced {
  count: number
  positive: number
  negative: number
  /** Of all that was said of the brand and its competitors; null where too little was said. */
  share: Figure | null
  /** From -1 to 1. */
  tone: Figure | null
}
export interface Voice {
  kind: 'brand' | 'competitor'
  alertId: string
  name: string
  /** Passed as `alert` to GET /activities, it gives the posts that are counted. */
  countedId: string
  /** PUT /competitors/{id}/accounts {accounts}: its own. */
  accounts: string[]
  /** As `alert`, what its own accounts publish. */
  ownId: string | null
  state: 'counted' | 'counting' | 'stopped' | 'idle'
  all: Voiced
  /** One a bucket; null where it was not counted then. */
  points: (Voiced | null)[]
  channels: { channel: string; count: number }[]
  published: number
}
/** GET /competitors?step=day|week|month&count: the brand first, then the most spoken of. */
export interface Voices {
  step: 'day' | 'week' | 'month'
  total: number
  buckets: { from: string; to: string; count: number }[]
  voices: Voice[]
}
/** GET /competitors/{id}/published?step&count */
export interface Published {
  posts: number
  partial: boolean
  /** Of the echo (likes, reposts and answers) of their posts. */
  median: number | null
  /** By weekday from Monday, and hour of the workspace. */
  times: number[][]
  effects: {
    feature: 'media' | 'link' | 'question' | 'tag' | 'long'
    with: { posts: number; median: number }
    without: { posts: number; median: number }
    /** Whether more than chance is between them. */
    apart: boolean
  }[]
  best: {
    activity: ActivityItem
    likes: number
    reposts: number
    answers: number
    total: number
    /** How many times the median; null where that is 0. */
    times: number | null
  }[]
}
/** GET /competitors/{id}/suggestions */
export interface SuggestedAccount {
  account: string
  name: string
  posts: number
  followers: number | null
}
