import type { Conversation, ConversationChange } from '../../server/api.ts'

type Labelled = Pick<Conversation, 'id' | 'labels'>

/** Labels that all of them bear, in the order of the first. */
export function shared(talks: readonly Labelled[]): string[] {
  const [first, ...others] = talks
  return first ? first.labels.filter((label) => others.every(({ labels }) => labels.includes(label))) : []
}

/**
 * What makes of `before`, the labels that all of them bear, `after`: what was added is added to each, what was taken
 * away is taken from each, and what one of them bears besides stays. Those that end alike change together.
 */
export function labelSteps(
  talks: readonly Labelled[],
  before: readonly string[],
  after: readonly string[],
): { ids: string[]; change: ConversationChange }[] {
  const gone = before.filter((label) => !after.includes(label))
  const steps = new Map<string, { ids: string[]; change: { labels: string[] } }>()
  for (const { id, labels: had } of talks) {
    const kept = had.filter((label) => !gone.includes(label))
    const labels = [...kept, ...after.filter((label) => !kept.includes(label))]
    const key = labels.join('\n')
    if (key === had.join('\n')) continue
    const step = steps.get(key) ?? { ids: [], change: { labels } }
    step.ids.push(id)
    steps.set(key, step)
  }
  return [...steps.values()]
}
