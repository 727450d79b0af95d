import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Escalation } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from './escalation.module.css'

/** Who holds a link: copied to be given by other means, or taken back. */
export function Links({ one }: { one: Escalation }) {
  const { t } = useTranslation('service')
  const client = useQueryClient()
  const copy = useMutation({
    mutationFn: (linkId: string) => api.post<{ url: string }>(`/escalations/${one.id}/links/${linkId}/copy`),
    onError: sayProblem,
  })
  const revoke = useMutation({
    mutationFn: (linkId: string) => api.delete(`/escalations/${one.id}/links/${linkId}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['escalations', one.conversationId] }),
    onError: sayProblem,
  })
  return (
    <details>
      <summary className="small">{t('links.title', { count: one.links.length })}</summary>
      <ul className={classes.lines}>
        {one.links.map(({ id, email, open, used }) => (
          <li key={id} className={classes.head}>
            <span>{email}</span>
            <span className="hush small">
              {open ? (
                used ? (
                  <>
                    {t('links.used')} <When at={used} />
                  </>
                ) : (
                  t('links.unused')
                )
              ) : (
                t('links.closed')
              )}
            </span>
            {open && (
              <>
                <Button size="compact-xs" variant="default" onClick={() => copy.mutate(id)}>
                  {t('links.copy')}
                </Button>
                <Button size="compact-xs" variant="subtle" onClick={() => revoke.mutate(id)}>
                  {t('links.revoke')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <div role="status">{copy.data && <CopyField label={t('links.address')} value={copy.data.url} />}</div>
    </details>
  )
}
