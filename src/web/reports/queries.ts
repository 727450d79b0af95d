import { queryOptions } from '@tanstack/react-query'
import type { ServiceReport } from '../../server/api.ts'
import type { ServiceReportSearch } from '../app/search.ts'
import { api } from '../lib/api.ts'

export function serviceReportQuery({ span = '13w' }: ServiceReportSearch) {
  return queryOptions({
    queryKey: ['service-report', span],
    queryFn: ({ signal }) => api.get<ServiceReport>('/reports/service', { span }, signal),
  })
}
