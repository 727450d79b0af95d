import { queryOptions } from '@tanstack/react-query'
import type { ServiceNow } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** What is late and what will be; asked anew each minute, as time alone changes it. */
export const serviceNowQuery = queryOptions({
  queryKey: ['service-now'],
  queryFn: ({ signal }) => api.get<ServiceNow>('/service-levels/now', {}, signal),
  refetchInterval: 60_000,
})
