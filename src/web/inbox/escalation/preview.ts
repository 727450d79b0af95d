import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { EscalationPreview } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import type { Order } from './order.ts'

/** What the service would see, as the server itself would show it. */
export function usePreview(talkId: string, { serviceId, messages, named, masked }: Order) {
  const body = { serviceId, messages, named, masked }
  return useQuery({
    queryKey: ['escalation-preview', talkId, body],
    enabled: serviceId !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: () => api.post<EscalationPreview>(`/conversations/${talkId}/escalations/preview`, body),
  })
}
