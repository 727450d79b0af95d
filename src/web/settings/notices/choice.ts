import type { NoticePace, NoticeRule, NoticeWay, OnCall, Shift } from '../../../server/api.ts'

export const WAYS: NoticeWay[] = ['app', 'mail', 'push']
export const PACES: NoticePace[] = ['once', 'hourly', 'morning']

/** With or without a way, in the order in which they are shown. */
export function withWay(rule: NoticeRule, way: NoticeWay, on: boolean): NoticeRule {
  return { ...rule, ways: WAYS.filter((one) => (one === way ? on : rule.ways.includes(one))) }
}

export const NEW_SHIFT: Omit<Shift, 'memberId'> = {
  days: [1, 2, 3, 4, 5, 6, 7],
  starts: '20:00',
  ends: '08:00',
}

/** With or without a day of the week, from Monday on. */
export function withDay(days: readonly number[], day: number, on: boolean): number[] {
  return [...new Set([...days.filter((one) => one !== day), ...(on ? [day] : [])])].sort((a, b) => a - b)
}

/** The name of a day of the week: 1 is Monday. */
export function dayName(day: number, locale: string, style: 'short' | 'long'): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
}

/** A shift that somebody has begun to write and that cannot be kept yet. */
export function isWhole({ memberId, days, starts, ends }: Shift): boolean {
  return memberId !== '' && days.length > 0 && starts !== '' && ends !== ''
}

/** Whether somebody named is on call now, nobody is, or nobody who could be is named at all: then whoever manages the team. */
export function dutyOf({ shifts, now }: Pick<OnCall, 'shifts' | 'now'>): 'now' | 'nobody' | 'unnamed' {
  if (now.length === 0) return 'nobody'
  return shifts.some(({ memberId }) => now.includes(memberId)) ? 'now' : 'unnamed'
}
