import { Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { countsQuery } from '../inbox/queries.ts'
import {
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
} from '../kit/icons.ts'
import { LanternMark } from '../kit/lantern-mark.tsx'
import { useFormat } from '../lib/use-format.ts'
import { AccountMenu } from './account-menu.tsx'
import { DOORS, type Door } from './doors.ts'
import { useCan, useMe } from './session.ts'
import classes from './shell.module.css'

interface Props {
  small: boolean
  onToggle(): void
  onPalette(): void
  onKeys(): void
}

function Hint({ label, small, children }: { label: string; small: boolean; children: ReactNode }) {
  return (
    <Tooltip label={label} position="right" disabled={!small}>
      {children}
    </Tooltip>
  )
}

function InboxCount() {
  const { number } = useFormat()
  const { t } = useTranslation()
  const { data } = useQuery(countsQuery)
  if (!data?.open) return null
  return (
    <span className={classes.count} title={t('shell.open_count', { count: data.open })}>
      {number(data.open, { notation: 'compact' })}
    </span>
  )
}

function DoorLink({ door, small }: { door: Door; small: boolean }) {
  const { t } = useTranslation()
  const label = t(`doors.${door.id}`)
  return (
    <Hint label={label} small={small}>
      <Link to={door.to} className={classes.door ?? ''}>
        <door.icon size={20} stroke={1.7} aria-hidden />
        <span className={classes.label}>{label}</span>
        {door.id === 'inbox' && <InboxCount />}
      </Link>
    </Hint>
  )
}

function RailButton(props: { label: string; small: boolean; icon: ReactNode; onClick(): void }) {
  return (
    <Hint label={props.label} small={props.small}>
      <button type="button" className={classes.door} onClick={props.onClick}>
        {props.icon}
        <span className={classes.label}>{props.label}</span>
      </button>
    </Hint>
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
