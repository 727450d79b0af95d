import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ConversationEntry, Page } from '../../server/api.ts'
import { api } from '../lib/api.ts'

/** Pages from the newest back: who opens a conversation is shown its end, however long it is. */
export function entriesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['entries', id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ConversationEntry>>(
        `/conversations/${id}/items`,
        { order: 'desc', cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** What is loaded of a conversation, oldest first. */
export function entriesIn(data: { pages: Page<ConversationEntry>[] } | undefined): ConversationEntry[] {
  return data?.pages.flatMap((page) => page.items).reverse() ?? []
}
