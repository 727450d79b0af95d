import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { TeamTime, TimeChoice, TimeEntry, TimeGiven } from '../../server/api.ts'
import { sayProblem } from '../app/say.ts'
import { api } from '../lib/api.ts'
import { setCounting } from './beacon.ts'

const TIME = 'time'
export const WEEKS = [4, 8, 13, 26, 52] as const

export function timeQuery(weeks: number) {
  return queryOptions({
    queryKey: [TIME, weeks],
    queryFn: ({ signal }) => api.get<TimeGiven>('/me/time', { weeks }, signal),
  })
}

export function teamTimeQuery(weeks: number) {
  return queryOptions({
    queryKey: [TIME, 'team', weeks],
    queryFn: ({ signal }) => api.get<TeamTime>('/reports/time', { weeks }, signal),
  })
}

function useChange<I, O>(mutationFn: (input: I) => Promise<O>, done?: (result: O) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onError: sayProblem,
    async onSuccess(result) {
      done?.(result)
      await client.invalidateQueries({ queryKey: [TIME] })
    },
  })
}

export function useChoose() {
  return useChange(
    (choice: { counted: boolean; shared: boolean }) => api.put<TimeChoice>('/me/time/choice', choice),
    ({ counted }) => setCounting(counted),
  )
}

export function useAddEntry() {
  return useChange((entry: Omit<TimeEntry, 'id'>) => api.post<TimeEntry>('/me/time/entries', entry))
}

export function useRemoveEntry() {
  return useChange((id: string) => api.delete(`/me/time/entries/${id}`))
}

export function useForget() {
  return useChange(
    () => api.delete('/me/time'),
    () => setCounting(false),
  )
}
