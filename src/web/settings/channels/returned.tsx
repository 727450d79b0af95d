import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { SIGN_IN_FAILURES } from '../../app/search.ts'
import { IconAlertTriangle, IconCheck } from '../../kit/icons.ts'

const route = getRouteApi('/app/settings/channels')

/** How it went on the network's own page, from which somebody has just come back. */
export function Returned({ accounts }: { accounts: ChannelAccount[] }) {
  const { t } = useTranslation('settings')
  const { connected, failed } = route.useSearch()
  const account = accounts.find((one) => one.id === connected)
  const why = SIGN_IN_FAILURES.find((one) => one === failed)
  return (
    <div role="status">
      {account && (
        <div className="notice" data-tone="good">
          <IconCheck size={20} aria-hidden />
          <div>
            <strong>{t('channels.connected', { name: account.name })}</strong>
            <p>
              {t(account.inbox ? 'channels.sign_in.done' : 'channels.sign_in.done_watch')}{' '}
              <Link to="/settings/channels/$accountId" params={{ accountId: account.id }}>
                {t('channels.sign_in.see')}
              </Link>
            </p>
          </div>
        </div>
      )}
      {why && (
        <div className="notice" data-tone="bad">
          <IconAlertTriangle size={20} aria-hidden />
          <div>
            <strong>{t('channels.sign_in.failed')}</strong>
            <p>{t(`channels.sign_in_failed.${why}`)}</p>
          </div>
        </div>
      )}
    </div>
  )
}
