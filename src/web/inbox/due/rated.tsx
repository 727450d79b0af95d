import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ConversationRatings } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

const ratingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['ratings', id],
    queryFn: ({ signal }) => api.get<ConversationRatings>(`/conversations/${id}/satisfaction`, {}, signal),
  })

/** The words that somebody added to their figure. */
export function RatedWords({ talkId }: { talkId: string }) {
  const asks = useQuery(ratingsQuery(talkId)).data?.asks ?? []
  const comment = asks.find((ask) => ask.comment)?.comment
  return comment ? <blockquote className="post-text">{comment}</blockquote> : null
}
