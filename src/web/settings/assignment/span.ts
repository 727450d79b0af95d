import { plusDays, toCivil, toInstant } from '../../lib/civil.ts'

/** Whole days before today, as the reader's calendar has them. */
export function daysBefore(days: number, zone: string, now: Date): { from: string; to: string } {
  const today = { ...toCivil(zone, now), hour: 0, minute: 0 }
  const from = toInstant(zone, plusDays(today, -days))
  return { from: from.toISOString(), to: toInstant(zone, today).toISOString() }
}
