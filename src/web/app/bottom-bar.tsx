import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { unreadQuery } from '../notice/queries.ts'
import { AccountMenu } from './account-menu.tsx'
import { DOORS } from './doors.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

function UnreadDot() {
  const { t } = useTranslation()
  const count = useQuery(unreadQuery).data?.count ?? 0
  if (count === 0) return null
  return (
    <>
      <span className={classes.dot} />
      <span className="hidden-visually">{t('shell.unread_count', { count })}</span>
    </>
  )
}

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
            {door.id === 'notices' && <UnreadDot />}
          </Link>
        ),
      )}
      <AccountMenu small compact />
    </nav>
  )
}
