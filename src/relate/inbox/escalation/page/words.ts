import { type Locale, translate, type Values } from '../../../../../lib/i18n/index.ts'

/** Says a key of `service.json`. */
export type Say = (key: string, values?: Values) => string

export function sayer(locale: Locale): Say {
  return (key, values = {}) => translate(locale, `service:${key}`, values)
}

export function moment(at: Date, zone: string, locale: Locale): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', options).format(at)
}

export function sizeOf(bytes: number, locale: Locale): string {
  const [value, unit] =
    bytes >= 1_000_000 ? [bytes / 1_000_000, 'megabyte'] : [Math.max(1, bytes / 1000), 'kilobyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}
