import { isBetween, nextAt, wallOf } from '../../../../lib/clock/index.ts'
import { type Level, type Pace, pressing, type Rule, WAYS, type Way } from '../choice/choice.ts'
import type { Chosen } from '../choice/store.ts'
import type { Matter } from '../letter/matter.ts'

/** Notices told at once to one member in an hour; what comes beyond gathers until the next. */
export const MOST_AT_ONCE = 10

/** Somebody who may be told, as they are now. */
export interface Listener extends Chosen {
  memberId: string
  timeZone: string
  onCall: boolean
  /** Notices that they were told at once in the last hour. */
  lately: number
}

/** What there is to tell. */
export type Subject = {
  /** A member is told of it once. */
  key: string
  activityId: string | null
  alerts: readonly string[]
} & (
  | { kind: 'story'; storyId: string | null }
  | { kind: 'alarm'; alarmId: string; level: Level }
  | ({ kind: 'matter' } & Matter)
)

/** How one member is told of one subject. */
export interface Plan {
  slot: string
  due: Date
  ways: Way[]
  urgent: boolean
  capped: boolean
}

/**
 * When and by which ways a member is told; undefined: not at all. A critical alarm and a call reach who is on call at once,
 * whatever they chose and whatever the hour; in quiet hours all else waits for the morning.
 */
export function planOf(listener: Listener, subject: Subject, now: Date): Plan | undefined {
  const rule = ruleOf(listener, subject)
  if (subject.kind === 'matter' && subject.calls) {
    return { slot: `once:${subject.key}`, due: now, ways: [...WAYS], urgent: true, capped: false }
  }
  const critical = subject.kind === 'alarm' && subject.level === 3
  if (critical && listener.onCall) {
    const ways: Way[] = rule && rule.ways.length > 0 ? rule.ways : ['app']
    return { slot: `once:${subject.key}`, due: now, ways, urgent: true, capped: false }
  }
  if (!rule) return undefined
  const urgent = subject.kind === 'alarm' && subject.level > 1
  const late = isQuiet(listener, now)
  if (late || rule.pace === 'morning')
    return { ...morning(listener, now), ways: rule.ways, urgent: false, capped: false }
  const capped = rule.pace === 'once' && subject.kind === 'story' && listener.lately >= MOST_AT_ONCE
  if (rule.pace === 'hourly' || capped) return { ...nextHour(now), ways: rule.ways, urgent: false, capped }
  return { slot: `once:${subject.key}`, due: now, ways: rule.ways, urgent, capped: false }
}

function ruleOf({ choice, alerts }: Listener, subject: Subject): Rule | undefined {
  if (subject.kind === 'alarm') return pressing([choice.alarms[subject.level]])
  if (subject.kind === 'matter') return pressing([choice.mine])
  return pressing(subject.alerts.map((id) => alerts.get(id) ?? choice.alerts))
}

function isQuiet({ choice: { quiet }, timeZone }: Listener, now: Date): boolean {
  return quiet !== null && isBetween(wallOf(now, timeZone).minutes, quiet.from, quiet.to)
}

function morning({ choice, timeZone }: Listener, now: Date): Pick<Plan, 'slot' | 'due'> {
  const due = nextAt(now, timeZone, choice.digestAt)
  return { slot: `morning:${due.toISOString()}`, due }
}

const HOUR = 3_600_000

/** By instants and not by the clock: an hour that comes twice is two. */
function nextHour(now: Date): Pick<Plan, 'slot' | 'due'> {
  const due = new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR)
  return { slot: `hour:${due.toISOString()}`, due }
}

export function paceOf(slot: string): Pace {
  return slot.startsWith('once:') ? 'once' : slot.startsWith('hour:') ? 'hourly' : 'morning'
}
