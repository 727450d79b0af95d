import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notice, NoticeDevice, NoticeSettings, OnCall, Page } from '../../server/api.ts'
import { sayProblem } from '../app/say.ts'
import { api } from '../lib/api.ts'

export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => api.get<{ count: number }>('/notices/unread', {}, signal),
})

export function noticesQuery(unread: boolean) {
  return infiniteQueryOptions({
    queryKey: ['notices', 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Notice>>('/notices', { cursor: pageParam, unread: unread || undefined }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function noticeQuery(id: string) {
  return queryOptions({
    queryKey: ['notices', 'one', id],
    queryFn: ({ signal }) => api.get<Notice>(`/notices/${id}`, {}, signal),
  })
}

export const noticeSettingsQuery = queryOptions({
  queryKey: ['notice-settings'],
  queryFn: ({ signal }) => api.get<NoticeSettings>('/notices/settings', {}, signal),
})

export const devicesQuery = queryOptions({
  queryKey: ['notice-devices'],
  queryFn: ({ signal }) => api.get<NoticeDevice[]>('/notices/devices', {}, signal),
})

export const onCallQuery = queryOptions({
  queryKey: ['on-call'],
  queryFn: ({ signal }) => api.get<OnCall>('/on-call', {}, signal),
})

/** Marks as read or unread; without ids, everything. */
export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ask: { ids?: string[]; read: boolean }) => api.post('/notices/read', ask),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
    onError: sayProblem,
  })
}
