import type { Objective } from '../../server/api.ts'

type Indicator = Objective['indicator']

const FIRST_TARGET: Partial<Record<Indicator, number>> = {
  'reply-time': 4,
  'answered-share': 90,
  sentiment: 20,
  mentions: 100,
}

/** The same objective by another indicator; what somebody has worded themselves stays as they said it. */
export function turned(
  objective: Objective,
  indicator: Indicator,
  words: (of: Indicator) => string,
): Objective {
  const own = objective.label.trim() !== '' && objective.label !== words(objective.indicator)
  return {
    ...objective,
    indicator,
    label: own ? objective.label : words(indicator),
    target: FIRST_TARGET[indicator] ?? objective.target,
  }
}
