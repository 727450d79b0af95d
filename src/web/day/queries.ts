import { queryOptions } from '@tanstack/react-query'
import type { Day } from '../../server/api.ts'
import { api } from '../lib/api.ts'

export const dayQuery = queryOptions({
  queryKey: ['day'],
  queryFn: ({ signal }) => api.get<Day>('/day', {}, signal),
  refetchInterval: 5 * 60_000,
})
