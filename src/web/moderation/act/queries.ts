import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ActCounts, AppealSaid, ModerationAct, ModerationCase, Page } from '../../../server/api.ts'
import type { ActsSearch } from '../../app/search.ts'
import { api } from '../../lib/api.ts'

type View = NonNullable<ActsSearch['view']>

/** What the API is asked for; a state is chosen only among all of them. */
export function askedFor(view: View, { state, rule, kind, channel, by }: ActsSearch) {
  const which = view === 'proposed' ? { state: view } : view === 'all' ? { state } : { appealed: 'yes' }
  return { ...which, rule, kind, channel, by }
}

export function actsQuery(view: View, search: ActsSearch) {
  const asked = askedFor(view, search)
  return infiniteQueryOptions({
    queryKey: ['moderation', 'acts', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ModerationAct>>('/moderation/acts', { ...asked, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** How many of each there are, under the same filter, and what there is to filter by. */
export function actCountsQuery({ rule, kind, channel, by }: ActsSearch) {
  const asked = { rule, kind, channel, by }
  return queryOptions({
    queryKey: ['moderation', 'act-counts', asked],
    queryFn: ({ signal }) => api.get<ActCounts>('/moderation/acts/counts', asked, signal),
    placeholderData: keepPreviousData,
  })
}

/** One act, whatever the list is narrowed to. */
export function actQuery(id: string) {
  return queryOptions({
    queryKey: ['moderation', 'act', id],
    queryFn: ({ signal }) => api.get<ModerationAct>(`/moderation/acts/${id}`, {}, signal),
  })
}

export function caseQuery(activityId: string) {
  return queryOptions({
    queryKey: ['moderation', 'case', activityId],
    queryFn: ({ signal }) => api.get<ModerationCase>(`/moderation/cases/${activityId}`, {}, signal),
  })
}

export function appealQuery(id: string) {
  return queryOptions({
    queryKey: ['moderation', 'appeal', id],
    queryFn: ({ signal }) => api.get<AppealSaid>(`/moderation/acts/${id}/appeal`, {}, signal),
  })
}
