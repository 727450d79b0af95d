import { NumberInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AgreementFigures, AgreementReport } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Disagreements } from './disagreements.tsx'

const route = getRouteApi('/app/moderation/agreement')

function agreementQuery(span: string) {
  return queryOptions({
    queryKey: ['moderation', 'agreement', span],
    queryFn: ({ signal }) => api.get<AgreementReport>('/moderation/agreement', { span }, signal),
  })
}

function useKappaWords() {
  const { t } = useTranslation('queue')
  const { number } = useFormat()
  const two = (value: number) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return ({ kappa, low, high }: AgreementFigures): string => {
    if (kappa === null) return t('agreement.unknown')
    if (low === null || high === null) return t('agreement.few', { kappa: two(kappa) })
    return t('agreement.bounds', { kappa: two(kappa), low: two(low), high: two(high) })
  }
}

function Table({
  id,
  name,
  rows,
}: {
  id: string
  name: string
  rows: [name: string, line: AgreementFigures][]
}) {
  const { t } = useTranslation('queue')
  const { number, percent } = useFormat()
  const words = useKappaWords()
  if (rows.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <ScrollRegion className="table-scroll" label={t('common:table_of', { title: name })}>
        <table className="table">
          <thead>
            <tr>
              {(['what', 'twice', 'same', 'kappa'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`agreement.col.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([row, line]) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                <td>{number(line.n)}</td>
                <td>{percent(line.same)}</td>
                <td>{words(line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

/** How many of a hundred are given to two; who keeps the charter sets it. */
function Share({ share }: { share: number }) {
  const { t } = useTranslation('queue')
  const client = useQueryClient()
  const can = useCan('moderation:charter')
  const set = useMutation({
    mutationFn: (next: number) => api.put('/moderation/agreement/share', { share: next }),
    onSettled: () => client.invalidateQueries({ queryKey: ['moderation'] }),
  })
  if (!can) return <p className="small hush">{t('agreement.share_is', { share })}</p>
  return (
    <>
      <NumberInput
        key={share}
        label={t('agreement.share')}
        description={t('agreement.share_help')}
        defaultValue={share}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        maw={320}
        onBlur={(event) => {
          const next = Number.parseInt(event.currentTarget.value, 10)
          if (next >= 0 && next <= 100 && next !== share) set.mutate(next)
        }}
      />
      <ProblemNotice error={set.error} />
    </>
  )
}

function Report({ report }: { report: AgreementReport }) {
  const { t } = useTranslation('queue')
  const { locale, day } = useFormat()
  const words = useKappaWords()
  const { overall, rules, months, share, disagreements } = report
  return (
    <div className="stack-l">
      <section className="sheet stack" aria-labelledby="overall">
        <h2 id="overall">{t('agreement.overall')}</h2>
        <p>{words(overall)}</p>
        <p className="small hush">{t('agreement.how', { count: overall.n })}</p>
        <Share share={share} />
      </section>
      {overall.n === 0 && <EmptyState title={t('agreement.none')}>{t('agreement.none_text')}</EmptyState>}
      <Table
        id="by-rule"
        name={t('agreement.by_rule')}
        rows={rules.map(({ rule, ...line }) => [rule.title ? wordsIn(rule.title, locale) : rule.id, line])}
      />
      <Table
        id="by-month"
        name={t('agreement.by_month')}
        rows={months.map(({ month, ...line }) => [
          day(`${month}-15`, { month: 'long', year: 'numeric' }),
          line,
        ])}
      />
      {disagreements.length > 0 && <Disagreements all={disagreements} />}
    </div>
  )
}

/** How far two who judge the same agree, without either knowing of the other; nobody is compared with anybody. */
export function AgreementPage() {
  const { t } = useTranslation('queue')
  const { span = '13w' } = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery(agreementQuery(span))
  return (
    <div className="page">
      <PageHeader title={t('agreement.title')} lead={t('agreement.lead')}>
        <Segmented
          label={t('agreement.span')}
          value={span}
          options={(['13w', '52w'] as const).map((value) => ({ value, label: t(`agreement.span_${value}`) }))}
          onChange={(next) => void navigate({ to: '/moderation/agreement', search: { span: next } })}
        />
        <a href={apiUrl('/moderation/agreement.csv', { span })} download>
          {t('agreement.csv')}
        </a>
      </PageHeader>
      <Loaded query={query}>{(report) => <Report report={report} />}</Loaded>
    </div>
  )
}
