import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ActsSearch } from '../../app/search.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { MoreButton } from '../../kit/more-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import classes from '../act/act.module.css'
import { ActCard } from '../act/act-card.tsx'
import { actCountsQuery, actQuery, actsQuery } from '../act/queries.ts'
import { ActFilters } from './act-filters.tsx'
import { isNarrowed } from './narrow.ts'

const route = getRouteApi('/app/moderation/acts')
const VIEWS = ['proposed', 'appeals', 'all'] as const

/** As a post leads to it: by itself, with the way to all others. */
function OneAct({ id }: { id: string }) {
  const { t } = useTranslation('moderation')
  return (
    <div className="page">
      <PageHeader title={t('acts.title')} lead={t('acts.lead')}>
        <Link to="/moderation/acts" search={{ view: 'all' }}>
          {t('acts.others')}
        </Link>
      </PageHeader>
      <Loaded query={useQuery(actQuery(id))}>
        {(act) => (
          <ul className={classes.list} aria-label={t('acts.title')}>
            <ActCard act={act} />
          </ul>
        )}
      </Loaded>
    </div>
  )
}

/** What was decided by the charter: what waits for a second person, appeals, and all of it, by rule, channel and person. */
export function ActsPage() {
  const { t } = useTranslation('moderation')
  const search = route.useSearch()
  const { view = 'proposed', act } = search
  const navigate = useNavigate()
  const query = useInfiniteQuery(actsQuery(view, search))
  const counts = useQuery(actCountsQuery(search)).data
  const go = (change: ActsSearch) =>
    void navigate({ to: '/moderation/acts', search: { ...search, ...change }, replace: true })
  if (act) return <OneAct id={act} />
  const count = { proposed: counts?.states.proposed, appeals: counts?.appeals, all: counts?.all }
  return (
    <div className="page">
      <PageHeader title={t('acts.title')} lead={t('acts.lead')}>
        <Segmented
          label={t('acts.view')}
          value={view}
          options={VIEWS.map((value) => ({
            value,
            label: t(`acts.views.${value}`, { count: count[value] ?? 0 }),
          }))}
          onChange={(next) => go({ view: next, state: undefined })}
        />
      </PageHeader>
      {counts && <ActFilters view={view} search={search} counts={counts} onChange={go} />}
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <EmptyState title={t(isNarrowed(search) ? 'acts.none_such' : `acts.none.${view}`)}>
              {t(isNarrowed(search) ? 'acts.none_such_text' : 'acts.none_text')}
            </EmptyState>
          ) : (
            <ul className={classes.list} aria-label={t('acts.title')}>
              {items.map((act) => (
                <ActCard key={act.id} act={act} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <MoreButton query={query} />
    </div>
  )
}
