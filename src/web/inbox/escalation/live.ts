import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Escalation } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { escalationsQuery } from './queries.ts'

/** What a conversation has been raised for, kept up to date as services answer. */
export function useEscalations(id: string): Escalation[] {
  const client = useQueryClient()
  const { data = [] } = useQuery(escalationsQuery(id))
  useLive('conversation', (event) => {
    if (event.id === id || data.some((one) => one.conversationId === event.id))
      client.invalidateQueries({ queryKey: ['escalations', id] })
  })
  return data
}
