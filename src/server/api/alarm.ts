import type { ActivityItem } from './stream.ts'

/** GET /alarms?open&alert&cursor (newest first), GET /alarms/{id}; POST /alarms/{id}/acknowledge, …/close, …/notes {text}. */
export interface Alarm {
  id: string
  /** A spike that is negative, one that is not, more or less since a week, a channel gone quiet, a source that gives nothing any more. */
  kind: 'crisis' | 'surge' | 'drift' | 'quiet' | 'dead'
  subject: { kind: 'alert' | 'channel' | 'account' | 'topic'; id: string; name: string }
  /** 1 worth a look, 2 serious, 3 critical. */
  level: number
  /** Severity from 0 to 100, and what it is made of, each from 0 to 1. */
  index: number
  factors: { volume: number; negativity: number; speed: number; diversity: number; influence: number }
  /** Signs that a few make much noise. */
  signs: ('few-accounts' | 'same-words' | 'new-accounts')[]
  /** Which series stood out. */
  reasons: ('volume' | 'negative' | 'share' | 'toxic' | 'authors' | 'reach')[]
  /** Sentences in the reader's language, what happened first. */
  verdict: string[]
  figures: {
    hour: string
    count: number
    negative: number
    toxic: number
    reach: number
    expected: number
    high: number
    peak: number
    authors: number
    /** Of a silence. */
    since: string | null
    missing: number
  }
  opened: string
  updated: string
  /** Since when nothing is out of the ordinary any more. */
  calm: string | null
  ended: string | null
  how: 'calm' | 'closed' | 'gone' | null
  acknowledged: { at: string; by: string | null } | null
  endedBy: string | null
}
export interface AlarmDetail extends Alarm {
  /** The posts that drive it, the most told first. */
  drivers: { told: number; activity: ActivityItem }[]
  /** Who carries it furthest, by a post of theirs. */
  amplifiers: {
    posts: number
    /** Of these, those that pass on what another said. */
    reposts: number
    /** How often others passed on what they said. */
    passedOn: number
    followers: number
    activity: ActivityItem
  }[]
  /** Newest first: the last of them, and where those before are had from (GET /alarms/{id}/notes?cursor). */
  notes: AlarmNote[]
  earlierNotes: string | null
}
export interface AlarmNote {
  id: string
  at: string
  by: string | null
  text: string
}
/** One series of a subject, at the hour under way: what came, what is usual, and how far it stands out. */
export interface WatchedSeries {
  key: 'volume' | 'negative' | 'share' | 'toxic' | 'authors' | 'reach'
  value: number
  expected: number
  /** The most that is usual; null where it is a matter of how many posts there are. */
  high: number | null
  learning: boolean
  unusual: boolean
}
/** GET /watched: channels and topics that are watched, the loudest first. */
export interface Watched {
  subject: { kind: 'channel' | 'topic'; id: string; name: string }
  count: number
  expected: number
  high: number
  learning: boolean
  unusual: boolean
}
/** GET /alerts/{id}/baseline: seven days hour by hour; what was expected is null where nothing was known yet. */
export interface AlertBaseline {
  learning: boolean
  series: WatchedSeries[]
  hours: {
    at: string
    count: number
    negative: number
    toxic: number
    reach: number
    /** Null where people were not counted. */
    authors: number | null
    expected: number | null
    low: number | null
    high: number | null
  }[]
}
