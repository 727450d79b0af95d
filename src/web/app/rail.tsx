import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
} from '../kit/icons.ts'
import { LanternMark } from '../kit/lantern-mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { DoorCount } from './door-count.tsx'
import { DOORS, type Door } from './doors.ts'
import { useCan, useMe } from './session.ts'
import classes from './shell.module.css'

interface Props {
  small: boolean
  onToggle(): void
  onPalette(): void
  onKeys(): void
}

function DoorLink({ door, small }: { door: Door; small: boolean }) {
  const { t } = useTranslation()
  const label = t(`doors.${door.id}`)
  return (
    <Link to={door.to} className={classes.door ?? ''} title={small ? label : undefined}>
      <door.icon size={20} stroke={1.7} aria-hidden />
      <span className={classes.label}>{label}</span>
      <DoorCount id={door.id} />
    </Link>
  )
}

function RailButton(props: { label: string; small: boolean; icon: ReactNode; onClick(): void }) {
  return (
    <button
      type="button"
      className={classes.door}
      title={props.small ? props.label : undefined}
      onClick={props.onClick}
    >
      {props.icon}
      <span className={classes.label}>{props.label}</span>
    </button>
  )
}

export function Rail({ small, onToggle, onPalette, onKeys }: Props) {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const canRead = useCan('reports:read')
  const Toggle = small ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={classes.rail} aria-label={t('shell.doors')}>
      <Link to={canRead ? '/day' : '/settings'} className={classes.brand ?? ''}>
        <LanternMark size={30} />
        <span className={classes.label}>Veillée</span>
      </Link>
      {DOORS.filter((door) => door.can === null || permissions.includes(door.can)).map((door) => (
        <DoorLink key={door.id} door={door} small={small} />
      ))}
      <div className={classes.foot}>
        <RailButton
          label={t('shell.search')}
          small={small}
          icon={<IconSearch size={20} stroke={1.7} aria-hidden />}
          onClick={onPalette}
        />
        <RailButton
          label={t('shell.keyboard')}
          small={small}
          icon={<IconKeyboard size={20} stroke={1.7} aria-hidden />}
          onClick={onKeys}
        />
        <RailButton
          label={t(small ? 'shell.expand' : 'shell.collapse')}
          small={small}
          icon={<Toggle size={20} stroke={1.7} aria-hidden />}
          onClick={onToggle}
        />
        <AccountMenu small={small} />
      </div>
    </nav>
  )
}
