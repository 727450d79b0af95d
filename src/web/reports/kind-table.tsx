import { useTranslation } from 'react-i18next'
import type { ServiceLine, ServiceReport } from '../../server/api.ts'
import { useChannelName } from '../kit/channel-name.tsx'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './reports.module.css'
import { useSay } from './say.ts'

type KindReport = ServiceReport['kinds'][number]

function Lines({
  title,
  lines,
  nameOf,
}: {
  title: string
  lines: ServiceLine[]
  nameOf(key: string): string
}) {
  const format = useFormat()
  const { share, minutes } = useSay()
  if (lines.length === 0) return null
  return (
    <tbody>
      <tr>
        <th colSpan={7} scope="rowgroup" className={classes.group}>
          {title}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.key}>
          <th scope="row">{nameOf(line.key)}</th>
          <td>{format.number(line.ended)}</td>
          <td>{share(line.within, line.judged)}</td>
          <td>{minutes(line.worked?.median)}</td>
          <td>{minutes(line.worked?.p90)}</td>
          <td>{minutes(line.elapsed?.median)}</td>
          <td>{format.number(line.unanswered)}</td>
        </tr>
      ))}
    </tbody>
  )
}

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
          <Lines title={t('part.all')} lines={[all]} nameOf={() => t('all')} />
          <Lines title={t('part.channel')} lines={channels} nameOf={channel} />
          <Lines title={t('part.priority')} lines={priorities} nameOf={(key) => t(`priority.${key}`)} />
          <Lines
            title={t('part.tier')}
            lines={tiers}
            nameOf={(key) => tierNames.get(key) ?? t(key === 'none' ? 'tier.none' : 'tier.gone')}
          />
          <Lines title={t('part.week')} lines={weeks} nameOf={week} />
        </table>
      </ScrollRegion>
    </section>
  )
}
