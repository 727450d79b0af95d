import type { Conversation } from '../../../server/api.ts'

const HOUR = 3_600_000

/** How near something due is: late, within the hour, within the day, or further away. */
export function nearness(at: string, now: number): 'late' | 'hour' | 'day' | 'far' {
  const left = Date.parse(at) - now
  if (left < 0) return 'late'
  if (left <= HOUR) return 'hour'
  return left <= 24 * HOUR ? 'day' : 'far'
}

export const TONES = { late: 'bad', hour: 'warm', day: undefined, far: undefined } as const

/** What a list says of it: nothing of what is not due within the day. */
export function isTold(due: Conversation['due'], now: number): due is NonNullable<Conversation['due']> {
  return due !== null && nearness(due.at, now) !== 'far'
}
