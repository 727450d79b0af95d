import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { type Bar, Bars } from '../kit/bars.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'

const HOUR_MS = 3_600_000

/** The last 48 hours; each column opens the posts of its hour. */
export function Hours({ hours }: { hours: Day['hours'] }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const navigate = useNavigate()
  const bars: Bar[] = hours.map((hour) => {
    const of = format.date(hour.at, { hour: 'numeric' })
    const midnight =
      Number(format.date(hour.at, { hour: 'numeric', hourCycle: 'h23' }).replace(/\D/g, '')) % 12
    return {
      key: hour.at,
      label: format.date(hour.at, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric' }),
      tick: midnight === 0 ? `${format.date(hour.at, { weekday: 'short' })} ${of}` : undefined,
      count: hour.count,
      negative: hour.negative,
    }
  })
  const peak = bars.reduce<Bar | undefined>(
    (best, bar) => (!best || bar.count > best.count ? bar : best),
    undefined,
  )
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  const title =
    !peak || total === 0
      ? t('hours.none')
      : t('hours.title', { total: format.number(total), when: peak.label, count: peak.count })
  function open(bar: Bar) {
    const to = new Date(Date.parse(bar.key) + HOUR_MS).toISOString()
    navigate({ to: '/watch/posts', search: { from: bar.key, to } })
  }
  return (
    <section className={`sheet ${classes.wide}`}>
      <Bars title={title} bars={bars} onPick={open} />
    </section>
  )
}
