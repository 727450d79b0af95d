import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Published, SuggestedAccount, Voices } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import { SPANS, type Span } from '../figure/span.ts'

export const COMPETITORS = ['competitors']

export function voicesQuery(span: Span) {
  return queryOptions({
    queryKey: [...COMPETITORS, 'voices', span],
    queryFn: ({ signal }) => api.get<Voices>('/competitors', SPANS[span], signal),
    placeholderData: keepPreviousData,
  })
}

export function publishedQuery(id: string, span: Span) {
  return queryOptions({
    queryKey: [...COMPETITORS, 'published', id, span],
    queryFn: ({ signal }) => api.get<Published>(`/competitors/${id}/published`, SPANS[span], signal),
    staleTime: 5 * 60_000,
  })
}

export function suggestionsQuery(id: string) {
  return queryOptions({
    queryKey: [...COMPETITORS, 'suggestions', id],
    queryFn: ({ signal }) => api.get<SuggestedAccount[]>(`/competitors/${id}/suggestions`, {}, signal),
    staleTime: 10 * 60_000,
  })
}
