import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Image, Unsaid } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import { SPANS, type Span } from '../figure/span.ts'

export const IDENTITY = ['identity']

export function imageQuery(span: Span) {
  return queryOptions({
    queryKey: [...IDENTITY, 'image', span],
    queryFn: ({ signal }) => api.get<Image>('/identity', SPANS[span], signal),
    placeholderData: keepPreviousData,
  })
}

/** It reads posts, which takes a moment: asked for once a visit. */
export function unsaidQuery(span: Span) {
  return queryOptions({
    queryKey: [...IDENTITY, 'unsaid', span],
    queryFn: ({ signal }) => api.get<Unsaid>('/identity/unsaid', SPANS[span], signal),
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
  })
}
