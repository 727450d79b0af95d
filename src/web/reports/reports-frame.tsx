import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from '../watch/frame/frame.module.css'
import { REPORTS } from './pages.ts'

/** All the reports, above each of them. */
export function ReportsFrame() {
  const { t } = useTranslation()
  return (
    <>
      <nav className={classes.nav} aria-label={t('reports.label')}>
        {REPORTS.map(({ id, to }) => (
          <Link
            key={id}
            to={to}
            activeOptions={{ exact: true, includeSearch: false }}
            className={classes.part ?? ''}
          >
            {t(`reports.${id}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  )
}
