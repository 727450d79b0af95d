import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconAlertTriangle } from '../kit/icons.ts'
import { When } from '../kit/when.tsx'
import { stopQuery } from '../outbox/queries.ts'
import { useCan } from './session.ts'
import classes from './shell.module.css'

/** On every page while nothing leaves: who stopped it, why, and how much waits. */
export function StopBanner() {
  const { t } = useTranslation()
  const canRead = useCan('outbox:read')
  const state = useQuery({ ...stopQuery, enabled: canRead }).data
  const stopped = state?.stopped
  return (
    <div role="status">
      {stopped && (
        <p className={classes.stopped}>
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <strong>{t(stopped.everywhere ? 'stopped.everywhere' : 'stopped.here')}</strong>{' '}
            {stopped.by ? t('stopped.by', { name: stopped.by }) : ''} <When at={stopped.at} />
            {stopped.reason && <>. {t('stopped.reason', { reason: stopped.reason })}</>}.{' '}
            {t('stopped.held', { count: state.held })}{' '}
            <Link to="/outbox" search={{ view: 'waiting' }}>
              {t('stopped.see')}
            </Link>
          </span>
        </p>
      )}
    </div>
  )
}
