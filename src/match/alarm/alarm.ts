import type { Evidence } from './evidence.ts'

/**
 * Out of the ordinary and negative; out of the ordinary; more or less since a week; nothing said any more; a source that
 * gives nothing any more.
 */
export const ALARM_KINDS = ['crisis', 'surge', 'drift', 'quiet', 'dead'] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]
export const SUBJECT_KINDS = ['alert', 'channel', 'account', 'topic'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]
/** Which series stood out: posts, negative ones, their share, those that offend, people, followers. */
export const REASONS = ['volume', 'negative', 'share', 'toxic', 'authors', 'reach'] as const
export type Reason = (typeof REASONS)[number]
/** It calmed down, a person closed it, or what it was about is there no more. */
export const ALARM_ENDS = ['calm', 'closed', 'gone'] as const
export type AlarmEnd = (typeof ALARM_ENDS)[number]

/** What a severity is made of, each from 0 to 1. */
export interface Factors {
  volume: number
  negativity: number
  speed: number
  diversity: number
  influence: number
}

const WEIGHT: Factors = { volume: 0.3, negativity: 0.25, speed: 0.15, diversity: 0.15, influence: 0.15 }
const CRITICAL = 70
const SERIOUS = 45
/** Fewer posts than these are not critical yet, however bad. */
const CROWD = 20

export interface Size {
  /** Of the hour that was judged, 0.5 to 1. */
  strength: number
  /** Posts an hour at the present pace, and what was expected. */
  pace: number
  expected: number
  negativeShare: number
  /** As many equal authors would be as diverse. */
  effectiveAuthors: number
  /** Followers reached in all. */
  reach: number
}

/** How much each side of a spike weighs. */
export function factorsOf(size: Size): Factors {
  const times = size.pace / Math.max(1, size.expected)
  return {
    volume: within((size.strength - 0.5) / 0.3),
    negativity: within(size.negativeShare),
    speed: within(Math.log2(Math.max(1, times)) / 5),
    diversity: within(Math.log2(Math.max(1, size.effectiveAuthors)) / 5),
    influence: within(Math.log10(Math.max(1, size.reach / 1000)) / 3),
  }
}

/** Severity from 0 to 100. */
export function indexOf(factors: Factors): number {
  const keys = Object.keys(WEIGHT) as (keyof Factors)[]
  return Math.round(100 * keys.reduce((sum, key) => sum + WEIGHT[key] * factors[key], 0))
}

/**
 * 1 worth a look, 2 serious, 3 critical. What a few accounts made, or what is not negative, is worth a look, however loud:
 * nobody is got out of bed by it.
 */
export function levelOf(
  kind: AlarmKind,
  {
    index,
    signs,
    reasons,
    factors,
    count,
  }: Pick<Evidence, 'index' | 'signs' | 'reasons' | 'factors' | 'count'>,
): 1 | 2 | 3 {
  if (kind === 'dead') return 2
  if (kind !== 'crisis' || signs.length > 0) return 1
  // One who is heard by many is not yet a crowd: to be looked at soon where they are a million.
  if (reasons.every((reason) => reason === 'reach')) return factors.influence >= 1 ? 2 : 1
  return index >= CRITICAL && count >= CROWD ? 3 : index >= SERIOUS ? 2 : 1
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value))
}
