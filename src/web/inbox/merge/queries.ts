import { queryOptions } from '@tanstack/react-query'
import type { ActivityItem, Conversation } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** Other open conversations of the same person. */
export function relatedQuery(id: string) {
  return queryOptions({
    queryKey: ['related', id],
    queryFn: ({ signal }) =>
      api
        .get<{ items: Conversation[] }>(`/conversations/${id}/related`, {}, signal)
        .then(({ items }) => items),
  })
}

/** What a conversation was said under, the oldest first. */
export function contextQuery(id: string) {
  return queryOptions({
    queryKey: ['context', id],
    queryFn: ({ signal }) =>
      api
        .get<{ items: ActivityItem[] }>(`/conversations/${id}/context`, {}, signal)
        .then(({ items }) => items),
    staleTime: 5 * 60_000,
  })
}
