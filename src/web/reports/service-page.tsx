import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RatedFigures, ServiceReport } from '../../server/api.ts'
import { SERVICE_SPANS } from '../app/search.ts'
import { useChannelName } from '../kit/channel-name.tsx'
import { Loaded } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { apiUrl } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { KindTable } from './kind-table.tsx'
import { serviceReportQuery } from './queries.ts'
import classes from './reports.module.css'
import { useSay } from './say.ts'

const route = getRouteApi('/app/reports/service')

function Rated({ satisfaction }: Pick<ServiceReport, 'satisfaction'>) {
  const { t } = useTranslation('service-report')
  const format = useFormat()
  const channel = useChannelName()
  const { share } = useSay()
  const { all, channels, mine, skipped, enabled } = satisfaction
  const row = (name: string, figures: RatedFigures) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{format.number(figures.asked)}</td>
      <td>{format.number(figures.answered)}</td>
      <td>{share(figures.rate, figures.asked)}</td>
      <td>{share(figures.satisfied, figures.answered)}</td>
      <td>
        {figures.mean
          ? `${format.number(figures.mean.value, { maximumFractionDigits: 1 })} (${format.number(figures.mean.low, { maximumFractionDigits: 1 })}–${format.number(figures.mean.high, { maximumFractionDigits: 1 })})`
          : t('unknown')}
      </td>
    </tr>
  )
  const { satisfied } = all
  const left = Object.entries(skipped).map(
    ([why, count]) => `${t(`rated.why.${why}`)} ${format.number(count)}`,
  )
  return (
    <section className="sheet stack" aria-labelledby="rated">
      <h2 id="rated">{t('rated.title')}</h2>
      <p>
        {satisfied
          ? t('rated.finding', {
              share: format.percent(satisfied.value),
              low: format.percent(satisfied.low),
              high: format.percent(satisfied.high),
            })
          : t(enabled || all.asked > 0 ? 'rated.none' : 'rated.off')}
      </p>
      {!enabled && (
        <p>
          {all.asked > 0 && t('rated.stopped')}{' '}
          <Link to="/settings/time-targets" hash="rating">
            {t('rated.set')}
          </Link>
        </p>
      )}
      {all.asked > 0 && (
        <ScrollRegion
          className={classes.scroll ?? ''}
          label={t('common:table_of', { title: t('rated.title') })}
        >
          <table className={classes.table}>
            <thead>
              <tr>
                {[
                  'col.what',
                  'rated.asked',
                  'rated.answered',
                  'rated.rate',
                  'rated.satisfied',
                  'rated.mean',
                ].map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {row(t('all'), all)}
              {channels.map((one) => row(channel(one.key), one))}
              {mine && row(t('rated.mine'), mine)}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {left.length > 0 && <p className="hush small">{t('rated.skipped', { list: format.list(left) })}</p>}
    </section>
  )
}

/** How soon people were answered against what was aimed at, and what they say of it. */
export function ServiceReportPage() {
  const { t } = useTranslation('service-report')
  const format = useFormat()
  const navigate = useNavigate()
  const search = route.useSearch()
  const query = useQuery(serviceReportQuery(search))
  const day = (date: string) => format.day(date, { day: 'numeric', month: 'long', year: 'numeric' })
  const span = search.span ?? '13w'
  return (
    <div className="page">
      <PageHeader
        title={t('title')}
        lead={
          query.data &&
          t('lead', {
            from: day(query.data.from),
            to: format.date(new Date().toISOString(), { day: 'numeric', month: 'long', year: 'numeric' }),
            zone: query.data.timeZone,
          })
        }
      >
        <NativeSelect
          aria-label={t('span')}
          value={span}
          data={SERVICE_SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
          onChange={(event) => {
            const next = SERVICE_SPANS.find((one) => one === event.currentTarget.value)
            void navigate({ to: '/reports/service', search: { span: next }, replace: true })
          }}
        />
        <a href={apiUrl('/reports/service.csv', { span })} download>
          {t('csv')}
        </a>
      </PageHeader>
      <Loaded query={query}>
        {(report) => (
          <div className="stack-l">
            {report.kinds.every(({ all }) => all === null) && <p className="notice">{t('none')}</p>}
            {report.kinds.map((kind) => (
              <KindTable key={kind.kind} report={kind} />
            ))}
            <Rated satisfaction={report.satisfaction} />
          </div>
        )}
      </Loaded>
    </div>
  )
}
