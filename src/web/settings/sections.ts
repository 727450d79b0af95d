import type { Icon } from '@tabler/icons-react'
import {
  IconBell,
  IconBuilding,
  IconBulb,
  IconCheck,
  IconClock,
  IconFile,
  IconHeart,
  IconHistory,
  IconKey,
  IconLock,
  IconMessageCircle,
  IconSend,
  IconShieldLock,
  IconStar,
  IconUserPlus,
  IconUsers,
  IconWebhook,
  IconWorld,
} from '../kit/icons.ts'

export interface Section {
  id:
    | 'understanding'
    | 'answers'
    | 'channels'
    | 'imports'
    | 'team'
    | 'assignment'
    | 'approval'
    | 'courtesy'
    | 'tiers'
    | 'services'
    | 'private'
    | 'keys'
    | 'webhooks'
    | 'workspace'
    | 'audit'
    | 'notices'
    | 'targets'
    | 'time'
    | 'profile'
  to:
    | '/settings/answers'
    | '/settings/channels'
    | '/settings/imports'
    | '/settings/team'
    | '/settings/assignment'
    | '/settings/approval'
    | '/settings/courtesy'
    | '/settings/tiers'
    | '/settings/services'
    | '/settings/private'
    | '/settings/keys'
    | '/settings/webhooks'
    | '/settings/workspace'
    | '/settings/understanding'
    | '/settings/audit'
    | '/settings/notices'
    | '/settings/time-targets'
    | '/settings/time'
    | '/settings/profile'
  icon: Icon
  can: string | null
}

export const SECTIONS: Section[] = [
  { id: 'channels', to: '/settings/channels', icon: IconWorld, can: 'channels:read' },
  { id: 'imports', to: '/settings/imports', icon: IconFile, can: 'imports:manage' },
  { id: 'answers', to: '/settings/answers', icon: IconMessageCircle, can: 'inbox:read' },
  { id: 'team', to: '/settings/team', icon: IconUsers, can: 'inbox:read' },
  { id: 'services', to: '/settings/services', icon: IconSend, can: 'inbox:read' },
  { id: 'private', to: '/settings/private', icon: IconLock, can: 'inbox:read' },
  { id: 'assignment', to: '/settings/assignment', icon: IconUserPlus, can: 'inbox:read' },
  { id: 'approval', to: '/settings/approval', icon: IconCheck, can: 'inbox:read' },
  { id: 'targets', to: '/settings/time-targets', icon: IconClock, can: 'inbox:read' },
  { id: 'courtesy', to: '/settings/courtesy', icon: IconHeart, can: 'inbox:read' },
  { id: 'tiers', to: '/settings/tiers', icon: IconStar, can: 'people:read' },
  { id: 'workspace', to: '/settings/workspace', icon: IconBuilding, can: 'reports:read' },
  { id: 'keys', to: '/settings/keys', icon: IconKey, can: 'keys:manage' },
  { id: 'webhooks', to: '/settings/webhooks', icon: IconWebhook, can: 'webhooks:manage' },
  { id: 'understanding', to: '/settings/understanding', icon: IconBulb, can: 'stream:read' },
  { id: 'audit', to: '/settings/audit', icon: IconHistory, can: 'audit:read' },
  { id: 'notices', to: '/settings/notices', icon: IconBell, can: 'alerts:read' },
  { id: 'time', to: '/settings/time', icon: IconClock, can: null },
  { id: 'profile', to: '/settings/profile', icon: IconShieldLock, can: null },
]
