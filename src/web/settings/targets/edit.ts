import type { TimeSettings } from '../../../server/api.ts'

/** The list with one of it changed. */
export function replaced<T extends { id: string }>(all: readonly T[], id: string, change: Partial<T>): T[] {
  return all.map((one) => (one.id === id ? { ...one, ...change } : one))
}

/** A policy whose calendar goes counts round the clock: rather said than left to point nowhere. */
export function withoutCalendar(settings: TimeSettings, id: string): TimeSettings {
  return {
    ...settings,
    calendars: settings.calendars.filter((one) => one.id !== id),
    policies: settings.policies.map((one) => (one.calendarId === id ? { ...one, calendarId: null } : one)),
  }
}
