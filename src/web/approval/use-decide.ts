import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Approval } from '../../server/api.ts'
import { sayDone, sayProblem } from '../app/say.ts'
import { api } from '../lib/api.ts'

export type Act =
  | { do: 'approve' }
  | { do: 'take-back' }
  | { do: 'refuse'; reason: string }
  | { do: 'edit'; text: string }
  | { do: 'hand-on'; to: string }

/** Does something about the very words that are shown; what has changed since is shown anew, and asked again. */
export function useAct({ id, hash }: Pick<Approval, 'id' | 'hash'>, onDone?: () => void) {
  const { t } = useTranslation('approval')
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ do: what, ...more }: Act) =>
      api.post<Approval>(`/approvals/${id}/${what}`, what === 'take-back' ? {} : { hash, ...more }),
    onSuccess(_answer, act) {
      sayDone(t(`done.${act.do}`))
      onDone?.()
    },
    onError: sayProblem,
    onSettled: () => {
      for (const name of ['approvals', 'deliveries', 'delivery-counts'])
        void client.invalidateQueries({ queryKey: [name] })
    },
  })
}
