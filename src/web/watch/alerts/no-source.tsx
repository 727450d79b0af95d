import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { accountsQuery } from '../../settings/channels/queries.ts'

/** Why alerts that find nothing find nothing, where no source is connected: said only of a week without a post. */
export function NoSource({ alerts }: { alerts: Alert[] }) {
  const { t } = useTranslation('watch')
  const canRead = useCan('channels:read')
  const canManage = useCan('channels:manage')
  const quiet = alerts.every(({ week }) => week.count === 0)
  const accounts = useQuery({ ...accountsQuery, enabled: quiet && canRead })
  if (!quiet || accounts.data?.length !== 0) return null
  return (
    <div className="notice" role="status">
      <div>
        <strong>{t('no_source.title')}</strong>
        <p>{t(canManage ? 'no_source.text' : 'no_source.ask')}</p>
        {canManage && (
          <LinkButton to="/settings/channels" size="compact-sm" mt={8}>
            {t('no_source.connect')}
          </LinkButton>
        )}
      </div>
    </div>
  )
}
