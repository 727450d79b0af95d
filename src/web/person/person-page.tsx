import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Page } from '../../server/api.ts'
import { isLogged, Logged } from '../calls/logged/lazy.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { MoreButton } from '../kit/more-button.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { PostCard } from '../kit/post-card.tsx'
import { api } from '../lib/api.ts'
import classes from './person.module.css'
import { PersonFacts, personQuery } from './person-card.tsx'

function Timeline({ id }: { id: string }) {
  const { t } = useTranslation('person')
  const query = useInfiniteQuery({
    queryKey: ['timeline', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ActivityItem>>(`/people/${id}/timeline`, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return (
    <section className="sheet sheet-flush" aria-labelledby="timeline">
      <h2 id="timeline" className={classes.timelineTitle}>
        {t('timeline')}
      </h2>
      <Loaded query={query} skeleton={<Rows count={4} height={96} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) return <p className={`hush ${classes.order}`}>{t('no_timeline')}</p>
          return items.map((item) => (
            <PostCard key={item.id} item={item}>
              {isLogged(item) && (
                <Suspense fallback={null}>
                  <Logged activityId={item.id} />
                </Suspense>
              )}
            </PostCard>
          ))
        }}
      </Loaded>
      <MoreButton query={query} />
    </section>
  )
}

/** One person, one record: who they are, and all that was exchanged, on one line of time. */
export function PersonPage() {
  const { personId = '' } = useParams({ strict: false })
  const query = useQuery(personQuery(personId))
  return (
    <div className="page">
      <Loaded query={query}>
        {(person) => (
          <>
            <PageHeader title={person.name} />
            <div className={classes.page}>
              <div className="sheet">
                <PersonFacts person={person} page />
              </div>
              <Timeline id={person.id} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  )
}
