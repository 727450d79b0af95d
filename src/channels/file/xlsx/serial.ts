const DAY = 86_400_000
/** Days from 1899-12-30 to 1904-01-01, where the Macintosh calendar begins. */
const MAC_START = 1462

/**
 * What an Excel day number reads on the wall: `2024-01-31`, `2024-01-31T14:30:00`, or `14:30:00` for a time alone. Day
 * 60 of the 1900 calendar is the 29 February that year did not have: it and those before are a day early there.
 */
export function serialToCivil(serial: number, date1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return undefined
  if (serial < 1 && !date1904) return clock(Math.round(serial * DAY) % DAY)
  const days = Math.floor(serial)
  const early = !date1904 && days < 60 ? 1 : 0
  // Rounded to the millisecond first: 0.999999999 of a day is midnight, of the day after.
  const at = Math.round((serial + early + (date1904 ? MAC_START : 0)) * DAY) + Date.UTC(1899, 11, 30)
  const iso = new Date(at).toISOString()
  // Past the year 9999, which rounding and the later calendar may reach.
  if (iso.startsWith('+')) return undefined
  const time = clock(((at % DAY) + DAY) % DAY)
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${time}`
}

function clock(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString().slice(11, 23)
  return iso.endsWith('.000') ? iso.slice(0, 8) : iso
}

/** A number as it reads in a cell: Excel keeps 15 digits, and shows 4.1 for 4.0999999999999996. */
export function numberText(raw: string): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  // Identifiers this long have lost their last digits: written so that they are known for it (see identity.ts).
  if (Math.abs(value) >= 1e15) return value.toExponential().replace('e', 'E')
  return String(Number(value.toPrecision(15)))
}

const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

/** Whether a number format shows a date or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.some(([from = 0, to = 0]) => id >= from && id <= to)
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general/gi, '')
  return /[dmyhs]|[aj]{2,}/i.test(bare) && !/[0#?]/.test(bare.replace(/[.,]0+/g, ''))
}
