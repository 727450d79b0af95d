import { queryOptions } from '@tanstack/react-query'
import type { Answering, Delivery, Page } from '../../server/api.ts'
import { api } from '../lib/api.ts'

/** By whom, and within what limits, a conversation can be answered. */
export function answeringQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['answering', conversationId],
    queryFn: ({ signal }) => api.get<Answering>(`/conversations/${conversationId}/answering`, {}, signal),
  })
}

/** What was decided in a conversation, newest first. */
export function conversationDeliveriesQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['deliveries', { conversationId }],
    queryFn: ({ signal }) =>
      api
        .get<Page<Delivery>>('/deliveries', { conversationId, limit: 50 }, signal)
        .then(({ items }) => items),
  })
}
