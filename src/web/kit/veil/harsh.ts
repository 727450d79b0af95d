import type { ActivityItem, Me } from '../../../server/api.ts'

/** From how likely an offence on words are blurred, 0 to 1: what most likely offends, or whatever likely does. */
const FROM: Record<Me['user']['veil'], number> = { off: Number.POSITIVE_INFINITY, harsh: 0.8, strict: 0.5 }

/** Whether words that offend so likely are blurred for somebody; those that were not read are not. */
export function isHarsh(toxicity: number | null, veil: Me['user']['veil']): boolean {
  return toxicity !== null && toxicity >= FROM[veil]
}

/** Of a post how likely it offends, where that counts: our own words, and what is gone, are never blurred. */
export function harmIn({
  toxicity,
  ours,
  deleted,
}: Pick<ActivityItem, 'toxicity' | 'ours' | 'deleted'>): number | null {
  return ours || deleted ? null : toxicity
}

/** Which of some blurred places a key means: the one with the focus, else that under the pointer or current, else the first in view. */
export function meant<T extends { focused: boolean; near: boolean; inView: boolean }>(
  places: readonly T[],
): T | undefined {
  return (
    places.find(({ focused }) => focused) ??
    places.find(({ near }) => near) ??
    places.find(({ inView }) => inView)
  )
}
