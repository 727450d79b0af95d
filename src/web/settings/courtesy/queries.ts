import { queryOptions } from '@tanstack/react-query'
import type { KeptManners } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const mannersQuery = queryOptions({
  queryKey: ['manners'],
  queryFn: ({ signal }) => api.get<KeptManners>('/courtesy/manners', {}, signal),
})
