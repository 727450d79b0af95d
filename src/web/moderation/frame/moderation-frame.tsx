import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/session.ts'
import classes from '../../watch/frame/frame.module.css'

const PARTS = [
  { id: 'queue', to: '/moderation', can: 'moderation:act' },
  { id: 'acts', to: '/moderation/acts', can: 'moderation:act' },
  { id: 'agreement', to: '/moderation/agreement', can: 'moderation:act' },
  { id: 'charter', to: '/moderation/charter', can: 'moderation:act' },
  { id: 'removals', to: '/moderation/removals', can: 'moderation:act' },
] as const

/** The parts of moderation, above the pages that begin one. */
export function ModerationFrame() {
  const { t } = useTranslation('queue')
  const { permissions } = useMe()
  const here = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, '') })
  return (
    <>
      {PARTS.some(({ to }) => to === here) && (
        <nav className={classes.nav} aria-label={t('parts.label')}>
          {PARTS.filter(({ can }) => permissions.includes(can)).map(({ id, to }) => (
            <Link
              key={id}
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              className={classes.part ?? ''}
            >
              {t(`parts.${id}`)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  )
}
