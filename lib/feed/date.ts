const HOUR = 60
/** Minutes east of Greenwich; where one name means several zones, the one that feeds mean. */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 1 * HOUR,
  bst: 1 * HOUR,
  cet: 1 * HOUR,
  met: 1 * HOUR,
  mez: 1 * HOUR,
  cest: 2 * HOUR,
  mest: 2 * HOUR,
  mesz: 2 * HOUR,
  eet: 2 * HOUR,
  sast: 2 * HOUR,
  eest: 3 * HOUR,
  msk: 3 * HOUR,
  msd: 4 * HOUR,
  pkt: 5 * HOUR,
  ist: 5.5 * HOUR,
  ict: 7 * HOUR,
  wib: 7 * HOUR,
  awst: 8 * HOUR,
  hkt: 8 * HOUR,
  sgt: 8 * HOUR,
  jst: 9 * HOUR,
  kst: 9 * HOUR,
  acst: 9.5 * HOUR,
  aest: 10 * HOUR,
  acdt: 10.5 * HOUR,
  aedt: 11 * HOUR,
  nzst: 12 * HOUR,
  nzdt: 13 * HOUR,
  ndt: -2.5 * HOUR,
  nst: -3.5 * HOUR,
  brt: -3 * HOUR,
  art: -3 * HOUR,
  adt: -3 * HOUR,
  ast: -4 * HOUR,
  at: -4 * HOUR,
  edt: -4 * HOUR,
  est: -5 * HOUR,
  et: -5 * HOUR,
  cdt: -5 * HOUR,
  cst: -6 * HOUR,
  ct: -6 * HOUR,
  mdt: -6 * HOUR,
  mst: -7 * HOUR,
  mt: -7 * HOUR,
  pdt: -7 * HOUR,
  pst: -8 * HOUR,
  pt: -8 * HOUR,
  akdt: -8 * HOUR,
  akst: -9 * HOUR,
  hst: -10 * HOUR,
}

/** Beginnings of month names, accents removed: English, French, German, Spanish, Italian, Portuguese, Dutch, Hungarian, Greek. */
const MONTHS = [
  'jan ene gen ιαν',
  'feb fev φεβ',
  'mar mrt maa μαρ μαω',
  'apr avr abr απρ',
  'may mai mag mei maj μαι',
  'jun juin giu ιουν ιον',
  'jul juil lug ιουλ ιολ',
  'aug aou ago αυγ',
  'sep set sze σεπ',
  'oct okt ott out οκτ',
  'nov νοε',
  'dec dez dic δεκ',
].map((names) => names.split(' '))

interface Parts {
  year: number
  month: number
  day: number
  minutes: number
  seconds: number
  zone: number
}

/**
 * The moment that a feed's date means, in whatever manner it is written: RFC 822 with names of zones and of months in
 * nine languages, ISO 8601 and its shortenings, asctime, day/month/year, seconds since 1970. Without a zone it is UTC.
 * Undefined for what is no date, and for the thirtieth of February.
 */
export function parseDate(written: string | undefined): Date | undefined {
  const text = written?.trim().slice(0, 100)
  if (!text) return undefined
  const parts = iso(text) ?? worded(text) ?? numbered(text)
  return parts ? moment(parts) : epoch(text)
}

function moment({ year, month, day, minutes, seconds, zone }: Parts): Date | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || minutes > 24 * HOUR || seconds > 60) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1) return undefined
  date.setTime(date.getTime() + ((minutes - zone) * 60 + Math.min(seconds, 59)) * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const ISO =
  /^(\d{4})(?:-?(\d{3})(?!\d)|-?W(\d{2})(?:-?([1-7]))?|-?(\d{1,2})(?:-?(\d{1,2}))?)?(?:(?:\s*[Tt_]|\s+|-(?=\d{1,2}:))\s*(.+))?$/

function iso(text: string): Parts | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, ordinal, week, weekday, month = '1', day = '1', clock] = match
  const time = clock === undefined ? { minutes: 0, seconds: 0, zone: 0 } : readClock(clock)
  if (!time) return undefined
  const date = { year: Number(year), month: Number(month), day: Number(day) }
  if (ordinal) return { ...fromDayOfYear(date.year, Number(ordinal)), ...time }
  if (week) return { ...fromWeek(date.year, Number(week), Number(weekday ?? 1)), ...time }
  return { ...date, ...time }
}

function fromDayOfYear(year: number, ordinal: number) {
  const date = new Date(Date.UTC(year, 0, ordinal))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The fourth of January is always in week one. */
function fromWeek(year: number, week: number, weekday: number) {
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7
  return fromDayOfYear(year, 4 - fourth + (week - 1) * 7 + weekday)
}

const CLOCK = /^(\d{1,2})(?:[:h.]?(\d{2})(?:[:m.]?(\d{1,2})(?:[.,]\d+)?)?)?s?\s*(?:([ap])\.?m\b\.?)?\s*(.*)$/i

/** A time of day and the zone after it; undefined unless the whole text is that. */
function readClock(text: string): Pick<Parts, 'minutes' | 'seconds' | 'zone'> | undefined {
  const match = CLOCK.exec(text.trim())
  if (!match) return undefined
  const [, hours, minutes = '0', seconds = '0', half, after = ''] = match
  const zone = readZone(after)
  if (zone === undefined || Number(minutes) > 59) return undefined
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours)
  return { minutes: hour * HOUR + Number(minutes), seconds: Number(seconds), zone }
}

/** `+0200`, `GMT+2`, `-07:00 (PDT)`, `EST`, nothing; undefined for what is no zone. */
function readZone(text: string): number | undefined {
  const bare = text.replace(/\(.*$/, '').trim().toLowerCase()
  const match = /^([a-z]{1,5})?\s*(?:([+-])\s*(\d{1,2}):?(\d{2})?)?(?:\s+[a-z]{1,5})?$/.exec(bare)
  if (!match) return undefined
  const [, name, sign, hours, minutes = '0'] = match
  if (sign && hours) return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes))
  return name ? (ZONES[name] ?? 0) : 0
}

/** Dates with a month in letters, in any order: `Thu, 01 Jan 2004 19:48:21 GMT`, `Jan 1, 2004`, `1er août 2024 à 9h15`. */
function worded(text: string): Parts | undefined {
  const clock = /\b\d{1,2}\s*(?:[:h]\s*\d{2}|[ap]\.?m\b).*$/i.exec(text)
  const head = clock ? text.slice(0, clock.index) : text
  // asctime puts the year after the time.
  const tail = clock && /\s((?:19|20)\d{2})$/.exec(clock[0])
  const time = clock ? readClock(tail ? clock[0].slice(0, tail.index) : clock[0]) : undefined
  if (clock && !time) return undefined
  const words = `${head} ${tail?.[1] ?? ''}`.match(/\p{L}[\p{L}\p{M}]*|\d+/gu) ?? []
  const at = words.findIndex((word) => monthOf(word) > 0)
  if (at === -1) return undefined
  const numbers = words.filter((word) => /^\d{1,2}$|^\d{4}$/.test(word))
  const [first, second] = numbers
  if (numbers.length !== 2 || !first || !second) return undefined
  const [year, day] = first.length === 4 ? [first, second] : [second, first]
  const date = { year: fullYear(year), month: monthOf(words[at] ?? ''), day: Number(day) }
  return { ...date, ...(time ?? { minutes: 0, seconds: 0, zone: 0 }) }
}

function monthOf(word: string): number {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return MONTHS.findIndex((names) => names.some((name) => plain.startsWith(name))) + 1
}

/** RFC 2822, section 4.3. */
function fullYear(year: string): number {
  const number = Number(year)
  if (year.length > 2) return number
  return number < 50 ? 2000 + number : 1900 + number
}

/** `31/12/2003 10:14`, `12/31/2003`, `31.12.03`, `2004년 05월 28일 01:31:15`: day first unless it cannot be. */
function numbered(text: string): Parts | undefined {
  const match =
    /^\D{0,12}?(\d{1,4})\s*[/.년-]\s*(\d{1,2})\s*[/.월-]\s*(\d{1,4})\s*[일.]?(?:[\sT,]+(\D*?)(\d{1,2}:.+))?$/.exec(
      text,
    )
  if (!match) return undefined
  const [, a = '', b = '', c = '', , clock] = match
  const time = clock === undefined ? { minutes: 0, seconds: 0, zone: 0 } : readClock(clock)
  if (!time) return undefined
  if (a.length >= 3) return { year: Number(a), month: Number(b), day: Number(c), ...time }
  const [day, month] = Number(b) > 12 ? [b, a] : [a, b]
  return { year: fullYear(c), month: Number(month), day: Number(day), ...time }
}

function epoch(text: string): Date | undefined {
  if (!/^\d{9,10}(?:\d{3})?$/.test(text)) return undefined
  return new Date(Number(text) * (text.length > 11 ? 1 : 1000))
}
