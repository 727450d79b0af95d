const FORM = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** Whether a text is one moment, with its zone, of a day that the calendar has: `2026-11-21T09:30:00.000Z`. */
export function isInstant(text: string): boolean {
  const [, day] = FORM.exec(text) ?? []
  if (!day || Number.isNaN(Date.parse(text))) return false
  // The 30th of February would become a day of March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
