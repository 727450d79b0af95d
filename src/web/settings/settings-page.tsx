import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/session.ts'
import { IconChevronLeft } from '../kit/icons.ts'
import { PageHeader } from '../kit/page-header.tsx'
import { SECTIONS } from './sections.ts'
import classes from './settings.module.css'

function useSections() {
  const { permissions } = useMe()
  return SECTIONS.filter((section) => section.can === null || permissions.includes(section.can))
}

/** The sections at the side; on a narrow window they are the first page, and each section a page of its own. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const sections = useSections()
  const home = useRouterState({ select: (state) => /^\/settings\/?$/.test(state.location.pathname) })
  return (
    <div className={classes.settings}>
      {!home && (
        <nav className={classes.nav} aria-label={t('title')}>
          <p className={classes.navTitle}>{t('title')}</p>
          {sections.map((section) => (
            <Link key={section.id} to={section.to} className={classes.navLink ?? ''}>
              <section.icon size={18} stroke={1.7} aria-hidden />
              {t(`section.${section.id}`)}
            </Link>
          ))}
        </nav>
      )}
      <div className={classes.body}>
        {!home && (
          <Link to="/settings" className={classes.back ?? ''}>
            <IconChevronLeft size={18} aria-hidden /> {t('title')}
          </Link>
        )}
        <Outlet />
      </div>
    </div>
  )
}

export function SettingsHome() {
  const { t } = useTranslation('settings')
  return (
    <div className="page">
      <PageHeader title={t('title')} />
      <ul className={classes.home}>
        {useSections().map((section) => (
          <li key={section.id}>
            <Link to={section.to} className={classes.homeLink ?? ''}>
              <section.icon size={24} stroke={1.6} aria-hidden />
              <span>
                <strong>{t(`section.${section.id}`)}</strong>
                <span className="hush small">{t(`section_lead.${section.id}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
