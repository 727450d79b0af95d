import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../../server/api.ts'
import { PostCard } from '../../kit/post-card.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../noise/noise.module.css'
import { differenceQuery } from '../queries.ts'

function Posts({ title, posts }: { title: string; posts: ActivityItem[] }) {
  if (posts.length === 0) return null
  return (
    <details>
      <summary className="small">{title}</summary>
      {posts.map((item) => (
        <PostCard key={item.id} item={item} />
      ))}
    </details>
  )
}

/** What another query would bring to an alert and take from it, before it is kept. */
export function Difference({
  alertId,
  query,
  enabled,
}: {
  alertId: string
  query: string
  enabled: boolean
}) {
  const { t } = useTranslation('watch')
  const { number } = useFormat()
  const difference = useQuery(differenceQuery(alertId, query, enabled))
  const { data } = difference
  if (!enabled || difference.error) return <ProblemNotice error={enabled ? difference.error : null} />
  if (!data) return null
  const { added, removed, span } = data
  const same = added.count === 0 && removed.count === 0
  return (
    <section
      className={classes.difference}
      aria-label={t('difference.title')}
      aria-busy={difference.isFetching}
    >
      <h2>{t('difference.title')}</h2>
      <p role="status" className={classes.sum}>
        {same ? (
          t('difference.same', { days: span })
        ) : (
          <>
            <span className={classes.added}>
              {t('difference.added', { count: added.count, sum: number(added.count) })}
            </span>
            <span className={classes.removed}>
              {t('difference.removed', { count: removed.count, sum: number(removed.count) })}
            </span>
            <span className="hush small">{t('difference.days', { days: span })}</span>
          </>
        )}
      </p>
      <Posts title={t('difference.come')} posts={added.sample} />
      <Posts title={t('difference.go')} posts={removed.sample} />
    </section>
  )
}
