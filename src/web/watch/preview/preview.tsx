import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, AlertPreview } from '../../../server/api.ts'
import { type Bar, Bars } from '../../kit/bars.tsx'
import { PostCard } from '../../kit/post-card.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useCurrent } from '../noise/current.ts'
import noise from '../noise/noise.module.css'
import { NoisePanel } from '../noise/noise-panel.tsx'
import { RejectButton } from '../noise/reject-button.tsx'
import type { Rejections } from '../noise/rejections.ts'
import { previewQuery } from '../queries.ts'
import classes from '../watch.module.css'

export function useDayBars(days: AlertPreview['days']): Bar[] {
  const format = useFormat()
  return days.map((day, index) => ({
    key: day.day,
    label: format.day(day.day, { weekday: 'short', day: 'numeric', month: 'short' }),
    tick:
      index % 7 === 3 || days.length < 8
        ? format.day(day.day, { day: 'numeric', month: 'short' })
        : undefined,
    count: day.count,
    negative: day.negative,
  }))
}

/** The words that answered, as the marks of a post. */
function marksOf(preview: AlertPreview, { id }: ActivityItem): ActivityItem['why'] {
  return (preview.marks[id] ?? []).flatMap(({ part, start, end }) =>
    part === 'author'
      ? []
      : [{ start, end, effect: 'match', weight: 1, ...(part === 'title' ? { in: part } : {}) }],
  )
}

function useRate(): (preview: AlertPreview) => string {
  const { t } = useTranslation('watch')
  const { number } = useFormat()
  return ({ interval: { low, high }, perDay }) => {
    const rounded = (value: number) => number(value, { maximumFractionDigits: value < 10 ? 1 : 0 })
    return t('preview.rate', { perDay: rounded(perDay), low: rounded(low), high: rounded(high) })
  }
}

function Sample({ preview, rejections }: { preview: AlertPreview; rejections: Rejections | undefined }) {
  const { t } = useTranslation('watch')
  const list = useRef<HTMLUListElement>(null)
  const { row } = useCurrent(
    preview.sample.map((item) => item.id),
    {
      onReject: rejections?.toggle,
      onShow: (index) => list.current?.children[index]?.scrollIntoView({ block: 'nearest' }),
    },
  )
  return (
    <>
      <h3 className={classes.sampleTitle}>{t('preview.sample')}</h3>
      {rejections && <p className="hush small">{t('noise.how')}</p>}
      <ul ref={list} className={classes.sample}>
        {preview.sample.map((item) => (
          <li key={item.id} className={noise.row} {...row(item.id)}>
            <PostCard item={item} marks={marksOf(preview, item)} dimmed={rejections?.ids.has(item.id)}>
              {rejections && (
                <RejectButton
                  rejected={rejections.ids.has(item.id)}
                  onToggle={() => rejections.toggle(item.id)}
                />
              )}
            </PostCard>
          </li>
        ))}
      </ul>
    </>
  )
}

function Found({ preview, children }: { preview: AlertPreview; children: ReactNode }) {
  const { t } = useTranslation('watch')
  const rate = useRate()
  const bars = useDayBars(preview.days)
  const none = preview.total === 0
  const title = none
    ? t('preview.none_in', { count: preview.span })
    : t('preview.found', { count: preview.total, days: t('preview.days', { count: preview.span }) })
  return (
    <>
      <Bars title={title} bars={bars} />
      {preview.span < 30 && (
        <p className="notice" data-tone="warm">
          {t('preview.stopped', { count: preview.span })}
        </p>
      )}
      {none ? <p className="hush">{t('preview.none_help')}</p> : <p>{rate(preview)}</p>}
      {children}
    </>
  )
}

interface Props {
  query: string
  ok: boolean
  rejections?: Rejections
  onApply?(query: string): void
}

/** What the query would have found: answered while it is being written. */
export function Preview({ query, ok, rejections, onApply }: Props) {
  const { t } = useTranslation('watch')
  const preview = useQuery(previewQuery(query, ok))
  return (
    <>
      <p role="status" className="hidden-visually">
        {preview.data && !preview.isPlaceholderData ? t('preview.said', { count: preview.data.total }) : ''}
      </p>
      <ProblemNotice error={preview.error} />
      {preview.data && query.trim() ? (
        <Found preview={preview.data}>
          {rejections && onApply && (
            <NoisePanel query={query} rejected={rejections.ids} ok={ok} onApply={onApply} />
          )}
          {preview.data.sample.length > 0 && <Sample preview={preview.data} rejections={rejections} />}
        </Found>
      ) : preview.isFetching ? (
        <Skeleton height={220} radius="md" />
      ) : (
        <p className="hush">{t('preview.waiting')}</p>
      )}
    </>
  )
}
