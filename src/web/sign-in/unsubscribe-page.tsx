import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { Front } from './front.tsx'

/** Where a mail's own link leads: nothing is done until somebody presses the button, as scanners follow links too. */
export function UnsubscribePage() {
  const { t } = useTranslation('sign-in')
  const [token] = useState(() => location.hash.slice(1))
  const leave = useMutation({
    mutationFn: () =>
      api.post<{ scope: 'all' | 'alarms' | 'alert' }>(`/notices/unsubscribe/${encodeURIComponent(token)}`),
  })
  return (
    <Front title={t('unsubscribe.title')} lead={leave.data ? undefined : t('unsubscribe.lead')}>
      <div className="stack">
        <ProblemNotice error={leave.error} />
        {leave.data ? (
          <>
            <p role="status">{t(`unsubscribe.done.${leave.data.scope}`)}</p>
            <p>
              <a href="/settings/notices">{t('unsubscribe.settings')}</a>
            </p>
          </>
        ) : (
          <Button size="md" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t('unsubscribe.leave')}
          </Button>
        )}
      </div>
    </Front>
  )
}
