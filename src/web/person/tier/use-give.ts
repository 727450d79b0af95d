import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PersonTier } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'

export const personTierQuery = (id: string) =>
  queryOptions({
    queryKey: ['person-tier', id],
    queryFn: ({ signal }) => api.get<PersonTier>(`/people/${id}/tier`, {}, signal),
  })

export function useGive(id: string) {
  const { t } = useTranslation('person')
  const client = useQueryClient()
  const { queryKey } = personTierQuery(id)
  const renew = () => client.invalidateQueries({ queryKey })
  return useMutation({
    mutationFn: (body: { tierId: string | null; seen: string | null }) =>
      api.put<PersonTier>(`/people/${id}/tier`, body),
    onSuccess(given) {
      client.setQueryData(queryKey, given)
      client.invalidateQueries({ queryKey: ['tiers'] })
      if (!given.change) return
      offerUndo(t('tier.saved'), () =>
        api
          .post(`/people/tiers/${given.change}/undo`, {})
          .then(renew)
          .then(() => sayDone(t('tier.undone')))
          .catch(sayProblem),
      )
    },
    onError(error) {
      sayProblem(error)
      renew()
    },
  })
}
