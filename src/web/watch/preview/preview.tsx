import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AlertPreview } from '../../../server/api.ts'
import { type Bar, Bars } from '../../kit/bars.tsx'
import { PostCard } from '../../kit/post-card.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { previewQuery } from '../queries.ts'
import classes from '../watch.module.css'

export function useDayBars(days: AlertPreview['days']): Bar[] {
  const format = useFormat()
  return days.map((day, index) => ({
    key: day.day,
    label: format.day(day.day, { weekday: 'short', day: 'numeric', month: 'short' }),
    tick: index % 7 === 3 ? format.day(day.day, { day: 'numeric', month: 'short' }) : undefined,
    count: day.count,
    negative: day.negative,
  }))
}

function Found({ preview }: { preview: AlertPreview }) {
  const { t } = useTranslation('watch')
  const format = useFormat()
  const bars = useDayBars(preview.days)
  const title =
    preview.total === 0
      ? t('preview.none')
      : t('preview.title', {
          count: preview.total,
          perDay: format.number(preview.perDay, { maximumFractionDigits: 1 }),
        })
  return (
    <>
      <Bars title={title} bars={bars} />
      {preview.total === 0 && <p className="hush">{t('preview.none_help')}</p>}
      {preview.sample.length > 0 && (
        <>
          <h3 className={classes.sampleTitle}>{t('preview.sample')}</h3>
          <div className={classes.sample}>
            {preview.sample.map((item) => (
              <PostCard key={item.id} item={item} />
            ))}
          </div>
        </>
      )}
    </>
  )
}

/** What the query would have found: answered while it is being written. */
export function Preview({ query, ok }: { query: string; ok: boolean }) {
  const { t } = useTranslation('watch')
  const preview = useQuery(previewQuery(query, ok))
  return (
    <section
      className={`sheet ${classes.preview}`}
      aria-label={t('preview.label')}
      aria-busy={preview.isFetching}
    >
      <p role="status" className="hidden-visually">
        {preview.data && !preview.isPlaceholderData ? t('preview.said', { count: preview.data.total }) : ''}
      </p>
      <ProblemNotice error={preview.error} />
      {preview.data && query.trim() ? (
        <Found preview={preview.data} />
      ) : preview.isFetching ? (
        <Skeleton height={220} radius="md" />
      ) : (
        <p className="hush">{t('preview.waiting')}</p>
      )}
    </section>
  )
}
