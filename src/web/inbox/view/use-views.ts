import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InboxView } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'

export type ViewBody = Pick<InboxView, 'name' | 'filter' | 'sort' | 'shared'>

/** Keeping, changing, moving and taking away views; what was taken away can be brought back. */
export function useViews(onDone: () => void = () => {}) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { t } = useTranslation('inbox')
  const renew = () => {
    client.invalidateQueries({ queryKey: ['inbox-views'] })
    client.invalidateQueries({ queryKey: ['inbox-view-counts'] })
  }
  const onError = sayProblem
  const keep = useMutation({
    mutationFn: (body: ViewBody) => api.post<InboxView>('/inbox-views', body),
    onSuccess: (view) => {
      renew()
      onDone()
      navigate({ to: '/inbox', search: { saved: view.id } })
    },
    onError,
  })
  const change = useMutation({
    mutationFn: ({ id, ...body }: Partial<ViewBody> & { id: string }) =>
      api.patch<InboxView>(`/inbox-views/${id}`, body),
    onSuccess: (view) => {
      renew()
      client.invalidateQueries({ queryKey: ['conversations'] })
      onDone()
      navigate({ to: '/inbox', search: { saved: view.id } })
    },
    onError,
  })
  const order = useMutation({
    mutationFn: (ids: string[]) => api.put('/inbox-views/order', { ids }),
    onSuccess: renew,
    onError,
  })
  const remove = useMutation({
    mutationFn: ({ id }: InboxView) => api.delete(`/inbox-views/${id}`),
    onSuccess: (_, view) => {
      renew()
      onDone()
      navigate({ to: '/inbox', search: {} })
      offerUndo(t('kept.said.removed', { name: view.name }), () =>
        api.post(`/inbox-views/${view.id}/restore`, {}).then(renew).catch(sayProblem),
      )
    },
    onError,
  })
  return { keep, change, order, remove }
}
