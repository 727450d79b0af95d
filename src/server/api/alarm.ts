import type { ActivityItem } from './stream.ts'

/** GET /alarms?open&alert&cursor (newest first), GET /alarms/{id}; POST /alarms/{id}/acknowledge, …/close, …/notes {text}. */
export interface Alarm {
  id: string
  /** A spike that is negative, one that is not, a channel gone quiet, a source that gives nothing any more. */
  kind: 'crisis' | 'surge' | 'quiet' | 'dead'
  subject: { kind: 'alert' | 'channel' | 'account'; id: string; name: string }
  /** 1 worth a look, 2 serious, 3 critical. */
  level: number
  /** Severity from 0 to 100, and what it is made of, each from 0 to 1. */
  index: number
  factors: { volume: number; negativity: number; speed: number; diversity: number; influence: number }
  /** Signs that a few make much noise. */
  signs: ('few-accounts' | 'same-words')[]
  /** Sentences in the reader's language, what happened first. */
  verdict: string[]
  figures: {
    hour: string
    count: number
    negative: number
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
  amplifiers: { posts: number; followers: number; activity: ActivityItem }[]
  notes: { id: string; at: string; by: string | null; text: string }[]
}
/** GET /alerts/{id}/baseline: seven days hour by hour; what was expected is null where nothing was known yet. */
export interface AlertBaseline {
  learning: boolean
  hours: {
    at: string
    count: number
    negative: number
    expected: number | null
    low: number | null
    high: number | null
  }[]
}
