import { queryOptions } from '@tanstack/react-query'
import type { Escalation, Service } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** What a conversation has been raised to services for. */
export function escalationsQuery(id: string) {
  return queryOptions({
    queryKey: ['escalations', id],
    queryFn: ({ signal }) => api.get<Escalation[]>(`/conversations/${id}/escalations`, {}, signal),
  })
}

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => api.get<Service[]>('/services', {}, signal),
})
