import type { Icon } from '@tabler/icons-react'
import {
  IconBell,
  IconChartBar,
  IconCheck,
  IconEye,
  IconInbox,
  IconSend,
  IconSettings,
  IconShield,
  IconSun,
} from '../kit/icons.ts'

export interface Door {
  id: 'day' | 'inbox' | 'approvals' | 'outbox' | 'watch' | 'moderation' | 'reports' | 'notices' | 'settings'
  to:
    | '/day'
    | '/inbox'
    | '/approvals'
    | '/outbox'
    | '/watch'
    | '/moderation'
    | '/reports'
    | '/notices'
    | '/settings'
  icon: Icon
  /** Second key after `g`. */
  key: string
  can: string | null
  /** Not among the few that the bar of a narrow window has room for. */
  railOnly?: boolean
}

/** A door appears when there is something behind it, and when this person may open it. */
export const DOORS: Door[] = [
  { id: 'day', to: '/day', icon: IconSun, key: 'd', can: 'reports:read' },
  { id: 'inbox', to: '/inbox', icon: IconInbox, key: 'i', can: 'inbox:read' },
  {
    ...{ id: 'approvals', to: '/approvals', icon: IconCheck, key: 'a' },
    ...{ can: 'answers:approve', railOnly: true },
  },
  { id: 'outbox', to: '/outbox', icon: IconSend, key: 'o', can: 'outbox:read', railOnly: true },
  { id: 'watch', to: '/watch', icon: IconEye, key: 'v', can: 'alerts:read' },
  {
    ...{ id: 'moderation', to: '/moderation', icon: IconShield, key: 'm' },
    ...{ can: 'moderation:act', railOnly: true },
  },
  {
    ...{ id: 'reports', to: '/reports', icon: IconChartBar, key: 'r' },
    ...{ can: 'reports:read', railOnly: true },
  },
  { id: 'notices', to: '/notices', icon: IconBell, key: 'n', can: 'alerts:read' },
  { id: 'settings', to: '/settings', icon: IconSettings, key: 's', can: null },
]
