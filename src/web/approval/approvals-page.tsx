import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import { useKeys } from '../app/keyboard.ts'
import cards from '../kit/cards.module.css'
import { Rows } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { Asked } from './approval-acts.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { Figures } from './figures.tsx'
import { LooseNotice } from './loose.tsx'
import { NothingHere } from './nothing-here.tsx'
import { beside } from './place.ts'
import { decidedQuery, waitingQuery } from './queries.ts'
import { useAct } from './use-decide.ts'

const route = getRouteApi('/app/approvals')

interface Keys {
  items: readonly Approval[]
  current: Approval | undefined
  choose(id: string | undefined): void
  ask(what: Asked): void
}

function useApprovalKeys({ items, current, choose, ask }: Keys): void {
  const act = useAct(current ?? { id: '', hash: '' }, () => choose(beside(items, current?.id, 1)))
  const may = current?.mayDecide === true && !act.isPending
  useKeys('approval:keys.title', [
    { keys: 'j', label: 'approval:keys.next', run: () => choose(beside(items, current?.id, 1)) },
    { keys: 'k', label: 'approval:keys.previous', run: () => choose(beside(items, current?.id, -1)) },
    { keys: 'a', label: 'approval:act.approve', run: () => may && act.mutate({ do: 'approve' }) },
    { keys: 'x', label: 'approval:act.refuse', run: () => may && ask('refuse') },
    { keys: 'e', label: 'approval:act.edit', run: () => current?.state === 'waiting' && ask('edit') },
    { keys: 'h', label: 'approval:act.hand-on', run: () => may && ask('hand-on') },
  ])
}

/** Answers that wait for somebody’s word, the one that runs out first before. */
export function ApprovalsPage() {
  const { t } = useTranslation('approval')
  const { view = 'waiting' } = route.useSearch()
  const navigate = useNavigate()
  const waiting = useQuery(waitingQuery)
  const decided = useQuery({ ...decidedQuery, enabled: view === 'decided' })
  const query = view === 'waiting' ? waiting : decided
  const items = query.data ?? []
  const [chosen, choose] = useState<string>()
  const [asked, ask] = useState<Asked>()
  const current = items.find(({ id }) => id === chosen) ?? items[0]
  useApprovalKeys({ items, current, choose, ask })
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        <Segmented
          label={t('view.label')}
          value={view}
          options={[
            { value: 'waiting', label: t('view.waiting') },
            { value: 'decided', label: t('view.decided') },
          ]}
          onChange={(next) =>
            void navigate({ to: '/approvals', search: next === 'decided' ? { view: 'decided' } : {} })
          }
        />
        <Link to="/settings/approval">{t('to_rules')}</Link>
      </PageHeader>
      {view === 'waiting' && <LooseNotice />}
      <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
      {query.isPending && <Rows count={3} height={180} />}
      {query.data?.length === 0 && <NothingHere view={view} />}
      <ul className={cards.items} aria-label={t(`view.${view}`)}>
        {items.map((one) => (
          <ApprovalCard
            key={one.id}
            approval={one}
            current={one.id === current?.id}
            onChoose={() => choose(one.id)}
            onAsk={(what) => {
              choose(one.id)
              ask(what)
            }}
          />
        ))}
      </ul>
      {view === 'decided' && <Figures />}
      {asked && current && (
        <ActDialog key={current.hash} approval={current} what={asked} onClose={() => ask(undefined)} />
      )}
    </div>
  )
}
