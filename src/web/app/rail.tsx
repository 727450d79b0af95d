import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalCountsQuery } from '../approval/queries.ts'
import { countsQuery } from '../inbox/queries.ts'
import {
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
} from '../kit/icons.ts'
import { LanternMark } from '../kit/lantern-mark.tsx'
import { useFormat } from '../lib/use-format.ts'
import { queueCountsQuery } from '../moderation/queue/queries.ts'
import { unreadQuery } from '../notice/queries.ts'
import { deliveryCountsQuery } from '../outbox/queries.ts'
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

/** What a person has to decide: nobody knows the end of it, or it was refused. */
function UndecidedCount() {
  const { number } = useFormat()
  const { t } = useTranslation()
  const { data } = useQuery(deliveryCountsQuery)
  const count = (data?.unknown ?? 0) + (data?.refused ?? 0)
  if (count === 0) return null
  return (
    <span className={classes.count} title={t('shell.undecided_count', { count })}>
      {number(count, { notation: 'compact' })}
    </span>
  )
}

/** What waits to be judged; only who may judge has the door. */
function JudgeCount() {
  const { number } = useFormat()
  const { t } = useTranslation()
  const { data } = useQuery(queueCountsQuery)
  const count = (data?.todo ?? 0) + (data?.split ?? 0)
  if (count === 0) return null
  return (
    <span className={classes.count} title={t('shell.judge_count', { count })}>
      {number(count, { notation: 'compact' })}
    </span>
  )
}

/** Answers that wait for this person's word; only who may approve has the door. */
function ApproveCount() {
  const { number } = useFormat()
  const { t } = useTranslation()
  const count = useQuery(approvalCountsQuery).data?.toDecide ?? 0
  if (count === 0) return null
  return (
    <span className={classes.count} title={t('shell.approve_count', { count })}>
      {number(count)}
    </span>
  )
}

function UnreadCount() {
  const { number } = useFormat()
  const { t } = useTranslation()
  const count = useQuery(unreadQuery).data?.count ?? 0
  if (count === 0) return null
  return (
    <>
      <span className={classes.dot} />
      <span className={classes.count} title={t('shell.unread_count', { count })}>
        {number(count)}
      </span>
    </>
  )
}

function DoorLink({ door, small }: { door: Door; small: boolean }) {
  const { t } = useTranslation()
  const label = t(`doors.${door.id}`)
  return (
    <Link to={door.to} className={classes.door ?? ''} title={small ? label : undefined}>
      <door.icon size={20} stroke={1.7} aria-hidden />
      <span className={classes.label}>{label}</span>
      {door.id === 'inbox' && <InboxCount />}
      {door.id === 'approvals' && <ApproveCount />}
      {door.id === 'outbox' && <UndecidedCount />}
      {door.id === 'moderation' && <JudgeCount />}
      {door.id === 'notices' && <UnreadCount />}
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
