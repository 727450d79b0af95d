import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Alarm, AlarmDetail, AlarmNote, AlertBaseline, Page, Watched } from '../../server/api.ts'
import { sayProblem } from '../app/say.ts'
import { api } from '../lib/api.ts'

export const openAlarmsQuery = queryOptions({
  queryKey: ['alarms', 'open'],
  queryFn: async ({ signal }) => (await api.get<Page<Alarm>>('/alarms', { open: true }, signal)).items,
})

/** Alarms of one alert, newest first. */
export function alarmsOfQuery(alert: string) {
  return queryOptions({
    queryKey: ['alarms', 'of', alert],
    queryFn: async ({ signal }) =>
      (await api.get<Page<Alarm>>('/alarms', { alert, limit: 20 }, signal)).items,
  })
}

export function alarmQuery(id: string) {
  return queryOptions({
    queryKey: ['alarms', 'one', id],
    queryFn: ({ signal }) => api.get<AlarmDetail>(`/alarms/${id}`, {}, signal),
  })
}

export function baselineQuery(alert: string) {
  return queryOptions({
    queryKey: ['alarms', 'baseline', alert],
    queryFn: ({ signal }) => api.get<AlertBaseline>(`/alerts/${alert}/baseline`, {}, signal),
    refetchInterval: 5 * 60_000,
  })
}

/** Notes before those that came with the alarm. */
export function earlierNotesQuery(id: string, first: string | null) {
  return infiniteQueryOptions({
    queryKey: ['alarms', 'notes', id, first],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AlarmNote>>(`/alarms/${id}/notes`, { cursor: pageParam }, signal),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
  })
}

export const watchedQuery = queryOptions({
  queryKey: ['alarms', 'watched'],
  queryFn: async ({ signal }) => (await api.get<{ items: Watched[] }>('/watched', {}, signal)).items,
  refetchInterval: 5 * 60_000,
})

/** Acts on an alarm; what is shown of it anywhere is read again. */
export function useAct(id: string, what: 'acknowledge' | 'close' | 'notes', after?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (text: string | undefined) =>
      api.post<AlarmDetail>(`/alarms/${id}/${what}`, text === undefined ? undefined : { text }),
    onSuccess: () => {
      after?.()
      return client.invalidateQueries({ queryKey: ['alarms'] })
    },
    onError: sayProblem,
  })
}
