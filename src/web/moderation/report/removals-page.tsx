import { queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RemovalReport, RemovalSums } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { charterQuery } from '../charter/queries.ts'

const route = getRouteApi('/app/moderation/removals')
const SPANS = ['month', 'quarter', 'year'] as const
const COLUMNS = ['done', 'critical', 'restored', 'appealed', 'granted', 'dismissed'] as const

function removalsQuery(span: string) {
  return queryOptions({
    queryKey: ['moderation', 'removals', span],
    queryFn: ({ signal }) => api.get<RemovalReport>('/reports/removals', { span }, signal),
  })
}

/** What was taken away, by rule, channel and month, and what became of it. */
export function RemovalsPage() {
  const { t } = useTranslation('moderation')
  const { span = 'quarter' } = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery(removalsQuery(span))
  return (
    <div className="page">
      <PageHeader title={t('report.title')} lead={t('report.lead')}>
        <Segmented
          label={t('report.span')}
          value={span}
          options={SPANS.map((value) => ({ value, label: t(`report.spans.${value}`) }))}
          onChange={(next) => void navigate({ to: '/moderation/removals', search: { span: next } })}
        />
      </PageHeader>
      <Loaded query={query}>
        {(report) =>
          report.all.done === 0 ? (
            <EmptyState title={t('report.none')}>{t('report.none_text')}</EmptyState>
          ) : (
            <Tables report={report} />
          )
        }
      </Loaded>
      <p>
        <a href={apiUrl('/reports/removals.csv', { span })} download>
          {t('report.csv')}
        </a>
      </p>
    </div>
  )
}

function Tables({ report }: { report: RemovalReport }) {
  const { t } = useTranslation('moderation')
  const { locale, number, day } = useFormat()
  const channel = useChannelName()
  const rules = useQuery(charterQuery).data?.published?.charter.rules ?? []
  const ruleName = (id: string) => {
    const rule = rules.find((one) => one.id === id)
    return rule ? wordsIn(rule.title, locale) : id
  }
  const months = [...Map.groupBy(report.lines, (line) => line.month)].map(([month, lines]) => ({
    key: day(`${month}-01`, { month: 'long', year: 'numeric' }),
    ...sums(lines),
  }))
  const { done, critical, restored } = report.all
  return (
    <>
      <p>
        {t('report.finding', {
          count: done,
          critical: number(critical),
          restored: number(restored),
        })}
      </p>
      <Table id="rules" rows={report.rules.map((one) => ({ ...one, key: ruleName(one.key) }))} />
      <Table id="channels" rows={report.channels.map((one) => ({ ...one, key: channel(one.key) }))} />
      <Table id="kinds" rows={report.kinds.map((one) => ({ ...one, key: t(`kind.${one.key}`) }))} />
      <Table id="months" rows={months} />
    </>
  )
}

function sums(lines: readonly RemovalSums[]): RemovalSums {
  const of = (key: (typeof COLUMNS)[number]) => lines.reduce((sum, line) => sum + line[key], 0)
  return {
    ...{ done: of('done'), critical: of('critical'), restored: of('restored') },
    ...{ appealed: of('appealed'), granted: of('granted'), dismissed: of('dismissed') },
  }
}

function Table({ id, rows }: { id: string; rows: ({ key: string } & RemovalSums)[] }) {
  const { t } = useTranslation('moderation')
  const { number } = useFormat()
  const title = t(`report.by.${id}`)
  return (
    <section className="sheet stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ScrollRegion className="table-scroll" label={t('common:table_of', { title })}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(`report.what.${id}`)}</th>
              {COLUMNS.map((key) => (
                <th key={key} scope="col">
                  {t(`report.col.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.key}</th>
                {COLUMNS.map((key) => (
                  <td key={key}>{number(row[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
