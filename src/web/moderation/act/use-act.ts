import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ModerationAct } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { api } from '../../lib/api.ts'

interface Asked {
  path: string
  body: object
}

/** Decides something about an act, and says what became of it. */
export function useAct(onDone?: () => void) {
  const { t } = useTranslation('moderation')
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: Asked) => api.post<ModerationAct>(`/moderation/acts${path}`, body),
    onSuccess: (act) => {
      sayDone(t(`said.${act.state}`))
      onDone?.()
    },
    // Also where somebody else was faster: what stands is shown.
    onSettled: () => client.invalidateQueries({ queryKey: ['moderation'] }),
  })
}
