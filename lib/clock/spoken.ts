import { wallOf } from './civil.ts'

type Locale = 'fr' | 'en'

/** Cities that give zones their names and that French calls otherwise. */
const FRENCH: Record<string, string> = {
  Algiers: 'Alger',
  Athens: 'Athènes',
  Brussels: 'Bruxelles',
  Bucharest: 'Bucarest',
  Beirut: 'Beyrouth',
  Cairo: 'Le Caire',
  Copenhagen: 'Copenhague',
  Jerusalem: 'Jérusalem',
  Lisbon: 'Lisbonne',
  London: 'Londres',
  Mauritius: 'Maurice',
  Moscow: 'Moscou',
  Noumea: 'Nouméa',
  Reunion: 'La Réunion',
  Seoul: 'Séoul',
  Singapore: 'Singapour',
  Vienna: 'Vienne',
  Warsaw: 'Varsovie',
}

/** The clocks of a zone as people call them: by the city that its name ends in. */
export function zoneWords(locale: Locale, zone: string): string {
  if (!zone.includes('/') || zone.startsWith('Etc/')) return zone.replace('Etc/', '')
  const name = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  if (locale === 'en') return `${name} time`
  const city = FRENCH[name] ?? name
  if (city.startsWith('Le ')) return `heure du ${city.slice(3)}`
  return /^([aeiouàâéèêîïô]|Helsinki|Honolulu)/i.test(city) ? `heure d’${city}` : `heure de ${city}`
}

function dayWords(locale: Locale, at: Date, zone: string, now: Date): string {
  const { year, day } = wallOf(at, zone)
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at)
  const date = locale === 'fr' && day === 1 ? '1er' : String(day)
  const words = `${part({ weekday: 'long' })} ${date} ${part({ month: 'long' })}`
  return year === wallOf(now, zone).year ? words : `${words} ${year}`
}

function timeWords(locale: Locale, at: Date, zone: string): string {
  const { minutes } = wallOf(at, zone)
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
  const two = String(minute).padStart(2, '0')
  if (locale === 'fr') return minute === 0 ? `${hour}\u00A0h` : `${hour}\u00A0h\u00A0${two}`
  return `${hour % 12 || 12}:${two}\u00A0${hour < 12 ? 'am' : 'pm'}`
}

/**
 * An appointment as people write it: `lundi 23 novembre à 10 h (heure de Paris)`, `Monday 23 November, 10:00 am (Paris time)`;
 * with the year where it is another than that of `now`, and also by the clocks of `own` where those show something else.
 */
export function spokenAt(
  locale: Locale,
  at: Date,
  { zone, own, now }: { zone: string; own?: string | null; now: Date },
): string {
  const day = dayWords(locale, at, zone, now)
  const join = locale === 'fr' ? ' à ' : ', '
  const said = `${day}${join}${timeWords(locale, at, zone)} (${zoneWords(locale, zone)})`
  if (!own) return said
  const [ours, theirs] = [wallOf(at, zone), wallOf(at, own)]
  if (ours.minutes === theirs.minutes && ours.day === theirs.day) return said
  const other = ours.day === theirs.day ? '' : `${dayWords(locale, at, own, now)}${join}`
  const that = locale === 'fr' ? 'soit' : 'that is'
  return `${said}, ${that} ${other}${timeWords(locale, at, own)} (${zoneWords(locale, own)})`
}
