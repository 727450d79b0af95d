import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { leaningOf } from './scale.ts'

/** Shares and tones in words, with their bounds. */
export function useFigures() {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const digits = (share: number) => (share < 0.1 ? 1 : 0)
  const percent = (share: number) =>
    format.number(share, { style: 'percent', maximumFractionDigits: digits(share) })
  const net = (tone: number) => format.number(Math.round(100 * tone), { signDisplay: 'exceptZero' })
  return {
    ...format,
    percentOf: percent,
    share: (figure: Figure | null) =>
      figure
        ? t('figure.share', {
            value: percent(figure.value),
            low: percent(figure.low),
            high: percent(figure.high),
          })
        : t('figure.unknown'),
    tone: (figure: Figure | null) =>
      figure
        ? t('figure.tone', { value: net(figure.value), low: net(figure.low), high: net(figure.high) })
        : t('figure.unknown'),
    leaning: (figure: Figure | null) => t(`leaning.${leaningOf(figure)}`),
    bucket: (from: string, step: 'day' | 'week' | 'month') =>
      step === 'month'
        ? format.date(from, { month: 'long', year: 'numeric' })
        : t(`bucket.${step}`, {
            day: format.date(from, { day: 'numeric', month: 'short', year: 'numeric' }),
          }),
    tick: (from: string, step: 'day' | 'week' | 'month') =>
      format.date(from, step === 'month' ? { month: 'short' } : { day: 'numeric', month: 'short' }),
  }
}
