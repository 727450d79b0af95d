import { type Calendar, dueAfter, type Hours, type Span } from '../../../../lib/hours/index.ts'
import { KINDS, type Kind, type Running, wholePauses } from './clock.ts'

/** What is done by itself when a target comes near, is reached, or is past. */
export interface Step {
  id: string
  of: Kind
  /** Around what is due, in minutes of the clock: before it (negative), at it, or after. */
  minutes: number
  /** `assignee`, `managers`, `on-call` (called until somebody takes it), or a member. */
  tell: string[]
  /** `on-call`, `nobody`, a member, or null: as it is. */
  assign: string | null
  /** Added to the priority. */
  raise: number
  webhook: boolean
}

/** Targets for conversations of some kind; `policyFor` tells which is a conversation’s own. */
export interface Policy {
  id: string
  name: string
  enabled: boolean
  /** Empty: all. */
  channels: string[]
  visibility: 'public' | 'private' | null
  langs: string[]
  /** One of them is enough. */
  labels: string[]
  /** At least so pressing, 0 to 100. */
  priority: number
  /** Tiers of customers, one of them is enough; absent or empty: all, and those who have none. */
  tiers?: string[] | undefined
  /** Null: round the clock. */
  calendarId: string | null
  /** In minutes of the calendar; null: none. */
  targets: Record<Kind, number | null>
  steps: Step[]
}

export interface NamedCalendar extends Calendar {
  id: string
  name: string
  week: Hours[][]
  days: { date: string; hours: Hours[]; name?: string | undefined }[]
}

export interface Settings {
  /** Grows with each change: what was reckoned by another is reckoned anew. */
  revision: number
  calendars: NamedCalendar[]
  policies: Policy[]
}

/** What decides which policy a conversation has. */
export interface Subject {
  channel: string
  visibility: string
  lang: string
  labels: readonly string[]
  priority: number
  /** Of whoever wrote; null: none. */
  tier: string | null
}

/** Whether all that a policy asks of a conversation holds. */
function fits(policy: Policy, subject: Subject): boolean {
  const { enabled, channels, visibility, langs, labels, priority, tiers = [] } = policy
  return (
    enabled &&
    (channels.length === 0 || channels.includes(subject.channel)) &&
    (visibility === null || visibility === subject.visibility) &&
    (langs.length === 0 || langs.includes(subject.lang)) &&
    (labels.length === 0 || labels.some((label) => subject.labels.includes(label))) &&
    (tiers.length === 0 || (subject.tier !== null && tiers.includes(subject.tier))) &&
    subject.priority >= priority
  )
}

/** Whether whatever one policy asks for is asked for by the other, and something of it more closely. */
export function isMoreExact(one: Policy, other: Policy): boolean {
  return isWithin(one, other) && !isWithin(other, one)
}

function isWithin(one: Policy, other: Policy): boolean {
  const among = (some: readonly string[] = [], all: readonly string[] = []) =>
    all.length === 0 || (some.length > 0 && some.every((value) => all.includes(value)))
  return (
    among(one.channels, other.channels) &&
    among(one.langs, other.langs) &&
    among(one.labels, other.labels) &&
    among(one.tiers, other.tiers) &&
    (other.visibility === null || one.visibility === other.visibility) &&
    one.priority >= other.priority
  )
}

/**
 * The policy of a conversation: of those that fit it, one that is more exact than another goes before it wherever they
 * stand; between two of which neither is, the first in the order of the list.
 */
export function policyFor({ policies }: Settings, subject: Subject): Policy | undefined {
  const fitting = policies.filter((policy) => fits(policy, subject))
  return fitting.find((policy) => !fitting.some((other) => isMoreExact(other, policy)))
}

/** Null: round the clock, also where its calendar is gone. */
export function calendarOf({ calendars }: Settings, policy: Policy | undefined): NamedCalendar | null {
  return calendars.find(({ id }) => id === policy?.calendarId) ?? null
}

export type Dues = Record<Kind, Date | null>

/** When each kind that runs is due; null: it does not run, stands still, or has no target. */
export function duesOf(running: Running, policy: Policy | undefined, calendar: Calendar | null): Dues {
  const due = (kind: Kind): Date | null => {
    const [began, target] = [running[kind], policy?.targets[kind]]
    if (!began || !target || (kind === 'resolution' && running.closed)) return null
    const pauses: Span[] | undefined = kind === 'resolution' ? wholePauses(running.pauses) : []
    return pauses ? dueAfter(calendar, began, target * 60_000, pauses) : null
  }
  return { first: due('first'), next: due('next'), resolution: due('resolution') }
}

/** What comes first of what is due. */
export function soonest(dues: Dues): { due: Date | null; kind: Kind | null } {
  let best: { due: Date | null; kind: Kind | null } = { due: null, kind: null }
  for (const kind of KINDS) {
    const due = dues[kind]
    if (due && (!best.due || due < best.due)) best = { due, kind }
  }
  return best
}

/** A step of one span: done once, whatever is cut. */
export function stepKey(step: Pick<Step, 'id' | 'of'>, began: Date): string {
  return `${step.of} ${began.toISOString()} ${step.id}`
}

/** Steps that are still to be done, the soonest first. */
export function stepsAhead(
  { steps }: Policy,
  running: Running,
  dues: Dues,
  done: readonly string[],
): { step: Step; at: Date; key: string }[] {
  const ahead = steps.flatMap((step) => {
    const [due, began] = [dues[step.of], running[step.of]]
    if (!due || !began) return []
    const key = stepKey(step, began)
    if (done.includes(key)) return []
    return [{ step, key, at: new Date(due.getTime() + step.minutes * 60_000) }]
  })
  return ahead.sort((a, b) => a.at.getTime() - b.at.getTime())
}

const WORKDAY: Hours[] = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '18:00' },
]

/** What is proposed to who has none: nothing of it holds until it is kept. */
export function proposal(
  zone: string,
  words: { calendar: string; urgent: string; policy: string },
): Settings {
  const calendar: NamedCalendar = {
    id: '00000000-0000-4000-8000-000000000001',
    name: words.calendar,
    zone,
    week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
    holidays: zone === 'Europe/Paris' ? 'fr' : 'none',
    days: [],
  }
  const base = {
    enabled: true,
    channels: [],
    visibility: null,
    langs: [],
    labels: [],
    calendarId: calendar.id,
  }
  const warn = (id: string, of: Kind, minutes: number): Step => ({
    ...{ id, of, minutes, assign: null, raise: 0, webhook: false },
    tell: minutes < 0 ? ['assignee'] : ['assignee', 'managers'],
  })
  return {
    revision: 0,
    calendars: [calendar],
    policies: [
      {
        ...{ id: '00000000-0000-4000-8000-000000000011', name: words.urgent, ...base, priority: 60 },
        targets: { first: 60, next: 60, resolution: 480 },
        steps: [
          warn('00000000-0000-4000-8000-000000000021', 'first', -15),
          warn('00000000-0000-4000-8000-000000000022', 'first', 0),
        ],
      },
      {
        ...{ id: '00000000-0000-4000-8000-000000000012', name: words.policy, ...base, priority: 0 },
        targets: { first: 240, next: 480, resolution: 1440 },
        steps: [
          warn('00000000-0000-4000-8000-000000000023', 'first', -30),
          warn('00000000-0000-4000-8000-000000000024', 'first', 0),
        ],
      },
    ],
  }
}
