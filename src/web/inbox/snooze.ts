import { type Civil, plusDays, toCivil, toInstant, weekday } from '../lib/civil.ts'

export interface SnoozeChoice {
  id: 'later' | 'tomorrow' | 'monday' | 'week'
  until: Date
}

const MORNING = 9
const LATER_HOURS = 3

function morning(civil: Civil): Civil {
  return { ...civil, hour: MORNING, minute: 0 }
}

/** Proposals by the clock on the wall, in the reader's zone: a change of clocks moves none of them. */
export function snoozeChoices(now: Date, zone: string): SnoozeChoice[] {
  const today = toCivil(zone, now)
  const toMonday = 8 - weekday(today)
  const at = (civil: Civil) => toInstant(zone, civil)
  const choices: SnoozeChoice[] = [
    { id: 'later', until: new Date(now.getTime() + LATER_HOURS * 3_600_000) },
    { id: 'tomorrow', until: at(morning(plusDays(today, 1))) },
  ]
  if (toMonday > 1) choices.push({ id: 'monday', until: at(morning(plusDays(today, toMonday))) })
  choices.push({ id: 'week', until: at(morning(plusDays(today, 7))) })
  return choices.filter((choice) => choice.id !== 'later' || today.hour + LATER_HOURS < 20)
}
