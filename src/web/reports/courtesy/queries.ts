import { queryOptions } from '@tanstack/react-query'
import type { CourtesyAnswers, CourtesyReport } from '../../../server/api.ts'
import type { CourtesyReportSearch } from '../../app/search.ts'
import { api } from '../../lib/api.ts'

export function courtesyReportQuery({ span = '13w' }: CourtesyReportSearch) {
  return queryOptions({
    queryKey: ['courtesy-report', span],
    queryFn: ({ signal }) => api.get<CourtesyReport>('/reports/courtesy', { span }, signal),
  })
}

export function courtesyAnswersQuery({ span = '13w', week, channel, advice }: CourtesyReportSearch) {
  return queryOptions({
    queryKey: ['courtesy-report', span, 'answers', week, channel, advice],
    queryFn: ({ signal }) =>
      api.get<CourtesyAnswers>('/reports/courtesy/answers', { span, week, channel, advice }, signal),
  })
}
