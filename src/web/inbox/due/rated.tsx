import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ConversationRatings } from '../../../server/api.ts'
import { Veil } from '../../kit/veil/veil.tsx'
import { api } from '../../lib/api.ts'

const ratingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['ratings', id],
    queryFn: ({ signal }) => api.get<ConversationRatings>(`/conversations/${id}/satisfaction`, {}, signal),
  })

/** The words that somebody added to their figure. */
export function RatedWords({ talkId }: { talkId: string }) {
  const asks = useQuery(ratingsQuery(talkId)).data?.asks ?? []
  const said = asks.find((ask) => ask.comment)
  if (!said?.comment) return null
  const { id, comment: text, toxicity } = said
  return (
    <Veil item={{ id, text, toxicity, ours: false, deleted: false }}>
      <blockquote className="post-text">{text}</blockquote>
    </Veil>
  )
}
