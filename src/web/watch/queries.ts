import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ActivityItem,
  Alert,
  AlertPreview,
  Page,
  QueryCheck,
  SearchResults,
  Series,
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
