import type { WatchedSiteDetail } from '../../../server/api.ts'

export interface Hour {
  at: string
  /** Share of the hour of which it is known that it was down; null where nothing is known. */
  down: number | null
  took: number | null
  most: number | null
}

const HOUR = 3_600_000
const HOURS = 168

/** The last seven days hour by hour; those of which nothing is known are there, and empty. */
export function weekOf(hours: WatchedSiteDetail['hours'], now: number): Hour[] {
  const known = new Map(hours.map((hour) => [Date.parse(hour.hour), hour]))
  const last = Math.floor(now / HOUR) * HOUR
  return Array.from({ length: HOURS }, (_, i) => {
    const at = last - (HOURS - 1 - i) * HOUR
    const hour = known.get(at)
    const seconds = hour ? hour.up + hour.down : 0
    return {
      at: new Date(at).toISOString(),
      down: hour && seconds > 0 ? hour.down / seconds : null,
      took: hour?.took ?? null,
      most: hour?.most ?? null,
    }
  })
}

/** The middle of what answers took, and the slowest hour: what the chart says in a sentence. */
export function findingOf(week: readonly Hour[]): { usual: number; slowest: Hour } | undefined {
  const measured = week.filter((hour) => hour.took !== null).toSorted((a, b) => (a.took ?? 0) - (b.took ?? 0))
  const slowest = measured.at(-1)
  const usual = measured[measured.length >> 1]?.took
  return slowest && usual !== null && usual !== undefined ? { usual, slowest } : undefined
}
