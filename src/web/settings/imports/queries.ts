import { queryOptions } from '@tanstack/react-query'
import type { Import } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => api.get<Import[]>('/imports', {}, signal),
})

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get<Import>(`/imports/${id}`, {}, signal),
    refetchInterval: (query) => (query.state.data?.phase ? 1500 : false),
  })
}
