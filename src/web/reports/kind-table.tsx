import { useTranslation } from 'react-i18next'
import type { ServiceReport } from '../../server/api.ts'
import { useChannelName } from '../kit/channel-name.tsx'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { useFormat } from '../lib/use-format.ts'
import { KindLines } from './kind-lines.tsx'
import classes from './reports.module.css'

type KindReport = ServiceReport['kinds'][number]

const COLUMNS = ['what', 'ended', 'within', 'worked', 'worked90', 'elapsed', 'unanswered']

/** One of the three kinds of targets: the finding in words, then all of it as a table. */
export function KindTable({
  report: { kind, all, channels, priorities, tiers, weeks },
}: {
  report: KindReport
}) {
  const { t } = useTranslation('service-report')
  const format = useFormat()
  const channel = useChannelName()
  if (!all) return null
  const { within, judged } = all
  const tierNames = new Map(tiers.map(({ key, name }) => [key, name]))
  const week = (day: string) => format.day(day, { day: 'numeric', month: 'short', year: 'numeric' })
  return (
    <section className="sheet stack" aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`}>{t(`kind.${kind}`)}</h2>
      <p>
        {within
          ? t('finding', {
              share: format.percent(within.value),
              low: format.percent(within.low),
              high: format.percent(within.high),
              judged: format.number(judged),
            })
          : t('finding_none')}
      </p>
      <ScrollRegion
        className={classes.scroll ?? ''}
        label={t('common:table_of', { title: t(`kind.${kind}`) })}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              {COLUMNS.map((key) => (
                <th key={key} scope="col">
                  {t(`col.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <KindLines title={t('part.all')} lines={[all]} nameOf={() => t('all')} />
          <KindLines title={t('part.channel')} lines={channels} nameOf={channel} />
          <KindLines title={t('part.priority')} lines={priorities} nameOf={(key) => t(`priority.${key}`)} />
          <KindLines
            title={t('part.tier')}
            lines={tiers}
            nameOf={(key) => tierNames.get(key) ?? t(key === 'none' ? 'tier.none' : 'tier.gone')}
          />
          <KindLines title={t('part.week')} lines={weeks} nameOf={week} />
        </table>
      </ScrollRegion>
    </section>
  )
}
