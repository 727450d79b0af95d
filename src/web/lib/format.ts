const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

type Formatter = Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.DisplayNames

const formatters = new Map<string, Formatter>()

/** Building an Intl formatter costs a hundred times its use, and a list of rows asks for the same few. */
function kept<F extends Formatter>(key: string, make: () => F): F {
  const known = formatters.get(key)
  if (known) return known as F
  const made = make()
  formatters.set(key, made)
  return made
}

export function number(locale: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return kept(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(
    value,
  )
}

export function date(locale: string, zone: string, at: Date, options: Intl.DateTimeFormatOptions): string {
  return kept(
    `d${locale}${zone}${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }),
  ).format(at)
}

/** The whole instant, in the reader's zone, with the zone's name. */
export function exact(locale: string, zone: string, iso: string): string {
  return date(locale, zone, new Date(iso), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

/** Days since the beginning of time, as the zone's calendar counts them. */
function dayOf(zone: string, at: Date): number {
  const day = date('sv-SE', zone, at, { year: 'numeric', month: '2-digit', day: '2-digit' })
  return Date.parse(day) / (DAY * 1000)
}

/** How long ago (or until), as people say it: "il y a 3 h", "hier", then the date after a week. */
export function relative(locale: string, zone: string, iso: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000
  const size = Math.abs(seconds)
  const make = () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const words = kept(`r${locale}`, make)
  if (size < 45) return words.format(0, 'second')
  if (size < 55 * MINUTE) return words.format(Math.round(seconds / MINUTE), 'minute')
  const at = new Date(iso)
  // "Yesterday" is a day of the calendar: the small hours of this day are not, late at night either.
  const days = size < 22 * HOUR ? 0 : dayOf(zone, at) - dayOf(zone, new Date(now))
  if (days === 0) return words.format(Math.round(seconds / HOUR), 'hour')
  if (size < 7 * DAY) return words.format(days, 'day')
  const yearOf = (moment: Date) => date('en', zone, moment, { year: 'numeric' })
  const year = yearOf(at) === yearOf(new Date(now)) ? undefined : 'numeric'
  return date(locale, zone, at, { day: 'numeric', month: 'short', year })
}

/** An age or a wait with its unit: "4 min", "3 h", "2 j". */
export function span(locale: string, seconds: number): string {
  const size = Math.max(0, seconds)
  const unit = size < HOUR ? 'minute' : size < 2 * DAY ? 'hour' : 'day'
  const per = { minute: MINUTE, hour: HOUR, day: DAY }[unit]
  return number(locale, Math.max(size < MINUTE ? 1 : 0, Math.floor(size / per)), {
    style: 'unit',
    unit,
    unitDisplay: locale.startsWith('fr') || unit === 'minute' ? 'short' : 'narrow',
  })
}

export function percent(locale: string, share: number): string {
  return number(locale, share, { style: 'percent', maximumFractionDigits: 0 })
}

/** A change told with its sign, for figures beside what is usual. */
export function change(locale: string, value: number, usual: number): string {
  return number(locale, (value - usual) / usual, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  })
}

export function bytes(locale: string, size: number): string {
  const unit = size < 1e6 ? 'kilobyte' : size < 1e9 ? 'megabyte' : 'gigabyte'
  const per = { kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit]
  return number(locale, size / per, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })
}

/** A language by its name, with a capital as names in lists have one; its code where nobody knows it. */
export function languageName(locale: string, code: string): string {
  const names = kept(`l${locale}`, () => new Intl.DisplayNames(locale, { type: 'language' }))
  const name = nameIn(names, code)
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** What has the form of a code and is none, networks send as well. */
function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
