import type { Measured } from '../../relate/inbox/index.ts'
import { type Line, lineOf } from './line.ts'

export interface ServiceFigures extends Line {
  id: string
  name: string
  reasons: (Line & { id: string; words: { fr: string; en: string } })[]
}

/** By service and reason, the busiest first. */
export function byService(rows: readonly Measured[]): ServiceFigures[] {
  const services = [...Map.groupBy(rows, (row) => row.serviceId)].map(([id, mine]) => ({
    ...{ id, name: mine[0]?.service ?? '' },
    ...lineOf(mine),
    reasons: [...Map.groupBy(mine, (row) => row.reasonId)]
      .map(([reasonId, some]) => ({
        id: reasonId,
        words: some[0]?.reason ?? { fr: '', en: '' },
        ...lineOf(some),
      }))
      .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
  }))
  return services.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}

/** Reasons that are told apart in each week; the rest is one. */
const MOST_REASONS = 5

export interface Week {
  day: string
  counts: Record<string, number>
}

/** The weightiest reasons of the span, and how often each was raised in each week; zero is zero. */
export function reasonsOverTime(
  rows: readonly Measured[],
  weeks: readonly { day: string; from: Date; to: Date }[],
): { reasons: { id: string; words: { fr: string; en: string } }[]; weeks: Week[] } {
  const all = byService(rows).flatMap(({ reasons }) => reasons)
  const top = all.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, MOST_REASONS)
  const ids = new Set(top.map(({ id }) => id))
  return {
    reasons: top.map(({ id, words }) => ({ id, words })),
    weeks: weeks.map(({ day, from, to }) => {
      const mine = rows.filter(({ created }) => created >= from && created < to)
      const counts = Object.fromEntries(
        top.map(({ id }) => [id, mine.filter((row) => row.reasonId === id).length]),
      )
      return { day, counts: { ...counts, other: mine.filter((row) => !ids.has(row.reasonId)).length } }
    }),
  }
}
