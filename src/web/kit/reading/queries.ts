import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Mark, PostReading, Understood, Verdicts } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'
import { stepsBack } from './undo.ts'
import { withItem } from './with-item.ts'

export function readingQuery(id: string) {
  return queryOptions({
    queryKey: ['reading', id],
    queryFn: ({ signal }) => api.get<PostReading>(`/activities/${id}/reading`, undefined, signal),
  })
}

export const understandingQuery = queryOptions({
  queryKey: ['understanding'],
  queryFn: ({ signal }) => api.get<Understood>('/understanding', undefined, signal),
})

/** Corrects a post, and offers to take it back. */
export function useCorrect(item: ActivityItem) {
  const { t } = useTranslation('reading')
  const client = useQueryClient()
  function renew(now: ActivityItem) {
    client.setQueriesData({}, (data: unknown) => withItem(data, now))
    return client.invalidateQueries({ queryKey: ['reading', item.id] })
  }
  const put = (verdicts: Verdicts) => api.put<ActivityItem>(`/activities/${item.id}/reading`, verdicts)
  const back = (mark: Mark) => api.delete<ActivityItem>(`/activities/${item.id}/reading/${mark}`)
  const undo = (verdicts: Verdicts) => async () => {
    let now: ActivityItem | undefined
    for (const { mark, said } of stepsBack(item, verdicts)) now = await (said ? put(said) : back(mark))
    if (now) await renew(now)
  }
  const correct = useMutation({
    mutationFn: put,
    onSuccess: async (now, verdicts) => {
      offerUndo(t('corrected'), () => void undo(verdicts)().catch(sayProblem))
      await renew(now)
    },
    onError: sayProblem,
  })
  const giveBack = useMutation({ mutationFn: back, onSuccess: renew, onError: sayProblem })
  return { correct: correct.mutate, giveBack: giveBack.mutate, busy: correct.isPending || giveBack.isPending }
}
