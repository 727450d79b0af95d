import { NativeSelect } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EscalationBounds, EscalationLine, EscalationReport } from '../../../server/api.ts'
import { SERVICE_SPANS } from '../../app/search.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'

const route = getRouteApi('/app/reports/escalations')

function reportQuery(span: string) {
  return queryOptions({
    queryKey: ['escalation-report', span],
    queryFn: ({ signal }) => api.get<EscalationReport>('/reports/escalations', { span }, signal),
  })
}

/** A figure with its bounds, or that it is not known yet. */
function useBounds() {
  const { t } = useTranslation('service')
  const { number, percent, span } = useFormat()
  const of = (value: EscalationBounds | null, say: (n: number) => string) =>
    value
      ? t('report.bounds', { value: say(value.value), low: say(value.low), high: say(value.high) })
      : t('report.unknown')
  return {
    hours: (value: EscalationBounds | null) => of(value, (n) => span(n * 3600)),
    share: (value: EscalationBounds | null) => of(value, percent),
    number,
  }
}

const COLUMNS = [
  'what',
  'count',
  'open',
  'answer',
  'answer90',
  'closure',
  'closure90',
  'late',
  'again',
] as const

function Row({ name, line, strong }: { name: string; line: EscalationLine; strong?: boolean }) {
  const { hours, share, number } = useBounds()
  return (
    <tr>
      <th scope="row">{strong ? <strong>{name}</strong> : name}</th>
      <td>{number(line.count)}</td>
      <td>{number(line.open)}</td>
      <td>{hours(line.toAnswer.median)}</td>
      <td>{hours(line.toAnswer.p90)}</td>
      <td>{hours(line.toClosure.median)}</td>
      <td>{hours(line.toClosure.p90)}</td>
      <td>{share(line.late)}</td>
      <td>{share(line.again)}</td>
    </tr>
  )
}

function Services({ report }: { report: EscalationReport }) {
  const { t } = useTranslation('service')
  const { locale } = useFormat()
  return (
    <section className="sheet stack" aria-labelledby="services">
      <h2 id="services">{t('report.services')}</h2>
      <p className="hush small">{t('report.how')}</p>
      <ScrollRegion className="table-scroll" label={t('common:table_of', { title: t('report.services') })}>
        <table className="table">
          <thead>
            <tr>
              {COLUMNS.map((key) => (
                <th key={key} scope="col">
                  {t(`report.col.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={t('report.all')} line={report.all} strong />
            {report.services.flatMap((service) => [
              <Row key={service.id} name={service.name} line={service} strong />,
              ...service.reasons.map((one) => (
                <Row key={`${service.id} ${one.id}`} name={wordsIn(one.words, locale)} line={one} />
              )),
            ])}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function OverTime({ report: { overTime } }: { report: EscalationReport }) {
  const { t } = useTranslation('service')
  const { locale, day, number } = useFormat()
  return (
    <section className="sheet stack" aria-labelledby="over-time">
      <h2 id="over-time">{t('report.over_time')}</h2>
      <ScrollRegion className="table-scroll" label={t('common:table_of', { title: t('report.over_time') })}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('report.week')}</th>
              {overTime.reasons.map(({ id, words }) => (
                <th key={id} scope="col">
                  {wordsIn(words, locale)}
                </th>
              ))}
              <th scope="col">{t('report.other')}</th>
            </tr>
          </thead>
          <tbody>
            {overTime.weeks.map((week) => (
              <tr key={week.day}>
                <th scope="row">{day(week.day, { day: 'numeric', month: 'short' })}</th>
                {[...overTime.reasons.map(({ id }) => id), 'other'].map((id) => (
                  <td key={id}>{number(week.counts[id] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

/** How services answer: how much, how fast, and why they are asked; a figure has its bounds, and nobody is ranked. */
export function EscalationsReportPage() {
  const { t } = useTranslation('service')
  const { span = '13w' } = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery(reportQuery(span))
  return (
    <div className="page">
      <PageHeader title={t('report.title')} lead={t('report.lead')}>
        <a href={apiUrl('/reports/escalations.csv', { span })} download>
          {t('report.csv')}
        </a>
      </PageHeader>
      <div className="stack-l">
        <NativeSelect
          label={t('report.span')}
          value={span}
          data={SERVICE_SPANS.map((value) => ({ value, label: t(`report.span_${value}`) }))}
          onChange={(event) => {
            const chosen = SERVICE_SPANS.find((one) => one === event.currentTarget.value)
            navigate({ to: '/reports/escalations', search: { span: chosen }, replace: true })
          }}
        />
        <Loaded query={query}>
          {(report) =>
            report.all.count === 0 ? (
              <EmptyState title={t('report.empty')}>{t('report.empty_text')}</EmptyState>
            ) : (
              <>
                <Services report={report} />
                <OverTime report={report} />
              </>
            )
          }
        </Loaded>
      </div>
    </div>
  )
}
