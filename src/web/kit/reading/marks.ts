import { useSyncExternalStore } from 'react'
import type { ActivityItem } from '../../../server/api.ts'

type Why = ActivityItem['why']

/** What each open post shows in its words, where it is not what made its sentiment. */
const chosen = new Map<string, Why>()
const watchers = new Set<() => void>()

export function showMarks(id: string, why: Why | undefined): void {
  if (why) chosen.set(id, why)
  else chosen.delete(id)
  for (const tell of watchers) tell()
}

function watch(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

/** The words that weighed in the verdict that was asked about. */
export function useMarks({ id, why }: Pick<ActivityItem, 'id' | 'why'>): Why {
  return useSyncExternalStore(watch, () => chosen.get(id)) ?? why
}
