import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { PrivateMove, PrivatePeople, PrivateState } from '../../server/api.ts'
import { api } from '../lib/api.ts'

export const movesQuery = queryOptions({
  queryKey: ['private-moves'],
  queryFn: ({ signal }) => api.get<{ items: PrivateMove[] }>('/private-moves', {}, signal),
})

export function moveQuery(id: string) {
  return queryOptions({
    queryKey: ['private-moves', id],
    queryFn: ({ signal }) => api.get<PrivateMove>(`/private-moves/${id}`, {}, signal),
  })
}

export function peopleQuery(id: string, state: PrivateState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['private-moves', id, 'people', state ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      api.get<PrivatePeople>(`/private-moves/${id}/people`, { state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
