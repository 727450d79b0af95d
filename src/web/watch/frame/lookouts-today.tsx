import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconAlertTriangle } from '../../kit/icons.ts'
import { ToRead } from '../pages/to-read.tsx'
import { sitesQuery } from '../sites/queries.ts'

function SitesDown({ className }: { className: string | undefined }) {
  const { t } = useTranslation('sites')
  const sites = (useQuery(sitesQuery).data ?? []).filter((site) => !site.paused)
  const down = sites.filter((site) => site.state === 'down')
  const ending = sites.filter((site) => site.certificate?.warn)
  if (down.length + ending.length === 0) return null
  return (
    <div className={`notice ${className ?? ''}`} data-tone={down.length > 0 ? 'bad' : 'warm'}>
      <IconAlertTriangle size={20} aria-hidden />
      <p>
        {down.length > 0 && <strong>{t('day.down', { count: down.length, name: down[0]?.name })}</strong>}{' '}
        {ending.map((site) => t('day.certificate', { name: site.name })).join(' ')}{' '}
        <Link to="/watch/sites">{t('day.see')}</Link>
      </p>
    </div>
  )
}

/** What is down, and what one has to read again, on the page of the day; nothing while there is nothing. */
export function LookoutsToday({ className }: { className: string | undefined }) {
  return (
    <>
      <SitesDown className={className} />
      <ToRead mine className={className} />
    </>
  )
}
