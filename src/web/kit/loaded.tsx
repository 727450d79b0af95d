import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from './problem-notice.tsx'

/** Rows in the shape of what comes. */
export function Rows({ count = 5, height = 56 }: { count?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <div className="stack" aria-busy="true">
      <span className="hidden-visually">{t('loading')}</span>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </div>
  )
}

interface Props<T> {
  query: UseQueryResult<T>
  skeleton?: ReactNode
  children(data: T): ReactNode
}

/** One of three: the shape of what comes, what it refused, or the thing itself. */
export function Loaded<T>({ query, skeleton, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
  return skeleton ?? <Rows />
}
