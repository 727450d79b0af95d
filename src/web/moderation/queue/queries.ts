import { queryOptions } from '@tanstack/react-query'
import type { Page, QueueCounts, QueueItem, QueueRules } from '../../../server/api.ts'
import type { QueueSearch } from '../../app/search.ts'
import { api } from '../../lib/api.ts'

/** As many as are looked at before more is asked for. */
const SHOWN = 50

export const queueCountsQuery = queryOptions({
  queryKey: ['moderation-counts'],
  queryFn: ({ signal }) => api.get<QueueCounts>('/moderation/queue/counts', {}, signal),
})

export function queueQuery({ view = 'todo', sort = 'severity' }: QueueSearch) {
  return queryOptions({
    queryKey: ['moderation', 'queue', view, sort],
    queryFn: ({ signal }) =>
      api.get<Page<QueueItem>>('/moderation/queue', { view, sort, limit: SHOWN }, signal),
  })
}

/** The rules of the published charter, or null where none is. */
export const rulesQuery = queryOptions({
  queryKey: ['moderation', 'rules'],
  queryFn: async ({ signal }) => {
    const { published } = await api.get<QueueRules>('/charter', {}, signal)
    return published?.charter.rules ?? null
  },
})
