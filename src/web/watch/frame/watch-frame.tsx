import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import classes from './frame.module.css'

const PARTS = [
  { id: 'alerts', to: '/watch', can: 'alerts:read' },
  { id: 'lists', to: '/watch/lists', can: 'alerts:read' },
  { id: 'identity', to: '/watch/identity', can: 'reports:read' },
  { id: 'competitors', to: '/watch/competitors', can: 'reports:read' },
  { id: 'reader', to: '/watch/reader', can: 'stream:read' },
  { id: 'pages', to: '/watch/pages', can: 'alerts:read' },
  { id: 'sites', to: '/watch/sites', can: 'alerts:read' },
] as const

/** What there is to watch, above the pages that begin a part; a page within one has the room to itself. */
export function WatchFrame() {
  const { t } = useTranslation('watch')
  const here = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  const allowed = {
    'alerts:read': useCan('alerts:read'),
    'reports:read': useCan('reports:read'),
    'stream:read': useCan('stream:read'),
  }
  const begins = PARTS.some((part) => part.to === here)
  return (
    <>
      {begins && (
        <nav className={classes.nav} aria-label={t('parts.label')}>
          {PARTS.filter((part) => allowed[part.can]).map((part) => (
            <Link
              key={part.id}
              to={part.to}
              activeOptions={{ exact: true, includeSearch: false }}
              className={classes.part ?? ''}
            >
              {t(`parts.${part.id}`)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  )
}
