import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CourtesyReport } from '../../../server/api.ts'
import { type CourtesyReportSearch, SERVICE_SPANS } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Behind } from './behind.tsx'
import { useCourtesyWords } from './lines.ts'
import { LinesTable } from './lines-table.tsx'
import { courtesyReportQuery } from './queries.ts'
import { EffectOf, Lacking, Mine, People } from './sections.tsx'
import { WeeksFigure } from './weeks-figure.tsx'

const route = getRouteApi('/app/reports/courtesy')

type Show = (behind: Omit<CourtesyReportSearch, 'span'>) => void

function Figures({ report, pick }: { report: CourtesyReport; pick: Show | undefined }) {
  const { t } = useTranslation('courtesy-report')
  const channel = useChannelName()
  const { cell } = useCourtesyWords()
  const { all, weeks, channels, labels, groups } = report
  const names = new Map(groups.map(({ key, name }) => [key, name]))
  return (
    <>
      <section className="sheet stack" aria-labelledby="whole">
        <h2 id="whole">{t('whole.title')}</h2>
        <p>
          {all.score
            ? t('whole.finding', { score: cell(all, 'score'), count: all.judged })
            : t('whole.unknown', { count: all.judged })}
        </p>
        <LinesTable
          title={t('whole.title')}
          parts={[
            { key: 'all', title: t('part.all'), lines: [all], nameOf: () => t('part.all_of') },
            {
              ...{ key: 'channel', title: t('part.channel'), lines: channels },
              nameOf: ({ key }) => channel(key),
              onPick: pick && (({ key }) => pick({ channel: key })),
            },
            { key: 'label', title: t('part.label'), lines: labels, nameOf: ({ key }) => key },
            {
              key: 'group',
              title: t('part.group'),
              lines: groups,
              nameOf: ({ key }) => names.get(key) ?? key,
            },
          ]}
        />
      </section>
      <WeeksFigure weeks={weeks} onPick={pick && ((week) => pick({ week }))} />
      <Lacking report={report} onPick={pick && ((advice) => pick({ advice }))} />
      <EffectOf report={report} />
      <Mine report={report} />
      <People report={report} />
    </>
  )
}

/** How courteous the answers that left were, what they most often lack, and how they were taken. */
export function CourtesyReportPage() {
  const { t } = useTranslation('courtesy-report')
  const format = useFormat()
  const navigate = useNavigate()
  const search = route.useSearch()
  const query = useQuery(courtesyReportQuery(search))
  const canRead = useCan('inbox:read')
  const span = search.span ?? '13w'
  const go = (next: CourtesyReportSearch) =>
    void navigate({ to: '/reports/courtesy', search: next, replace: true })
  const pick: Show | undefined = canRead ? (next) => go({ span, ...next }) : undefined
  const day = (date: string) => format.day(date, { day: 'numeric', month: 'long', year: 'numeric' })
  return (
    <div className="page">
      <PageHeader
        title={t('title')}
        lead={query.data && t('lead', { from: day(query.data.from), zone: query.data.timeZone })}
      >
        <NativeSelect
          aria-label={t('span')}
          value={span}
          data={SERVICE_SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
          onChange={(event) => go({ span: SERVICE_SPANS.find((one) => one === event.currentTarget.value) })}
        />
        <a href={apiUrl('/reports/courtesy.csv', { span })} download>
          {t('csv')}
        </a>
        {canRead && <Link to="/settings/courtesy">{t('settings')}</Link>}
      </PageHeader>
      <Loaded query={query}>
        {(report) =>
          report.all.answers === 0 ? (
            <p className="notice">{t('none')}</p>
          ) : (
            <div className="stack-l">
              {canRead && (search.week || search.channel || search.advice) && (
                <Behind search={search} onClose={() => go({ span })} />
              )}
              <Figures report={report} pick={pick} />
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
