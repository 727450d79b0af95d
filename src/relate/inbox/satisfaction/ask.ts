import { createHash } from 'node:crypto'
import { isBetween, wallOf } from '../../../../lib/clock/index.ts'

export interface Setting {
  enabled: boolean
  /** Also who wrote in public, by a link in public. */
  inPublic: boolean
  /** After closing, in minutes. */
  delay: number
  /** Nobody is asked twice within so many days. */
  everyDays: number
  /** How long one can answer. */
  expiresDays: number
  /** By the clocks of the workspace nobody is asked then; equal: at any hour. */
  quietFrom: string
  quietTo: string
  /** An answer of so much or less opens the conversation again; null: none does. */
  reopenAt: number | null
  /** Each member sees the figures of what was theirs; nobody sees another's. */
  toMembers: boolean
}

/** Off until somebody turns it on. */
export const OFF: Setting = {
  enabled: false,
  inPublic: false,
  delay: 60,
  everyDays: 30,
  expiresDays: 14,
  quietFrom: '20:30',
  quietTo: '08:30',
  reopenAt: 2,
  toMembers: false,
}

export const SKIPPED = [
  'objected',
  'asked-lately',
  'sober',
  'crisis',
  'public',
  'unanswered',
  'reopened',
  'no-way',
  'too-late',
] as const
/** Why somebody is not asked. */
export type Skipped = (typeof SKIPPED)[number]

/** A conversation that was closed, as far as asking goes. */
export interface Closed {
  at: Date
  /** It is closed still. */
  stays: boolean
  answered: boolean
  visibility: 'public' | 'private'
  objected: boolean
  /** When they were asked last, in this or another conversation. */
  asked: Date | null
  /** Somebody grieves, is harmed or very angry: what they wrote is answered soberly, and not followed by a question. */
  sober: boolean
  /** What they wrote of is in an open alarm. */
  crisis: boolean
}

const DAY = 86_400_000
/** What could not be asked for so long (the program was down) is not asked any more. */
const STALE = 3 * DAY

/** Whether to ask now, later, or not at all and why. */
export function decide(closed: Closed, setting: Setting, now: Date, zone: string): 'ask' | 'later' | Skipped {
  const gone = now.getTime() - closed.at.getTime()
  if (!closed.stays) return 'reopened'
  if (gone < setting.delay * 60_000) return 'later'
  if (gone > setting.delay * 60_000 + STALE) return 'too-late'
  if (!closed.answered) return 'unanswered'
  if (closed.objected) return 'objected'
  if (closed.sober) return 'sober'
  if (closed.crisis) return 'crisis'
  if (closed.visibility === 'public' && !setting.inPublic) return 'public'
  if (closed.asked && now.getTime() - closed.asked.getTime() < setting.everyDays * DAY) return 'asked-lately'
  return isQuiet(setting, now, zone) ? 'later' : 'ask'
}

function isQuiet({ quietFrom, quietTo }: Setting, now: Date, zone: string): boolean {
  return quietFrom !== quietTo && isBetween(wallOf(now, zone).minutes, quietFrom, quietTo)
}

/** What is kept of an account that does not want to be asked. */
export function authorHash(channel: string, authorId: string): string {
  return createHash('sha256').update(`satisfaction:${channel}\n${authorId}`).digest('base64url')
}
