import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../lib/api.ts'

export const unreadMentionsQuery = queryOptions({
  queryKey: ['mentions', 'unread'],
  queryFn: ({ signal }) => api.get<{ count: number }>('/mentions/unread', {}, signal),
})

/** Who opens a conversation has read the notes in it that name them. */
export function useReadMentions(talkId: string, notes: number): void {
  const client = useQueryClient()
  // A note that comes in while one looks is read too.
  useEffect(() => {
    if (notes === 0) return
    api
      .post('/mentions/read', { conversationId: talkId })
      .then(() => client.invalidateQueries({ queryKey: ['mentions'] }))
      .catch(() => undefined)
  }, [talkId, notes, client])
}
