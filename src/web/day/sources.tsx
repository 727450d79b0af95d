import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { IconAlertTriangle } from '../kit/icons.ts'
import classes from './day.module.css'

/** Told first, because figures mean little while a source is silent. */
export function Sources({ channels }: { channels: Day['channels'] }) {
  const { t } = useTranslation('day')
  const canSee = useCan('channels:read')
  const ill = channels.failing + channels.late
  if (ill + channels.expiring === 0) return null
  return (
    <div className={`notice ${classes.wide}`} data-tone="warm">
      <IconAlertTriangle size={20} aria-hidden />
      <p>
        {ill > 0 && t('sources.ill', { count: ill, total: channels.total })}{' '}
        {channels.expiring > 0 && t('sources.expiring', { count: channels.expiring })}{' '}
        {canSee && <Link to="/settings/channels">{t('sources.see')}</Link>}
      </p>
    </div>
  )
}
