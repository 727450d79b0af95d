import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../app/keyboard.ts'
import type { QueueSearch } from '../../app/search.ts'
import cards from '../../kit/cards.module.css'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { ItemCard } from './item-card.tsx'
import { queueCountsQuery, rulesQuery } from './queries.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { useQueue, type Verdict } from './use-queue.ts'

const route = getRouteApi('/app/moderation/')

function Choices({ search }: { search: QueueSearch }) {
  const { t } = useTranslation('queue')
  const navigate = useNavigate()
  const { data } = useQuery(queueCountsQuery)
  const go = (next: QueueSearch) => void navigate({ to: '/moderation', search: { ...search, ...next } })
  return (
    <>
      <Segmented
        label={t('view.label')}
        value={search.view ?? 'todo'}
        options={[
          { value: 'todo', label: t('view.todo', { count: data?.todo ?? 0 }) },
          { value: 'split', label: t('view.split', { count: data?.split ?? 0 }) },
        ]}
        onChange={(view) => go({ view })}
      />
      <Segmented
        label={t('sort.label')}
        value={search.sort ?? 'severity'}
        options={[
          { value: 'severity', label: t('sort.severity') },
          { value: 'doubt', label: t('sort.doubt') },
        ]}
        onChange={(sort) => go({ sort })}
      />
    </>
  )
}

function useQueueKeys(queue: ReturnType<typeof useQueue>, onRules: () => void): void {
  const item = queue.items.find(({ id }) => id === queue.current)
  const free = item && item.claimedBy === null
  const ruled = Boolean(useQuery(rulesQuery).data)
  const judge = (verdict: Verdict, may: boolean | undefined) => () => {
    if (item && free && may) queue.judge(item, verdict)
  }
  useKeys('queue:keys.title', [
    { keys: 'j', label: 'queue:keys.next', run: () => queue.step(1) },
    { keys: 'k', label: 'queue:keys.previous', run: () => queue.step(-1) },
    { keys: 'a', label: 'queue:verdict.act', run: judge('act', item?.rule !== null) },
    { keys: 'o', label: 'queue:verdict.other', run: () => free && ruled && onRules() },
    { keys: 'l', label: 'queue:verdict.leave', run: judge('leave', true) },
    { keys: 'p', label: 'queue:verdict.second', run: judge('second', item?.state === 'waiting') },
    { keys: 'r', label: 'queue:verdict.answer', run: judge('answer', item?.conversationId !== null) },
  ])
}

function NoCharter() {
  const { t } = useTranslation('queue')
  const { data } = useQuery(rulesQuery)
  return data === null ? (
    <p className="notice" role="status">
      {t('no_charter')} <Link to="/moderation/charter">{t('write_charter')}</Link>
    </p>
  ) : null
}

/** Posts that a person should look at, one after the other. */
export function QueuePage() {
  const { t } = useTranslation('queue')
  const search = route.useSearch()
  const queue = useQueue(search)
  const [asking, setAsking] = useState(false)
  useQueueKeys(queue, () => setAsking(true))
  const { query, items, fresh, current, judge } = queue
  const item = items.find(({ id }) => id === current)
  const empty = query.data?.items.length === 0
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        <Choices search={search} />
      </PageHeader>
      <NoCharter />
      <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
      {fresh > 0 && items.length > 0 && (
        <Button variant="light" onClick={queue.showFresh}>
          {t('fresh', { count: fresh })}
        </Button>
      )}
      {query.isPending && <Rows count={3} height={180} />}
      {empty && (
        <EmptyState title={t(`none.${search.view ?? 'todo'}`)}>
          {t(`none_text.${search.view ?? 'todo'}`)}
        </EmptyState>
      )}
      <ul className={cards.items} aria-label={t('items')}>
        {items.map((one) => (
          <ItemCard
            key={one.id}
            item={one}
            current={one.id === current}
            onChoose={() => queue.choose(one.id)}
            onJudge={(verdict) => judge(one, verdict)}
            onRules={() => {
              queue.choose(one.id)
              setAsking(true)
            }}
            onWave={(verdict) => one.wave && queue.judgeWave(one.wave.id, verdict)}
          />
        ))}
      </ul>
      {asking && item && (
        <RuleDialog
          item={item}
          onClose={() => setAsking(false)}
          onJudge={(choice) => {
            setAsking(false)
            judge(item, 'act', choice)
          }}
        />
      )}
    </div>
  )
}
