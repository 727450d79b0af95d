import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Page, Webhook, WebhookDelivery } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => api.get<Webhook[]>('/webhooks', {}, signal),
})

/** What an address was told and answered, newest first. */
export function messagesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['webhook-messages', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<WebhookDelivery>>(`/webhooks/${id}/deliveries`, { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
