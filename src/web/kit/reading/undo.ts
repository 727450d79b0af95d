import type { ActivityItem, Mark, Verdicts } from '../../../server/api.ts'

/** What a verdict goes back to: what a person had said before, or where nobody had, the models. */
export interface StepBack {
  mark: Mark
  /** As it is put again; absent: given back to the models. */
  said?: Verdicts
}

/** What takes a correction of a post back, the post being as it was before it. */
export function stepsBack(item: ActivityItem, verdicts: Verdicts): StepBack[] {
  return marksIn(verdicts).map((mark) =>
    item.corrected?.includes(mark) ? { mark, said: only(mark, before(item)) } : { mark },
  )
}

function marksIn({ sentiment, toxic, intent, urgency, topics }: Verdicts): Mark[] {
  const said: [Mark, unknown][] = [
    ['sentiment', sentiment],
    ['toxicity', toxic],
    ['intent', intent],
    ['urgency', urgency],
    ['topics', topics],
  ]
  return said.flatMap(([mark, value]) => (value === undefined ? [] : [mark]))
}

function before({ sentiment, toxicity, intent, urgency, topics }: ActivityItem): Verdicts {
  return {
    sentiment,
    toxic: (toxicity ?? 0) >= 0.5,
    topics,
    ...(intent !== null && { intent }),
    ...(urgency !== null && { urgency }),
  }
}

function only(mark: Mark, { sentiment, toxic, intent, urgency, topics }: Verdicts): Verdicts {
  if (mark === 'sentiment') return sentiment ? { sentiment } : {}
  if (mark === 'toxicity') return toxic === undefined ? {} : { toxic }
  if (mark === 'intent') return intent ? { intent } : {}
  if (mark === 'urgency') return urgency === undefined ? {} : { urgency }
  return topics ? { topics } : {}
}
