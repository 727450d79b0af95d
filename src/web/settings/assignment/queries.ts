import { queryOptions } from '@tanstack/react-query'
import type { AssignmentRules } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const rulesQuery = queryOptions({
  queryKey: ['assignment', 'rules'],
  queryFn: ({ signal }) => api.get<AssignmentRules>('/assignment/rules', {}, signal),
})
