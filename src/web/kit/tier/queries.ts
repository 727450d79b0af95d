import { queryOptions } from '@tanstack/react-query'
import type { CustomerTiers } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const tiersQuery = queryOptions({
  queryKey: ['tiers'],
  queryFn: ({ signal }) => api.get<CustomerTiers>('/tiers', {}, signal),
  staleTime: 5 * 60_000,
})
