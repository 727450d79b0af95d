import { Button, NativeSelect, Progress } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Teaching, Understood } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { understandingQuery } from '../../kit/reading/queries.ts'
import '../../kit/reading/reading.css'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { AnalyserForm } from './analyser-form.tsx'
import { type Subject, subjectsOf } from './subjects.ts'

/** Does something to what was learnt, and asks again how it stands. */
function useDo<T, R = unknown>(run: (value: T) => Promise<R>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: understandingQuery.queryKey }),
  })
}

/** What a learning came to, in a sentence: from where to where, by how much, and how sure that is. */
function Outcome({ teaching }: { teaching: Teaching }) {
  const { t } = useTranslation('reading')
  const { percent, number } = useFormat()
  const { figures, state } = teaching
  const points = (share: number) => number(Math.round(share * 1000) / 10)
  const { low, high, by } = figures.gain
  return (
    <p role="status">
      {t(state === 'refused' ? 'learn.refused' : 'learn.better', {
        before: percent(figures.before.macroF1),
        after: percent(figures.after.macroF1),
        n: figures.n,
        by: points(by),
        low: points(low),
        high: points(high),
      })}{' '}
      {state !== 'refused' && low <= 0 && t('learn.unsure')}{' '}
      {t('learn.reaches', { share: percent(figures.reaches) })}
    </p>
  )
}

function Versions({ subject, canManage }: { subject: Subject; canManage: boolean }) {
  const { t } = useTranslation('reading')
  const { percent } = useFormat()
  const { task, lang, versions } = subject
  const use = useDo((version: number | null) => api.put('/understanding/version', { task, lang, version }))
  return (
    <ScrollRegion className="table-scroll" label={t('learn.versions')}>
      <table className="table">
        <thead>
          <tr>
            {['version', 'when', 'posts', 'before', 'after', 'state'].map((column) => (
              <th key={column} scope="col">
                {t(`learn.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, at, by, figures, state, stands }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td>
                <When at={at} /> {by}
              </td>
              <td>{figures.n}</td>
              <td>{percent(figures.before.macroF1)}</td>
              <td>{percent(figures.after.macroF1)}</td>
              <td>
                {t(`learn.states.${stands || state === 'refused' ? state : 'past'}`)}{' '}
                {canManage && stands && state !== 'refused' && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={use.isPending}
                    onClick={() => use.mutate(state === 'used' ? null : version)}
                  >
                    {t(state === 'used' ? 'learn.stop' : 'learn.use')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function SubjectCard({
  subject,
  fewest,
  canManage,
}: {
  subject: Subject
  fewest: number
  canManage: boolean
}) {
  const { t } = useTranslation('reading')
  const { task, lang, count, versions } = subject
  const learn = useDo(() => api.post<Teaching>('/understanding/learn', { task, lang }))
  const [latest] = versions
  return (
    <section className="sheet stack" aria-label={`${t(`mark.${task}`)}, ${t(`langs.${lang}`)}`}>
      <h2>
        {t(`mark.${task}`)}, {t(`langs.${lang}`)}
      </h2>
      <p>{t('learn.count', { count })}</p>
      {canManage && (
        <div>
          <Button loading={learn.isPending} disabled={count < fewest} onClick={() => learn.mutate(undefined)}>
            {t('learn.button')}
          </Button>
          {count < fewest && <p className="small hush">{t('learn.too_few', { count: fewest - count })}</p>}
        </div>
      )}
      {latest && <Outcome teaching={latest} />}
      {latest && <Versions subject={subject} canManage={canManage} />}
    </section>
  )
}

function Rereading({ rereading, canManage }: { rereading: Understood['rereading']; canManage: boolean }) {
  const { t } = useTranslation('reading')
  const [days, setDays] = useState('30')
  const start = useDo(() => api.post('/understanding/reread', { days: Number(days) }))
  const stop = useDo(() => api.delete('/understanding/reread'))
  const running = rereading?.state === 'running'
  const share = rereading && rereading.total > 0 ? (rereading.done / rereading.total) * 100 : 0
  return (
    <section className="sheet stack" aria-label={t('reread.title')}>
      <h2>{t('reread.title')}</h2>
      <p>{t('reread.text')}</p>
      {rereading && (
        <div role="status" className="stack">
          {running && <Progress value={share} aria-label={t('reread.progress')} />}
          <p>
            {t(`reread.${rereading.state}`, {
              done: rereading.done,
              total: rereading.total,
              changed: rereading.changed,
            })}
          </p>
        </div>
      )}
      {canManage &&
        (running ? (
          <div>
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
              {t('reread.stop')}
            </Button>
          </div>
        ) : (
          <div className="reading-row">
            <NativeSelect
              aria-label={t('reread.days')}
              value={days}
              data={['7', '30', '90', '365'].map((value) => ({
                value,
                label: t('reread.last', { count: Number(value) }),
              }))}
              onChange={(event) => setDays(event.currentTarget.value)}
            />
            <Button variant="default" loading={start.isPending} onClick={() => start.mutate(undefined)}>
              {t('reread.start')}
            </Button>
          </div>
        ))}
    </section>
  )
}

/** What people corrected, what was learnt from it and how well that does, version by version. */
export function UnderstandingPage() {
  const { t } = useTranslation('reading')
  const canManage = useCan('alerts:manage')
  const owns = useCan('workspace:manage')
  const query = useQuery({
    ...understandingQuery,
    refetchInterval: ({ state }) => (state.data?.rereading?.state === 'running' ? 2000 : false),
  })
  return (
    <div className="page">
      <PageHeader title={t('settings:section.understanding')} lead={t('learn.lead')} />
      <Loaded query={query} skeleton={<Rows count={2} height={160} />}>
        {(understood) => {
          const subjects = subjectsOf(understood)
          return (
            <div className="stack">
              {subjects.length === 0 && (
                <EmptyState title={t('learn.none')}>{t('learn.none_text')}</EmptyState>
              )}
              {subjects.map((subject) => (
                <SubjectCard
                  key={`${subject.task}${subject.lang}`}
                  subject={subject}
                  fewest={understood.fewest}
                  canManage={canManage}
                />
              ))}
              <Rereading rereading={understood.rereading} canManage={canManage} />
              {owns && <AnalyserForm />}
            </div>
          )
        }}
      </Loaded>
    </div>
  )
}
