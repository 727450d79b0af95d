import { queryOptions } from '@tanstack/react-query'
import type { InboxView, InboxViewCounts } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const inboxViewsQuery = queryOptions({
  queryKey: ['inbox-views'],
  queryFn: ({ signal }) =>
    api.get<{ items: InboxView[] }>('/inbox-views', {}, signal).then(({ items }) => items),
  staleTime: 5 * 60_000,
})

export const inboxViewCountsQuery = queryOptions({
  queryKey: ['inbox-view-counts'],
  queryFn: ({ signal }) =>
    api.get<InboxViewCounts>('/inbox-views/counts', {}, signal).then(({ counts }) => counts),
})
