import { type RawBuilder, sql } from 'kysely'
import type { StoredActivity } from '../../../activity/index.ts'

/** One thing that makes a conversation press, and how much of 100 it brings. */
export interface Reason {
  reason: string
  weight: number
  /** Followers of `audience`, orders of `customer`. */
  amount?: number | undefined
  /** Of a `tier`, or what raised it, in the workspace's own words. */
  name?: string | undefined
}

/** What is known of who wrote, besides what they said. */
export interface Standing {
  /** Purchases, refunds aside. */
  orders?: number
  tier?: { name: string; weight: number }
}

/** Seconds of waiting that weigh as much as one point: a hundred points go before whoever has waited for 20 hours. */
export const SECONDS_A_POINT = 720
const MOST = 100
const TIER = 25

/** Reasons that stand whatever is said next. */
const STAYING = new Set(['tier', 'customer', 'raised'])

/** What a message itself says of how pressing it is. */
export function saidReasons(activity: StoredActivity): Reason[] {
  const { urgency, intent, sentiment, rating } = activity
  const followers = activity.actor_followers ?? 0
  const asks = intent === 'question' || activity.verb === 'Question' || (activity.text ?? '').includes('?')
  const reasons: Reason[] = [
    { reason: 'urgent', weight: urgency === 2 ? 30 : 0 },
    { reason: 'soon', weight: urgency === 1 ? 15 : 0 },
    { reason: 'leaving', weight: intent === 'leaving' ? 25 : 0 },
    { reason: 'complaint', weight: intent === 'complaint' ? 12 : 0 },
    { reason: 'purchase', weight: intent === 'purchase' ? 8 : 0 },
    { reason: 'negative', weight: sentiment === 'negative' ? 8 + Math.round(12 * activity.p_negative) : 0 },
    { reason: 'low-rating', weight: rating !== null && rating <= 2 ? 15 : 0 },
    {
      reason: 'audience',
      weight: followers >= 100_000 ? 25 : followers >= 10_000 ? 18 : followers >= 1000 ? 8 : 0,
      amount: followers,
    },
    { reason: 'private', weight: activity.visibility === 'private' ? 8 : 0 },
    { reason: 'question', weight: asks ? 8 : 0 },
  ]
  return reasons.filter(({ weight }) => weight > 0)
}

/** The tier that gives the right to go first, as a reason; none where the workspace gives it no weight. */
export function tierReasons(tier: Standing['tier']): Reason[] {
  if (!tier || tier.weight <= 0) return []
  return [{ reason: 'tier', weight: Math.min(TIER, tier.weight), name: tier.name }]
}

/** What is known of a person as reasons: a customer’s fidelity, and their tier. */
export function standingReasons({ orders = 0, tier }: Standing): Reason[] {
  const reasons = tierReasons(tier)
  if (orders > 0)
    reasons.push({ reason: 'customer', weight: orders >= 10 ? 12 : orders >= 3 ? 8 : 4, amount: orders })
  return reasons
}

/** Those of a conversation's reasons that its next message does not change. */
export function stayingOf(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ reason }) => STAYING.has(reason))
}

/** The reasons together, the weightiest first: 0 to 100. */
export function weighed(reasons: readonly Reason[]): { priority: number; priority_reasons: Reason[] } {
  const priority_reasons = reasons.toSorted((a, b) => b.weight - a.weight)
  const sum = priority_reasons.reduce((total, { weight }) => total + weight, 0)
  return { priority: Math.max(0, Math.min(MOST, sum)), priority_reasons }
}

/**
 * Where a conversation stands in the order of what to do first: the smaller the sooner. Each point of priority counts as
 * so much longer a wait, so that the order of any two stays as it is while time goes by, and an index holds it; those
 * where nobody waits come after all others, the newest first.
 */
export function pressingAt(row: { waiting_since: Date | null; last_at: Date; priority: number }): number {
  const seconds = (at: Date) => at.getTime() / 1000
  if (!row.waiting_since) return 1e11 - seconds(row.last_at)
  return seconds(row.waiting_since) - row.priority * SECONDS_A_POINT
}

/** The same in SQL, in the words of the indexes `conversation_pressing…`. */
export const PRESSING: RawBuilder<number> = sql.raw(`(case
  when waiting_since is null then 100000000000::float8 - extract(epoch from (last_at - '1970-01-01 00:00:00+00'::timestamptz))::float8
  else extract(epoch from (waiting_since - '1970-01-01 00:00:00+00'::timestamptz))::float8 - priority * ${SECONDS_A_POINT} end)`)
