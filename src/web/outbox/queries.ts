import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Answering, Delivery, DeliveryCounts, Page, StopState } from '../../server/api.ts'
import type { OutboxView } from '../app/search.ts'
import { api } from '../lib/api.ts'
import { readAll } from './read-all.ts'

/** As many as one request takes. */
const MOST_ABOUT = 100

/** By whom, and within what limits, a conversation can be answered. */
export function answeringQuery(conversationId: string, to?: string) {
  return queryOptions({
    queryKey: ['answering', conversationId, ...(to ? [to] : [])],
    queryFn: ({ signal }) => api.get<Answering>(`/conversations/${conversationId}/answering`, { to }, signal),
  })
}

/** What was decided in a conversation and in those that it shows, newest first. */
export function conversationDeliveriesQuery(conversationId: string, parts: string[] = []) {
  return queryOptions({
    queryKey: ['deliveries', { conversationId }],
    queryFn: ({ signal }) =>
      Promise.all(
        [...new Set([conversationId, ...parts])].map((id) =>
          api.get<Page<Delivery>>('/deliveries', { conversationId: id, limit: 50 }, signal),
        ),
      ).then((pages) => pages.flatMap(({ items }) => items).toSorted((a, b) => (a.id < b.id ? 1 : -1))),
  })
}

/** What was decided about messages of a conversation, newest first. */
export function marksQuery(conversationId: string, about: string[]) {
  const ids = about.slice(-MOST_ABOUT)
  return queryOptions({
    queryKey: ['deliveries', { marks: conversationId }, ids],
    queryFn: ({ signal }) =>
      api
        .get<Page<Delivery>>('/deliveries', { about: ids.join(','), limit: 200 }, signal)
        .then(({ items }) => items),
  })
}

/** Where each waits, or how it ended; newest decision first. */
export function deliveriesQuery(view: OutboxView) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', { view }],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Delivery>>(
        '/deliveries',
        { state: view === 'all' ? undefined : view, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export const deliveryCountsQuery = queryOptions({
  queryKey: ['delivery-counts'],
  queryFn: ({ signal }) => api.get<DeliveryCounts>('/deliveries/counts', {}, signal),
})

export const stopQuery = queryOptions({
  queryKey: ['stop'],
  queryFn: ({ signal }) => api.get<StopState>('/stop', {}, signal),
})

/** Of 200 each: as many as a resume can leave out at one time. */
const MOST_PAGES = 5

/** What a resume would let go: looked at before. */
export const heldQuery = queryOptions({
  queryKey: ['deliveries', { held: true }],
  queryFn: ({ signal }) =>
    readAll(
      (cursor) => api.get<Page<Delivery>>('/deliveries', { state: 'waiting', limit: 200, cursor }, signal),
      MOST_PAGES,
    ),
})
