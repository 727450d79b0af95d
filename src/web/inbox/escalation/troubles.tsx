import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Escalation } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { api } from '../../lib/api.ts'

/** What did not leave, or may not have: said, with what a person can do. */
export function Troubles({ one }: { one: Escalation }) {
  const { t, i18n } = useTranslation('service')
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: (id: string) => api.post(`/escalations/${one.id}/legs/${id}/retry`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['escalations', one.conversationId] }),
    onError: sayProblem,
  })
  const shown = one.troubles.filter(({ words }) => words !== 'past' && words !== 'demo')
  return (
    <div role="status">
      {shown.map(({ id, what, email, state, words }) => (
        <div key={id} className="notice" data-tone="bad">
          <p>
            {t(what === 'issue' ? 'trouble.issue' : 'trouble.mail', { email: email ?? '' })}{' '}
            {i18n.exists(`service:trouble.why.${words}`) ? t(`trouble.why.${words}`) : t(`trouble.${state}`)}
          </p>
          <Button
            size="compact-sm"
            variant="default"
            style={{ flexShrink: 0 }}
            loading={retry.isPending}
            onClick={() => retry.mutate(id)}
          >
            {t('trouble.retry')}
          </Button>
        </div>
      ))}
    </div>
  )
}
