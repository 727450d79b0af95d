import type { ActivityItem } from './stream.ts'

export type QueueKind = 'insult' | 'hate' | 'threat' | 'sexual' | 'spam' | 'private'
interface RuleWords {
  fr: string
  en: string
}
interface Place {
  in: 'text' | 'title'
  start: number
  end: number
}

/** GET /moderation/queue?view=todo|split&sort=severity|doubt&cursor: posts that a person should look at. */
export interface QueueItem {
  /** Of the post. */
  id: string
  /** To be given back with a verdict. */
  revision: number
  kind: QueueKind
  severity: number
  /** 0 where it is sure, 1 where it is as likely as not. */
  doubt: number
  state: 'waiting' | 'second' | 'split' | 'settled'
  came: string
  activity: ActivityItem
  conversationId: string | null
  /** The words that made it so. */
  spots: (Place & { effect: string; weight: number })[]
  sentence: Place | null
  /** Of the published charter; null where no rule is for it, or none is published. */
  rule: { id: string; title: RuleWords; sanction: 'blur' | 'hide' | 'mute' | 'block' } | null
  wave: { id: string; count: number } | null
  /** A colleague who looks at it now. */
  claimedBy: string | null
}

/** A rule that a post can be judged by. */
export interface QueueRule {
  id: string
  title: RuleWords
  sanctions: ('blur' | 'hide' | 'mute' | 'block')[]
}

/** Of GET /charter, what judging needs. */
export interface QueueRules {
  published: { charter: { rules: QueueRule[] } } | null
}

/** GET /moderation/queue/counts. */
export interface QueueCounts {
  todo: number
  split: number
}

/** POST /moderation/queue/{id}/verdict {revision, verdict, ruleId?, sanction?, mark?}; DELETE takes back what one said last. */
export interface Judged {
  state: QueueItem['state']
  act: { id: string; state: 'proposed' | 'done' } | null
}

/** PUT /moderation/claim {id|null}: whose the post is now. */
export interface Claimed {
  mine: boolean
  by: string | null
}

export interface AgreementFigures {
  /** What two judged. */
  n: number
  /** Share on which they said the same. */
  same: number
  /** Cohen's kappa and where it lies 19 times in 20; null: not known yet. */
  kappa: number | null
  low: number | null
  high: number | null
}
interface NamedRule {
  id: string
  title: RuleWords | null
}
type SaidVerdict = 'act' | 'leave' | 'answer' | 'second'

/**
 * GET /moderation/agreement?span=13w|52w; `.csv` is the same as a sheet. PUT /moderation/agreement/share {share};
 * PUT /moderation/agreement/{id}/name {named}.
 */
export interface AgreementReport {
  /** Of a hundred items, those that are given to two. */
  share: number
  overall: AgreementFigures
  rules: (AgreementFigures & { rule: NamedRule })[]
  months: (AgreementFigures & { month: string })[]
  disagreements: {
    id: string
    at: string
    activity: ActivityItem | null
    said: { verdict: SaidVerdict; rule: NamedRule | null; by: string | null; mine: boolean }[]
    settled: { verdict: SaidVerdict; rule: NamedRule | null } | null
    /** Whether who asks lets their name be seen; null: they did not judge it. */
    named: boolean | null
  }[]
}
