import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { DOORS } from './doors.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

/** Under 720 px: the four doors most used and the person's own menu, within a thumb's reach. */
export function BottomBar() {
  const { t } = useTranslation()
  const { permissions } = useMe()
  return (
    <nav className={classes.bar} aria-label={t('shell.doors')}>
      {DOORS.filter((door) => !door.railOnly && (door.can === null || permissions.includes(door.can))).map(
        (door) => (
          <Link key={door.id} to={door.to} className={classes.tab ?? ''}>
            <door.icon size={22} stroke={1.7} aria-hidden />
            {t(`doors_short.${door.id}`)}
          </Link>
        ),
      )}
      <AccountMenu small compact />
    </nav>
  )
}
