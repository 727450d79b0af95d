import { queryOptions } from '@tanstack/react-query'
import type { AssignmentTeam, Away } from '../../server/api.ts'
import { api } from '../lib/api.ts'

/** What has happened since a moment; without one, since the last visit. */
export const awayQuery = (since?: string) =>
  queryOptions({
    queryKey: ['away', since ?? 'visit'],
    queryFn: ({ signal }) => api.get<Away>('/away', { since }, signal),
    staleTime: 60_000,
  })

export const assignmentTeamQuery = queryOptions({
  queryKey: ['assignment', 'team'],
  queryFn: ({ signal }) => api.get<AssignmentTeam>('/assignment/team', {}, signal),
})
