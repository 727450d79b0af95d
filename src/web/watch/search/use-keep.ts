import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { api } from '../../lib/api.ts'
import { alertsQuery } from '../queries.ts'

/** Makes an alert of the search as it stands, and brings in what was found: then there is something under it at once. */
export function useKeep(query: string) {
  const { t } = useTranslation('watch')
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () =>
      api.post<Alert>('/alerts', { name: query.slice(0, 200), query, kind: 'topic', inbox: false }),
    async onSuccess(alert) {
      await client.invalidateQueries({ queryKey: alertsQuery.queryKey })
      navigate({ to: '/watch/$alertId', params: { alertId: alert.id } })
      api
        .post<{ kept: number }>('/search/keep', { query })
        .then(({ kept }) => sayDone(t('everywhere.kept', { count: kept })))
        .catch(sayProblem)
    },
  })
}
