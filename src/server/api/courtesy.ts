export type CourtesyTone = 'sober' | 'usual' | 'warm'

/** How a workspace wants its answers. On a channel, null is as everywhere. */
export interface CourtesyManners {
  tone: CourtesyTone
  emoji: boolean
  address: 'tu' | 'vous' | null
  signature: boolean
  signatureWords: string
  channels: {
    channel: string
    tone: CourtesyTone | null
    emoji: boolean | null
    address: 'tu' | 'vous' | null
    signature: boolean | null
  }[]
  /** Addresses, telephone numbers and domains that may stand in public. */
  own: string[]
  greetings: { fr: string[]; en: string[] }
  farewells: { fr: string[]; en: string[] }
  /** Of `advice`. */
  off: string[]
}

/** GET /courtesy/manners; PUT {revision, manners}: 409 `manners_changed` where somebody changed them since. */
export interface KeptManners {
  revision: number
  manners: CourtesyManners
  /** Whether the report tells one person from another. PUT /courtesy/people {enabled}, for the owner. */
  byPerson: boolean
  /** All that can be turned off. */
  advice: string[]
}

interface CourtesyBounded {
  value: number
  low: number
  high: number
}

export interface CourtesyLine {
  key: string
  answers: number
  /** Of a language that is read. */
  judged: number
  /** 0 to 100; null of fewer than five. */
  score: CourtesyBounded | null
  /** `share` is of the answers in which it was asked for. */
  elements: {
    element: 'smile' | 'greeting' | 'farewell' | 'thanks'
    asked: number
    share: CourtesyBounded | null
  }[]
}

/** GET /reports/courtesy?span=4w|13w|52w; .csv is the same as a table. */
export interface CourtesyReport {
  from: string
  to: string
  timeZone: string
  /** From where on a score is a good one. */
  good: number
  all: CourtesyLine
  weeks: CourtesyLine[]
  channels: CourtesyLine[]
  labels: CourtesyLine[]
  groups: (CourtesyLine & { name: string })[]
  advice: { id: string; answers: number }[]
  /** After good scores and others, the share of next messages that thanked; null of fewer than twenty. */
  effect: { good: boolean; followed: number; thanked: CourtesyBounded | null }[]
  mine: { all: CourtesyLine; weeks: CourtesyLine[] } | null
  people: (CourtesyLine & { name: string })[] | null
}

/** GET /reports/courtesy/answers?span&week|channel|advice: the newest behind a figure. */
export interface CourtesyAnswers {
  answers: {
    id: string
    conversation: string | null
    channel: string
    at: string
    text: string
    score: number | null
    advice: string[]
  }[]
}
