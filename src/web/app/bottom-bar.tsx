import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { DoorDot } from './door-count.tsx'
import { DOORS } from './doors.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

/** Under 720 px: the doors most used and a menu of all the others, within a thumb's reach. */
export function BottomBar({ onOpen }: { onOpen(overlay: 'palette' | 'exchange'): void }) {
  const { t } = useTranslation()
  const { permissions } = useMe()
  return (
    <nav className={classes.bar} aria-label={t('shell.doors')}>
      {DOORS.filter((door) => !door.railOnly && (door.can === null || permissions.includes(door.can))).map(
        (door) => (
          <Link key={door.id} to={door.to} className={classes.tab ?? ''}>
            <door.icon size={22} stroke={1.7} aria-hidden />
            {t(`doors_short.${door.id}`)}
            {door.id === 'notices' && <DoorDot />}
          </Link>
        ),
      )}
      <AccountMenu small compact onOpen={onOpen} />
    </nav>
  )
}
