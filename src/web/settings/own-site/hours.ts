export interface Window {
  day: number
  from: string
  to: string
}

const SPAN = /^([01]?\d|2[0-3])(?:[:hH]([0-5]\d)?)?\s*[-–—]\s*([01]?\d|2[0-4])(?:[:hH]([0-5]\d)?)?$/

/** Windows of a day as people write them: `09:00–12:00, 14:00–18:00`. */
export function written(windows: readonly Window[], day: number): string {
  return windows
    .filter((one) => one.day === day)
    .map(({ from, to }) => `${from}–${to}`)
    .join(', ')
}

/** What was written of a day, as windows; undefined where it is none. `9h-12h` and `9-12` are taken too. */
export function readHours(text: string, day: number): Window[] | undefined {
  const windows: Window[] = []
  for (const part of text.split(/[,;]/).filter((one) => one.trim() !== '')) {
    const [, fromHour, fromMinute = '00', toHour, toMinute = '00'] = SPAN.exec(part.trim()) ?? []
    if (fromHour === undefined || toHour === undefined) return undefined
    const [from, to] = [
      `${fromHour.padStart(2, '0')}:${fromMinute}`,
      `${toHour.padStart(2, '0')}:${toMinute}`,
    ]
    if (from >= to || to > '24:00') return undefined
    windows.push({ day, from, to })
  }
  return windows
}

/** What a week of work most often is, to start from: mornings and afternoons from Monday to Friday. */
export function usualWeek(): Window[] {
  return [1, 2, 3, 4, 5].flatMap((day) => [
    { day, from: '09:00', to: '12:00' },
    { day, from: '14:00', to: '18:00' },
  ])
}

/** The hours of Monday from Tuesday to Friday too; the end of the week stays as it is. */
export function asMonday<T>(days: readonly T[]): T[] {
  return days.map((one, at) => (at > 0 && at < 5 ? (days[0] ?? one) : one))
}

/** Days that were written, one a line; undefined where one is none. */
export function readDays(text: string): string[] | undefined {
  const days = text.split(/[\s,;]+/).filter(Boolean)
  const right = (day: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    !Number.isNaN(Date.parse(day)) &&
    new Date(day).toISOString().startsWith(day)
  return days.every(right) ? [...new Set(days)].sort() : undefined
}

/** Contrast of two colours `#rrggbb` (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
