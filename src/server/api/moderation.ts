import type { BothWords } from './escalation.ts'

export type Sanction = 'blur' | 'hide' | 'mute' | 'block'
export type Fit = 'insult' | 'hate' | 'threat' | 'sexual' | 'spam' | 'private'

export interface CharterRule {
  /** Stays the same from version to version. */
  id: string
  title: BothWords
  explanation: BothWords
  examples: BothWords[]
  sanctions: Sanction[]
  fits: Fit[]
}
export interface Charter {
  title: BothWords
  intro: BothWords
  rules: CharterRule[]
  appealDays: number
  archiveDays: number
  /** Figures of what was removed stand on the public page. */
  summary: boolean
}
/** What one version says and another does not, by rule. */
export interface CharterDifference {
  around: string[]
  added: string[]
  removed: string[]
  changed: { id: string; fields: string[] }[]
  moved: boolean
}
interface ByName {
  id: string
  name: string
}
export interface CharterVersion {
  version: number
  published: string
  by: ByName
  charter: Charter
}
/**
 * GET /charter; PUT /charter {charter, revision} keeps the draft; POST /charter/publication {revision}. GET /charter/versions,
 * GET /charter/versions/{version}. The public page is at `address`.
 */
export interface CharterState {
  draft: Charter
  revision: number
  changed: string | null
  changedBy: ByName | null
  lacks: { lack: string; rule?: string | undefined }[]
  published: CharterVersion | null
  /** Between what is published and the draft. */
  difference: CharterDifference | null
  address: string
  sanctions: Sanction[]
  fits: Fit[]
}

export interface ActMark {
  in: 'text' | 'title'
  start: number
  end: number
}
interface ActLeg {
  id: string
  state: string
  words: string | null
}
/** Why it takes a second person. */
export type Critical = 'negative' | 'low-rating' | 'corrected' | 'unread' | 'person'

/**
 * GET /moderation/acts?state=&appealed=yes&rule=&kind=&channel=&by=&about=&cursor= as a page;
 * POST /moderation/acts {activityId, kind, ruleId, mark, notice?, lang?}; POST …/{id}/decision {decision: approve | refuse | withdraw, note?}, …/restoration {note?},
 * …/archive {reason}, …/appeal {decision: granted | dismissed, answer}; GET …/{id}/appeal.
 */
export interface ModerationAct {
  id: string
  activityId: string
  conversationId: string | null
  channel: string
  kind: Sanction
  state: 'proposed' | 'done' | 'refused' | 'withdrawn' | 'restored'
  scope: 'network' | 'here'
  account: string | null
  rule: { id: string; title: BothWords; version: number }
  mark: ActMark
  critical: Critical | null
  post: {
    title: string | null
    text: string | null
    author: string | null
    url: string | null
    published: string
  } | null
  proposedBy: ByName
  proposed: string
  decidedBy: ByName | null
  decided: string | null
  done: string | null
  restoredBy: ByName | null
  restored: string | null
  restoredWhy: 'appeal' | 'team' | null
  note: string | null
  network: ActLeg | null
  undo: ActLeg | null
  notice: {
    state: 'later' | 'sent' | 'unreachable'
    lang: 'fr' | 'en'
    text: string | null
    delivery: ActLeg | null
  }
  appeal: {
    state: 'open' | 'filed' | 'granted' | 'dismissed'
    expires: string
    filed: string | null
    decided: string | null
    decidedBy: ByName | null
    answer: string | null
  } | null
  may: ('approve' | 'withdraw' | 'restore' | 'judge')[]
}

/** GET /moderation/acts/counts?rule=&kind=&channel=&by=: how many there are under a filter, and what there is to filter by. */
export interface ActCounts {
  all: number
  states: Record<ModerationAct['state'], number>
  appeals: number
  rules: { id: string; title: BothWords; count: number }[]
  kinds: { id: Sanction; count: number }[]
  channels: { id: string; count: number }[]
  people: ByName[]
}

/** GET /moderation/cases/{activityId}: what is known before anybody decides. */
export interface ModerationCase {
  activityId: string
  title: string | null
  text: string | null
  author: string | null
  charter: number | null
  kinds: { kind: Sanction; scope: 'network' | 'here'; account: string | null; critical: Critical | null }[]
  /** `notices`: what the author would be told, by kind. */
  rules: { id: string; title: string; sanctions: Sanction[]; notices: Record<string, string> }[]
  notice: { lang: 'fr' | 'en'; account: string | null; inPublic: boolean }
  standing: ModerationAct[]
}

/** GET /moderation/acts/{id}/appeal */
export interface AppealSaid {
  state: 'open' | 'filed' | 'granted' | 'dismissed'
  /** `toxicity`: how likely the words offend, 0 to 1; null where they cannot be read. */
  statements: { at: string; text: string; toxicity: number | null }[]
}
/** POST /moderation/acts/{id}/archive; `whole`: what is shown is what was kept. */
export interface OpenedArchive {
  taken: { title: string | null; text: string | null; author: { name: string | null; handle: string | null } }
  sha256: string
  whole: boolean
  until: string
}

export interface RemovalSums {
  done: number
  critical: number
  restored: number
  appealed: number
  granted: number
  dismissed: number
}
/** GET /reports/removals?span=month|quarter|year, and removals.csv. */
export interface RemovalReport {
  from: string
  to: string
  all: RemovalSums
  rules: ({ key: string } & RemovalSums)[]
  channels: ({ key: string } & RemovalSums)[]
  kinds: ({ key: string } & RemovalSums)[]
  lines: ({ month: string; rule: string; channel: string; kind: Sanction } & RemovalSums)[]
}
