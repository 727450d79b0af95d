import { queryOptions } from '@tanstack/react-query'
import type { CharterState, CharterVersion } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const charterQuery = queryOptions({
  queryKey: ['moderation', 'charter'],
  queryFn: ({ signal }) => api.get<CharterState>('/charter', {}, signal),
  // Read anew under somebody who writes, it would take away what they wrote.
  refetchOnWindowFocus: false,
})

export const versionsQuery = queryOptions({
  queryKey: ['moderation', 'charter-versions'],
  queryFn: ({ signal }) => api.get<Omit<CharterVersion, 'charter'>[]>('/charter/versions', {}, signal),
})
