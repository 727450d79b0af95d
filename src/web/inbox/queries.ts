import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  Conversation,
  ConversationCounts,
  ConversationDetail,
  ConversationFound,
  Member,
  Page,
} from '../../server/api.ts'
import type { InboxSearch, View } from '../app/search.ts'
import { api, type Query } from '../lib/api.ts'
import { bound } from '../lib/civil.ts'
import { carryDraft } from './merge/carry.ts'

export type Pages<T> = InfiniteData<Page<T>, string | undefined>

export const countsQuery = queryOptions({
  queryKey: ['conversation-counts'],
  queryFn: ({ signal }) => api.get<ConversationCounts>('/conversations/counts', {}, signal),
})

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: () => api.get<Member[]>('/members'),
  staleTime: 5 * 60_000,
})

const VIEW_QUERY: Record<View, Query> = {
  open: { status: 'open', sort: 'priority' },
  mine: { status: 'open', sort: 'priority', assignee: 'me' },
  unassigned: { status: 'open', sort: 'priority', assignee: 'none' },
  private: { status: 'open', sort: 'priority', visibility: 'private' },
  reviews: { status: 'open', sort: 'priority', review: 'yes' },
  recent: { status: 'open' },
  mentions: { mentioned: 'yes' },
  late: { due: 'late', sort: 'due' },
  soon: { due: 'hour', sort: 'due' },
  waiting: { status: 'open', sort: 'waiting' },
  snoozed: { status: 'snoozed' },
  done: { status: 'done' },
}

/** The list that an address asks for, as the server understands it; its day ends by the reader's clock. */
export function listQuery(search: InboxSearch, zone: string): Query {
  const { view, saved, assignee, before, ...filters } = search
  return {
    ...(saved ? { saved } : VIEW_QUERY[view ?? 'open']),
    ...(assignee ? { assignee } : {}),
    ...filters,
    ...(before ? { sort: 'recent', before: bound(zone, before, 'to') } : {}),
  }
}

/** What narrows a search: it goes through all history, so a view that is open does not. */
export function searchQuery({ view: _view, saved: _saved, before: _before, ...search }: InboxSearch): Query {
  return { ...search }
}

export function conversationsQuery(search: InboxSearch, zone: string) {
  const query = search.q ? searchQuery(search) : listQuery(search, zone)
  const path = search.q ? '/conversations/search' : '/conversations'
  return infiniteQueryOptions({
    queryKey: ['conversations', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Conversation & Partial<ConversationFound>>>(
        path,
        { ...query, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // A list being read keeps its order; arrivals are announced and come in when asked for.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  })
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversation', id],
    queryFn: async ({ client, signal }) => {
      const talk = await api.get<ConversationDetail>(`/conversations/${id}`, { glance: 'yes' }, signal)
      // Before the other is shown: what was being written must be there at once.
      if (talk.id !== id) carryDraft(client, id, talk.id)
      return talk
    },
  })
}
