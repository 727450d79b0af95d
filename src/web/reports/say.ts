import { useTranslation } from 'react-i18next'
import type { Bounded } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'

/** How figures of a report are said: a share with its bounds, a time, or that it is not known yet. */
export function useSay() {
  const { t } = useTranslation('service-report')
  const format = useFormat()
  return {
    share(figure: Bounded, of: number): string {
      if (!figure) return t('unknown')
      const low = format.percent(figure.low)
      const high = format.percent(figure.high)
      return `${format.percent(figure.value)} (${t('bounds', { low, high, judged: format.number(of) })})`
    },
    minutes: (value: number | undefined) => (value === undefined ? '—' : format.span(Math.round(value * 60))),
  }
}
