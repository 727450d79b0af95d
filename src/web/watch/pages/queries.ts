import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  PageComparison,
  PageStarter,
  PageTask,
  WatchedPage,
  WatchedPageDetail,
} from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** First part of every key here: a live event makes all of them stale at once. */
export const PAGES = 'pages'

export const pagesQuery = queryOptions({
  queryKey: [PAGES],
  queryFn: ({ signal }) => api.get<WatchedPage[]>('/pages', {}, signal),
})

export const tasksQuery = queryOptions({
  queryKey: [PAGES, 'tasks'],
  queryFn: ({ signal }) => api.get<PageTask[]>('/page-tasks', {}, signal),
})

export const startersQuery = queryOptions({
  queryKey: ['page-starters'],
  queryFn: ({ signal }) => api.get<PageStarter[]>('/pages/starters', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export function pageQuery(id: string) {
  return queryOptions({
    queryKey: [PAGES, 'one', id],
    queryFn: ({ signal }) => api.get<WatchedPageDetail>(`/pages/${id}`, {}, signal),
  })
}

export function comparisonQuery(id: string, asked: { from: string; to: string; whole: boolean }) {
  return queryOptions({
    // Two versions never differ otherwise than they do.
    queryKey: ['page-comparison', id, asked],
    queryFn: ({ signal }) =>
      api.get<PageComparison>(
        `/pages/${id}/comparison`,
        { ...asked, whole: asked.whole || undefined },
        signal,
      ),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
}
