export const WAYS = ['app', 'mail', 'push'] as const
export type Way = (typeof WAYS)[number]

/** At once, gathered until the next full hour, or until the member's morning. */
export const PACES = ['once', 'hourly', 'morning'] as const
export type Pace = (typeof PACES)[number]

export const LEVELS = [1, 2, 3] as const
export type Level = (typeof LEVELS)[number]

/** How one is told of something; without a way one is not. */
export interface Rule {
  ways: Way[]
  pace: Pace
}

/** How a member wants to be told. */
export interface Choice {
  /** `HH:MM` of the member's clocks; null: they may be told at any hour. */
  quiet: { from: string; to: string } | null
  /** When what has gathered in the night, or for the morning, is told. */
  digestAt: string
  /** Of what alerts find, where nothing else is chosen for one. */
  alerts: Rule
  alarms: Record<Level, Rule>
  /** Of what concerns them alone: what is theirs and late, who names them, what is handed to them. */
  mine: Rule
}

/** Until a member chooses: what matters at once, the rest in the morning, and nothing by night. */
export const DEFAULTS: Choice = {
  quiet: { from: '20:30', to: '07:30' },
  digestAt: '08:00',
  alerts: { ways: ['app', 'mail'], pace: 'morning' },
  alarms: {
    1: { ways: ['app'], pace: 'hourly' },
    2: { ways: ['app', 'mail', 'push'], pace: 'once' },
    3: { ways: ['app', 'mail', 'push'], pace: 'once' },
  },
  mine: { ways: ['app', 'push'], pace: 'once' },
}

/** The most pressing of some rules, by all the ways of those that press as much. Undefined: none tells. */
export function pressing(rules: readonly Rule[]): Rule | undefined {
  const telling = rules.filter(({ ways }) => ways.length > 0)
  const pace = PACES.find((one) => telling.some((rule) => rule.pace === one))
  if (!pace) return undefined
  const ways = new Set(telling.filter((rule) => rule.pace === pace).flatMap((rule) => rule.ways))
  return { pace, ways: WAYS.filter((way) => ways.has(way)) }
}
