import type { Icon } from '@tabler/icons-react'
import { IconEye, IconInbox, IconSettings, IconSun } from '../kit/icons.ts'

export interface Door {
  id: 'day' | 'inbox' | 'watch' | 'settings'
  to: '/day' | '/inbox' | '/watch' | '/settings'
  icon: Icon
  /** Second key after `g`. */
  key: string
  can: string | null
}

/** A door appears when there is something behind it, and when this person may open it. */
export const DOORS: Door[] = [
  { id: 'day', to: '/day', icon: IconSun, key: 'd', can: 'reports:read' },
  { id: 'inbox', to: '/inbox', icon: IconInbox, key: 'i', can: 'inbox:read' },
  { id: 'watch', to: '/watch', icon: IconEye, key: 'v', can: 'alerts:read' },
  { id: 'settings', to: '/settings', icon: IconSettings, key: 's', can: null },
]
