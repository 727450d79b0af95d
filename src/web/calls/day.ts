import { toCivil, toField } from '../lib/civil.ts'

/** `YYYY-MM-DD` of the reader's own day. */
export function dayOf(at: Date): string {
  return [
    at.getFullYear(),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-')
}

/** The instants between which a day of the reader lies, also one of 23 or 25 hours. */
export function spanOf(day: string): { from: string; to: string } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = (days: number) => new Date(year, month - 1, date + days).toISOString()
  return { from: at(0), to: at(1) }
}

export function dayAfter(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(new Date(year, month - 1, date + days))
}

/** Whether the clocks of a zone show a call at another time than those of its site. */
export function otherClocks({ starts, wall }: { starts: string; wall: string }, zone: string): boolean {
  return toField(toCivil(zone, new Date(starts))).replace('T', ' ') !== wall
}
