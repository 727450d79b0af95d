import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Page, ReaderFeeds, ReaderItem, ReaderItemDetail } from '../../../server/api.ts'
import type { ReaderSearch } from '../../app/search.ts'
import { api, type Query, queryString } from '../../lib/api.ts'
import { folderPath } from './tree.ts'

export const feedsQuery = queryOptions({
  queryKey: ['reader-feeds'],
  queryFn: ({ signal }) => api.get<ReaderFeeds>('/reader/feeds', {}, signal),
  refetchInterval: 60_000,
})

export type Asked = Pick<ReaderSearch, 'feed' | 'folder' | 'show' | 'q'>

/** What is asked of the server; a search looks at everything unless one says otherwise. */
export function askedOf({ feed, folder, show, q }: Asked): { query: Query; folders: string[] } {
  const shown = show ?? (q ? 'all' : 'unread')
  return {
    folders: feed ? [] : folderPath(folder),
    query: {
      feed,
      q,
      unread: shown === 'unread' || undefined,
      starred: shown === 'starred' || undefined,
    },
  }
}

/** A list that is being read does not move by itself. */
export function itemsQuery(asked: Asked) {
  return infiniteQueryOptions({
    queryKey: ['reader-items', asked],
    queryFn: ({ pageParam, signal }) => {
      const { query, folders } = askedOf(asked)
      const held = folders.map((name) => `&folder=${encodeURIComponent(name)}`).join('')
      const path = `/reader/items${queryString({ limit: 50, ...query, cursor: pageParam })}${held}`
      return api.get<Page<ReaderItem>>(path, undefined, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })
}

export function itemQuery(id: string) {
  return queryOptions({
    queryKey: ['reader-item', id],
    queryFn: ({ signal }) => api.get<ReaderItemDetail>(`/reader/items/${id}`, {}, signal),
    staleTime: 10 * 60_000,
  })
}
