import type { Sentiment } from './base.ts'

/** One item of the stream: GET /activities?query&alert&channel&sentiment&lang&intent&topic&urgency&toxic=true&from&to&cursor (newest first), GET /activities/{id} */
export interface ActivityItem {
  id: string
  published: string
  verb: string
  channel: string
  accountId: string | null
  actor: {
    id: string
    name: string | null
    handle: string | null
    url: string | null
    avatar: string | null
    followers: number | null
  }
  personId: string | null
  type: string
  title: string | null
  text: string | null
  url: string | null
  rating: number | null
  /** Minor units of `currency`, for an order. */
  amount: number | null
  currency: string | null
  media: { type: string; url: string; alt?: string; mediaType?: string; name?: string }[]
  lang: string
  sentiment: Sentiment
  p: Record<Sentiment, number>
  /** Places are in the text, or in the title where `in` says so. */
  why: { start: number; end: number; effect: string; weight: number; in?: 'title' }[]
  /** How likely it offends, 0 to 1; null where it was not read. */
  toxicity: number | null
  intent: string | null
  /** 0 none, 1 soon, 2 now. */
  urgency: number | null
  topics: string[]
  /** What of sentiment, toxicity, intent, urgency and topics a person set; absent where none. */
  corrected?: string[]
  /** ISO 3166-1 alpha-2. */
  country: string | null
  alerts: string[]
  /** Written by us. */
  ours: boolean
  edited: boolean
  deleted: boolean
  visibility: 'public' | 'private'
  /** No person wrote it to us: an absence notice, a machine, a mailing. */
  auto: 'reply' | 'generated' | 'bulk' | null
  /** What was decided about it by the charter and stands, or waits for a second person; absent where nothing was. */
  decided?: Standing[] | undefined
  /** Its words are put away, and shown when they are asked for. */
  covered?: boolean | undefined
  /** They are kept from who may not read the archive: `title`, `text` and `media` are empty. */
  sealed?: boolean | undefined
}

/** What was decided about a post, by which rule of which version of the charter, by whom and when; `id` is the act's. */
export interface Standing {
  id: string
  kind: string
  state: 'proposed' | 'done'
  rule: { title: { fr: string; en: string }; version: number }
  by: { id: string; name: string }
  at: string
}

/** GET /phrases?alert&from&to: what is spoken of more than over as long before. */
export interface Phrases {
  /** Posts read, of the period and before it. */
  read: number
  before: number
  /** Not all of the period could be read. */
  partial: boolean
  /** `distinct` in standard deviations; null where there is too little before to compare with. */
  phrases: { phrase: string; count: number; positive: number; negative: number; distinct: number | null }[]
}

/** GET /alerts?cursor&limit, POST /alerts {name, query, inbox?, kind?, paused?, folder?}, GET, PATCH, DELETE /alerts/{id} */
export interface Alert {
  id: string
  name: string
  query: string
  /** What it finds becomes a conversation to answer. */
  inbox: boolean
  kind: 'brand' | 'competitor' | 'topic'
  paused: boolean
  /** Where it stands in the list; null outside of any. */
  folder: string | null
  created: string
  /** Last 7 days against the 7 before. */
  week: { count: number; before: number; net: number }
  /** 14 daily counts, oldest first. */
  spark: number[]
}
/** POST /query/check {query, alert?}; positions are UTF-16 offsets in the query. `message` is in the reader's language, `mend` the whole query put right. With `alert: false` a query of fields alone will do. */
export interface QueryCheck {
  ok: boolean
  errors: { start: number; end: number; message: string; mend: string | null }[]
  /** The tree in words. */
  reading: string | null
}
/** POST /alerts/preview {query}: on the last 30 days, or `span` of them where those would have taken too long. */
export interface AlertPreview {
  total: number
  perDay: number
  /** Where the true rate of a day lies, nineteen times out of twenty. */
  interval: { low: number; high: number }
  span: number
  /** By the id of a post of the sample, the words that made it answer. */
  marks: Record<string, { part: 'title' | 'text' | 'author'; start: number; end: number }[]>
  days: { day: string; count: number; negative: number; positive: number }[]
  sample: ActivityItem[]
}
/** POST /alerts/{id}/difference {query}: what would be found more and no longer, with samples. */
export interface AlertDifference {
  span: number
  added: { count: number; sample: ActivityItem[] }
  removed: { count: number; sample: ActivityItem[] }
}

/** POST /query/import {from: brandwatch|talkwalker|mention|google-alerts, query}; places are in what was sent. */
export interface ImportedQuery {
  query: string
  notes: {
    start: number
    end: number
    what: string
    fate: 'kept' | 'changed' | 'dropped'
    effect: 'same' | 'more' | 'less'
    message: string
  }[]
  /** Why the query cannot be used as it stands. */
  errors: string[]
  reading: string | null
}
/** POST /query/import-list {from, text} gives {items}. */
export interface ImportedAlert extends ImportedQuery {
  name: string
  source: string
}

/** GET /alerts/{id}/noise, POST /query/noise {query, rejected}: exclusions with their effect. GET, POST /alerts/{id}/rejections {reject, take_back}: ids of posts beside the point. */
export interface Noise {
  /** Rejected posts that the query still finds, and others that it finds. */
  rejected: number
  kept: number
  suggestions: {
    kind: 'word' | 'phrase' | 'tag' | 'handle' | 'author' | 'lang' | 'site'
    term: string
    rejected: number
    kept: number
    z: number
    /** The whole query with it. */
    query: string
  }[]
}

/** GET /term-lists, POST {name, terms}, PATCH, DELETE /term-lists/{id}; POST /term-lists/check {terms} gives {terms, faults}. Queries ask for one as `list:name`. */
export interface TermList {
  id: string
  name: string
  terms: string[]
  changed: string
  usedBy: { id: string; name: string }[]
}

/** GET /series?by=sentiment|channel|lang|verb|alert&alert&from&to&step=hour|day: counts from the counters. */
export interface Series {
  step: 'hour' | 'day'
  from: string
  to: string
  series: { key: string; points: { at: string; count: number }[] }[]
}

/** GET /search?q&from&limit: every network that can be searched, and what is kept, at once; newest first. POST /search/keep {query} gives {kept}. */
export interface SearchResults {
  items: SearchHit[]
  /** Our own history first. */
  sources: SearchSource[]
}
export interface SearchHit extends ActivityItem {
  /** In the stream: then `id` is the activity's; else it is the network's own. */
  kept: boolean
  /** Ids of the sources that know it. */
  sources: string[]
}
export interface SearchSource {
  id: string
  /** Network; null for our own history. */
  channel: string | null
  /** The site, or the account's name; empty where there is neither. */
  name: string
  /** The words it was asked for, each a search of its own; empty where it was not asked. */
  asked: string[]
  found: number
  state: 'whole' | 'partial' | 'failed' | 'not-asked'
  /** Why it is not whole, in the reader's language. */
  why: string | null
}
