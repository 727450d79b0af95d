import { queryOptions } from '@tanstack/react-query'
import type {
  ConversationDetail,
  ConversationPrivate,
  PrivateInvitation,
  PrivatePlaces,
  PrivateSetting,
  PrivateWay,
} from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

/** How a conversation can go on in private, and who came from where. */
export function privateQuery(id: string) {
  return queryOptions({
    queryKey: ['private', id],
    queryFn: ({ signal }) => api.get<ConversationPrivate>(`/conversations/${id}/private`, {}, signal),
  })
}

export const privateSettingQuery = queryOptions({
  queryKey: ['private-setting'],
  queryFn: ({ signal }) => api.get<PrivateSetting>('/private-setting', {}, signal),
})

export const privatePlacesQuery = queryOptions({
  queryKey: ['private-setting', 'places'],
  queryFn: ({ signal }) => api.get<PrivatePlaces>('/private-setting/places', {}, signal),
})

/** Where they are in private now, of those who came. */
export function hereOf({ arrivals }: PrivateInvitation) {
  return arrivals.findLast(({ refused, here }) => !refused && here !== null)
}

/** Nobody can come by it any more, or somebody has. */
export function isOver({ state }: PrivateInvitation): boolean {
  return !['waiting', 'sent', 'unknown', 'refused'].includes(state)
}

/** The ways that are open, the closest first. */
export function waysOf({ direct, link, mail }: ConversationPrivate['ways']): PrivateWay[] {
  return (['direct', 'link', 'mail'] as const).filter((way) => ({ direct, link, mail })[way])
}

/** Once it is settled in private, saying so in public is offered, as long as nobody has and there is somewhere to say it. */
export function offersClosing(
  { there, closed }: Pick<PrivateInvitation, 'there' | 'closed'>,
  { status }: Pick<ConversationDetail, 'status'>,
): boolean {
  return status === 'done' && there !== null && !closed
}
