import { queryOptions } from '@tanstack/react-query'
import type { WatchedSite, WatchedSiteDetail } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** First part of every key here: a live event makes all of them stale at once. */
export const SITES = 'sites'

export const sitesQuery = queryOptions({
  queryKey: [SITES],
  queryFn: ({ signal }) => api.get<WatchedSite[]>('/sites', {}, signal),
  refetchInterval: 60_000,
})

export function siteQuery(id: string) {
  return queryOptions({
    queryKey: [SITES, id],
    queryFn: ({ signal }) => api.get<WatchedSiteDetail>(`/sites/${id}`, {}, signal),
    refetchInterval: 60_000,
  })
}
