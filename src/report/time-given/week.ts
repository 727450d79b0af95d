import { type ByArea, nothing, plus, sharesOf } from './area.ts'
import { type Day, plusDays } from './day.ts'
import type { Entry } from './store.ts'

export interface Week {
  /** Its Monday. */
  from: Day
  minutes: ByArea
  /** In hundredths that sum to 100; null of a week of nothing. */
  shares: ByArea | null
  /** Days of which something is known. */
  days: { day: Day; minutes: ByArea }[]
}

/** What was counted and what was written down by hand, by week; an empty week is one of nothing. */
export function weeksOf(
  mondays: readonly Day[],
  counted: readonly { day: Day; minutes: ByArea }[],
  entries: readonly Pick<Entry, 'day' | 'area' | 'minutes'>[],
): Week[] {
  const byDay = new Map<Day, ByArea>()
  const add = (day: Day, minutes: ByArea) => byDay.set(day, plus(byDay.get(day) ?? nothing(), minutes))
  for (const { day, minutes } of counted) add(day, minutes)
  for (const { day, area, minutes } of entries) add(day, { ...nothing(), [area]: minutes })
  return mondays.map((from) => {
    const days = Array.from({ length: 7 }, (_, i) => plusDays(from, i)).flatMap((day) => {
      const minutes = byDay.get(day)
      return minutes ? [{ day, minutes }] : []
    })
    const minutes = days.reduce((sum, one) => plus(sum, one.minutes), nothing())
    return { from, minutes, shares: sharesOf(minutes), days }
  })
}
