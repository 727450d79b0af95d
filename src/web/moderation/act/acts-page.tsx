import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import classes from './act.module.css'
import { ActCard } from './act-card.tsx'
import { actsQuery } from './queries.ts'

const route = getRouteApi('/app/moderation/acts')
const VIEWS = ['proposed', 'appeals', 'all'] as const

/** What was decided by the charter: what waits for a second person, appeals, and all of it. */
export function ActsPage() {
  const { t } = useTranslation('moderation')
  const { view = 'proposed' } = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery(actsQuery(view))
  return (
    <div className="page">
      <PageHeader title={t('acts.title')} lead={t('acts.lead')}>
        <Segmented
          label={t('acts.view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`acts.views.${value}`) }))}
          onChange={(next) => void navigate({ to: '/moderation/acts', search: { view: next } })}
        />
      </PageHeader>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t(`acts.none.${view}`)}>{t('acts.none_text')}</EmptyState>
          ) : (
            <ul className={classes.list} aria-label={t('acts.title')}>
              {items.map((act) => (
                <ActCard key={act.id} act={act} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}
