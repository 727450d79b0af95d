export const SPANS = ['visit', 'day', 'week'] as const
export type Span = (typeof SPANS)[number]

const HOURS: Record<Exclude<Span, 'visit'>, number> = { day: 24, week: 7 * 24 }

/** Since when; undefined: since the last visit, which the server knows. Whole minutes, so that one page asks for one thing. */
export function sinceOf(span: Span, now: Date): string | undefined {
  if (span === 'visit') return undefined
  const at = now.getTime() - HOURS[span] * 3_600_000
  return new Date(Math.floor(at / 60_000) * 60_000).toISOString()
}

/** How long somebody must have been away for it to be worth telling unasked. */
const WORTH_TELLING = 4 * 3_600_000

/** Whether what happened is told at return: after a while, where anything did, and until it was hidden for this return. */
export function isWorthTelling(
  away: { left: string | null; came: { count: number }; assigned: { count: number }; mentions: unknown[] },
  hidden: string | null,
  now: Date,
): boolean {
  if (!away.left || away.left === hidden) return false
  if (now.getTime() - Date.parse(away.left) < WORTH_TELLING) return false
  return away.came.count + away.assigned.count + away.mentions.length > 0
}
