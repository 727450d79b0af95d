import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ActivityItem,
  Alert,
  AlertDifference,
  AlertPreview,
  ImportedAlert,
  ImportedQuery,
  Noise,
  Page,
  QueryCheck,
  SearchResults,
  Series,
  TermList,
} from '../../server/api.ts'
import { api, type Query } from '../lib/api.ts'

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async ({ signal }) => (await api.get<Page<Alert>>('/alerts', { limit: 500 }, signal)).items,
})

export function seriesQuery(query: Query) {
  return queryOptions({
    queryKey: ['series', query],
    queryFn: ({ signal }) => api.get<Series>('/series', query, signal),
    placeholderData: keepPreviousData,
  })
}

export function activitiesQuery(query: Query) {
  return infiniteQueryOptions({
    queryKey: ['activities', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ActivityItem>>('/activities', { ...query, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  })
}

export function checkQuery(query: string) {
  return queryOptions({
    queryKey: ['query-check', query],
    queryFn: ({ signal }) => api.post<QueryCheck>('/query/check', { query }, signal),
    enabled: query.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

export function previewQuery(query: string, enabled: boolean) {
  return queryOptions({
    queryKey: ['alert-preview', query],
    queryFn: ({ signal }) => api.post<AlertPreview>('/alerts/preview', { query }, signal),
    enabled: enabled && query.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

/** What an alert would find more, and no longer, with another query. */
export function differenceQuery(id: string, query: string, enabled: boolean) {
  return queryOptions({
    queryKey: ['alert-difference', id, query],
    queryFn: ({ signal }) => api.post<AlertDifference>(`/alerts/${id}/difference`, { query }, signal),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

export const listsQuery = queryOptions({
  queryKey: ['term-lists'],
  queryFn: async ({ signal }) =>
    (await api.get<{ items: TermList[] }>('/term-lists', undefined, signal)).items,
})

export function importedQuery(from: string, query: string) {
  return queryOptions({
    queryKey: ['query-import', from, query],
    queryFn: ({ signal }) => api.post<ImportedQuery>('/query/import', { from, query }, signal),
    enabled: query.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function importedListQuery(from: string, text: string) {
  return queryOptions({
    queryKey: ['query-import-list', from, text],
    queryFn: async ({ signal }) =>
      (await api.post<{ items: ImportedAlert[] }>('/query/import-list', { from, text }, signal)).items,
    enabled: text.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Ids of the posts that were said to be beside the point of an alert. */
export function rejectionsQuery(alertId: string) {
  return queryOptions({
    queryKey: ['rejections', alertId],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: string[] }>(`/alerts/${alertId}/rejections`, undefined, signal)).items,
  })
}

export function noiseQuery(query: string, rejected: string[], enabled: boolean) {
  return queryOptions({
    queryKey: ['noise', query, rejected],
    queryFn: ({ signal }) => api.post<Noise>('/query/noise', { query, rejected }, signal),
    enabled: enabled && rejected.length > 0 && query.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

/** It spends what the networks allow: asked for once, and again only by a person. */
export function searchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<SearchResults>('/search', { q }, signal),
    enabled: q !== '',
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })
}
