import { queryOptions } from '@tanstack/react-query'
import type { ChannelAccount } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => api.get<ChannelAccount[]>('/accounts', {}, signal),
})
