/** What a community manager's time goes to, in the order of the reference. */
export const AREAS = ['writing', 'answering', 'watching', 'learning', 'reporting'] as const
export type Area = (typeof AREAS)[number]
export type ByArea = Record<Area, number>

/** The split that the craft goes by, in hundredths of the time given. */
export const REFERENCE: Readonly<ByArea> = {
  writing: 30,
  answering: 30,
  watching: 15,
  learning: 10,
  reporting: 15,
}

export function nothing(): ByArea {
  return { writing: 0, answering: 0, watching: 0, learning: 0, reporting: 0 }
}

export function plus(a: Readonly<ByArea>, b: Readonly<ByArea>): ByArea {
  const sum = nothing()
  for (const area of AREAS) sum[area] = a[area] + b[area]
  return sum
}

export function totalOf(minutes: Readonly<ByArea>): number {
  return AREAS.reduce((sum, area) => sum + minutes[area], 0)
}

/** Who does two things in one minute gives it to the first of these: an answer is not watched while it is written. */
const FIRST: readonly Area[] = ['answering', 'writing', 'learning', 'reporting', 'watching']

/** Minutes of a day by area, each counted once, from the minutes that each area was seen in. */
export function counted(seen: Partial<Record<Area, ReadonlySet<number>>>): ByArea {
  const minutes = nothing()
  const taken = new Set<number>()
  for (const area of FIRST) {
    for (const minute of seen[area] ?? []) {
      if (taken.has(minute)) continue
      taken.add(minute)
      minutes[area]++
    }
  }
  return minutes
}

/** Whole hundredths that sum to 100, by largest remainder; null of nothing. */
export function sharesOf(minutes: Readonly<ByArea>): ByArea | null {
  const total = totalOf(minutes)
  if (total === 0) return null
  const exact = AREAS.map((area) => ({ area, share: (100 * minutes[area]) / total }))
  const shares = nothing()
  for (const { area, share } of exact) shares[area] = Math.floor(share)
  const left = 100 - totalOf(shares)
  const byRest = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1))
  for (const { area } of byRest.slice(0, left)) shares[area]++
  return shares
}

/** Fewer make it possible to tell one of them. */
export const FEWEST = 5
const STEP = 5

/**
 * Mean split of some people, each counting as much as any other, in steps of five hundredths: nobody's own can be worked
 * out of it. Null for fewer than five.
 */
export function together(people: readonly Readonly<ByArea>[]): ByArea | null {
  const splits = people.map(sharesOf).filter((shares) => shares !== null)
  if (splits.length < FEWEST) return null
  const sum = splits.reduce(plus, nothing())
  const mean = nothing()
  for (const area of AREAS) mean[area] = Math.round(sum[area] / splits.length / STEP) * STEP
  return mean
}
