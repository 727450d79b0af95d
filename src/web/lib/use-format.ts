import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../server/api.ts'
import * as format from './format.ts'

/** The formatters of the reader's language and zone. */
export function useFormat() {
  const { i18n } = useTranslation()
  const me = useQuery<Me>({ queryKey: ['me'], enabled: false }).data
  const locale = i18n.language
  const zone = me?.user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return useMemo(
    () => ({
      locale,
      zone,
      number: (value: number, options?: Intl.NumberFormatOptions) => format.number(locale, value, options),
      date: (iso: string, options: Intl.DateTimeFormatOptions) =>
        format.date(locale, zone, new Date(iso), options),
      /** A calendar day (`2026-11-20`), which has no zone. */
      day: (day: string, options: Intl.DateTimeFormatOptions) =>
        format.date(locale, 'UTC', new Date(`${day.slice(0, 10)}T12:00:00Z`), options),
      exact: (iso: string) => format.exact(locale, zone, iso),
      relative: (iso: string, now: number) => format.relative(locale, zone, iso, now),
      span: (seconds: number) => format.span(locale, seconds),
      percent: (share: number) => format.percent(locale, share),
      change: (value: number, usual: number) => format.change(locale, value, usual),
      bytes: (size: number) => format.bytes(locale, size),
      list: (items: string[]) => new Intl.ListFormat(locale).format(items),
    }),
    [locale, zone],
  )
}
