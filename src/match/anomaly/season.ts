const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Evidence for each place of a cycle, as plain numbers that can be kept. */
export interface Cycle {
  /** What was seen over what was expected, weighted. */
  seen: number[]
  weight: number[]
}

export interface Season {
  /** 24 hours of a day, and 7 days of a week, in UTC. */
  hours: Cycle
  days: Cycle
}

/** How long a habit is remembered: six weeks. */
const MEMORY = 42 * DAY
/** So many hours (or days) like it are needed until half of what they show is believed. */
const HOURS_UNTIL_HALF = 14
const DAYS_UNTIL_HALF = 5

export function newSeason(): Season {
  return { hours: newCycle(24), days: newCycle(7) }
}

/** By how much this moment usually lies above or below the level; near 1 until habits are seen. */
export function seasonAt(season: Season, at: number): number {
  const { hour, day } = placeOf(at)
  return factor(season.hours, hour, HOURS_UNTIL_HALF) * factor(season.days, day, DAYS_UNTIL_HALF)
}

/**
 * Learns from one point: `ratio` is what came over `expected`. A count of few tells little of its hour, and no hour tells
 * more than one hour: its points depend on each other.
 */
export function learnSeason(season: Season, at: number, expected: number, ratio: number, step: number): void {
  const { hour, day } = placeOf(at)
  const daily = factor(season.hours, hour, HOURS_UNTIL_HALF)
  const weekly = factor(season.days, day, DAYS_UNTIL_HALF)
  learn(season.hours, hour, ratio * daily, evidence(expected, HOUR / step), (step * 24) / MEMORY)
  learn(season.days, day, ratio * weekly, evidence(expected, DAY / step), (step * 7) / MEMORY)
}

function newCycle(places: number): Cycle {
  return { seen: Array(places).fill(0), weight: Array(places).fill(0) }
}

function placeOf(at: number): { hour: number; day: number } {
  const hours = Math.floor(at / HOUR)
  const days = Math.floor(at / DAY)
  return { hour: ((hours % 24) + 24) % 24, day: ((days % 7) + 7) % 7 }
}

function factor({ seen, weight }: Cycle, place: number, prior: number): number {
  return ((seen[place] ?? 0) + prior) / ((weight[place] ?? 0) + prior)
}

function evidence(expected: number, points: number): number {
  return expected / (1 + expected * points)
}

function learn(cycle: Cycle, place: number, ratio: number, weight: number, fading: number): void {
  const kept = Math.exp(-fading)
  cycle.seen[place] = (cycle.seen[place] ?? 0) * kept + weight * ratio
  cycle.weight[place] = (cycle.weight[place] ?? 0) * kept + weight
}
