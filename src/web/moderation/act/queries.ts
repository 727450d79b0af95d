import { queryOptions } from '@tanstack/react-query'
import type { AppealSaid, ModerationAct, ModerationCase, Page } from '../../../server/api.ts'
import type { ActsSearch } from '../../app/search.ts'
import { api } from '../../lib/api.ts'

const ASKED: Record<NonNullable<ActsSearch['view']>, Record<string, string>> = {
  proposed: { state: 'proposed' },
  appeals: { appealed: 'yes' },
  all: {},
}

export function actsQuery(view: NonNullable<ActsSearch['view']>) {
  return queryOptions({
    queryKey: ['moderation', 'acts', view],
    queryFn: ({ signal }) =>
      api.get<Page<ModerationAct>>('/moderation/acts', { ...ASKED[view], limit: 50 }, signal),
  })
}

/** What was ever done to these posts, the first first. */
export function standingQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['moderation', 'about', ...ids],
    queryFn: ({ signal }) =>
      api.get<Page<ModerationAct>>('/moderation/acts', { about: ids.slice(-100).join(',') }, signal),
  })
}

export function caseQuery(activityId: string) {
  return queryOptions({
    queryKey: ['moderation', 'case', activityId],
    queryFn: ({ signal }) => api.get<ModerationCase>(`/moderation/cases/${activityId}`, {}, signal),
  })
}

export function appealQuery(id: string) {
  return queryOptions({
    queryKey: ['moderation', 'appeal', id],
    queryFn: ({ signal }) => api.get<AppealSaid>(`/moderation/acts/${id}/appeal`, {}, signal),
  })
}
