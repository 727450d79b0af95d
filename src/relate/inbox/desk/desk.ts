import { onCallAt } from '../../../access/index.ts'

/** When somebody works, by the clocks of their own zone. */
export interface Hours {
  /** Monday is 1, Sunday 7. */
  days: number[]
  /** `HH:MM`; an end that is not after the start is on the next day. */
  starts: string
  ends: string
}

export interface Absence {
  from: Date | null
  /** Null: until they say otherwise. */
  until: Date | null
}

/** What is known of a member whom conversations may be given to. */
export interface Profile {
  skills: readonly string[]
  langs: readonly string[]
  capacity: number | null
  hours: readonly Hours[]
  absence: Absence
}

export const UNKNOWN: Profile = {
  skills: [],
  langs: [],
  capacity: null,
  hours: [],
  absence: { from: null, until: null },
}

/** Somebody at their desk, or away from it, as rules see them at a moment. */
export interface Mate extends Profile {
  memberId: string
  /** Conversations that are open and theirs. */
  open: number
  zone: string
  groups: ReadonlySet<string>
}

export function isAway({ from, until }: Absence, at: Date): boolean {
  return from !== null && from <= at && (until === null || at < until)
}

/** Who has no hours is taken to be there; who is on call is, whatever their hours. An absence is one in any case. */
export function isThere(
  { hours, absence, zone, memberId }: Pick<Mate, 'hours' | 'absence' | 'zone' | 'memberId'>,
  at: Date,
  onCall: boolean,
): boolean {
  if (isAway(absence, at)) return false
  if (onCall || hours.length === 0) return true
  const shifts = hours.map((one) => ({ ...one, memberId }))
  return onCallAt(shifts, at, zone).has(memberId)
}

/** `fr-CA` is French. */
export function baseOf(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? ''
}
