import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Icon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { NavigateOptions } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Page, Person } from '../../server/api.ts'
import {
  IconAlertTriangle,
  IconBell,
  IconCheck,
  IconHistory,
  IconKeyboard,
  IconMessageCircle,
  IconMoon,
  IconPhone,
  IconPlus,
  IconSearch,
  IconSend,
  IconSun,
  IconUser,
  IconWorld,
} from '../kit/icons.ts'
import { api } from '../lib/api.ts'
import { holds } from '../lib/plain.ts'
import { stopQuery } from '../outbox/queries.ts'
import { alertsQuery } from '../watch/queries.ts'
import { deedsHere } from './deeds.ts'
import { DOORS } from './doors.ts'
import { activeGroups } from './keyboard.ts'
import { sayProblem } from './say.ts'
import { useMe, usePreferences } from './session.ts'

export interface Entry {
  id: string
  icon: Icon
  label: string
  hint?: string
  run(): void
}

const MOST = 6

type Go = (to: NavigateOptions) => void

function useActions(onOpen: (overlay: 'keys' | 'stop' | 'exchange') => void, go: Go): Entry[] {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const { setColorScheme } = useMantineColorScheme()
  const save = usePreferences()
  const dark = useComputedColorScheme('light') === 'dark'
  const doors = DOORS.filter((door) => door.can === null || permissions.includes(door.can))
  const entries: Entry[] = doors.map((door) => ({
    id: door.id,
    icon: door.icon,
    label: t(`doors.${door.id}`),
    hint: `g ${door.key}`,
    run: () => go({ to: door.to }),
  }))
  const action = (id: string, icon: Icon, run: () => void, can?: string) => {
    if (!can || permissions.includes(can)) entries.push({ id, icon, label: t(`palette.${id}`), run })
  }
  action('away', IconHistory, () => go({ to: '/away' }), 'inbox:read')
  action('approvals', IconCheck, () => go({ to: '/approvals' }), 'inbox:read')
  action('exchange', IconPhone, () => onOpen('exchange'), 'inbox:write')
  action('calls', IconPhone, () => go({ to: '/calls' }), 'inbox:read')
  action('new_alert', IconPlus, () => go({ to: '/watch/new' }), 'alerts:manage')
  action('search_everywhere', IconWorld, () => go({ to: '/watch/search' }), 'stream:read')
  action('search_posts', IconSearch, () => go({ to: '/watch/posts' }), 'stream:read')
  action('add_source', IconPlus, () => go({ to: '/settings/channels' }), 'channels:manage')
  action('escalations', IconSend, () => go({ to: '/reports/escalations' }), 'reports:read')
  action('import_file', IconPlus, () => go({ to: '/settings/imports' }), 'imports:manage')
  action('invite', IconPlus, () => go({ to: '/settings/team' }), 'team:manage')
  const stop = useQuery({ ...stopQuery, enabled: permissions.includes('outbox:stop') }).data
  if (stop && !stop.stopped?.everywhere)
    action(
      stop.stopped ? 'resume_sending' : 'stop_sending',
      stop.stopped ? IconCheck : IconAlertTriangle,
      () => onOpen('stop'),
      'outbox:stop',
    )
  const theme = dark ? 'light' : 'dark'
  action(theme, dark ? IconSun : IconMoon, () => {
    setColorScheme(theme)
    save({ theme }).catch(sayProblem)
  })
  action('keys', IconKeyboard, () => onOpen('keys'))
  return entries
}

/** What the page behind can do, by name: found once something is typed. */
function useDeeds(): Entry[] {
  const { t } = useTranslation()
  const [deeds] = useState(() => deedsHere(activeGroups()))
  return deeds.map(({ keys, label, run }) => ({
    ...{ id: `deed-${keys}`, icon: IconKeyboard, label: t(label), hint: keys },
    // The dialog gives the focus back first: what is done may want it elsewhere.
    run: () => setTimeout(run),
  }))
}

/** People and conversations that the server finds, from the second letter on. */
function useFound(q: string) {
  const { permissions } = useMe()
  const options = (kind: string, can: string) => ({
    queryKey: ['palette', kind, q],
    enabled: permissions.includes(can) && q.length > 1,
    staleTime: 30_000,
  })
  const people = useQuery({
    ...options('people', 'people:read'),
    queryFn: ({ signal }) => api.get<Pick<Person, 'id' | 'name'>[]>('/people', { q, limit: MOST }, signal),
  })
  const talks = useQuery({
    ...options('talks', 'inbox:read'),
    queryFn: ({ signal }) => api.get<Page<Conversation>>('/conversations', { q, limit: MOST }, signal),
  })
  return { people: people.data ?? [], talks: talks.data?.items ?? [] }
}

/** Fixed entries first, then what the server finds for the words typed. */
export function usePaletteEntries(
  text: string,
  onOpen: (overlay: 'keys' | 'stop' | 'exchange') => void,
  go: Go,
): Entry[] {
  const { t } = useTranslation()
  const actions = useActions(onOpen, go)
  const deeds = useDeeds()
  const [q] = useDebouncedValue(text.trim(), 180)
  const { permissions } = useMe()
  const alerts = useQuery({ ...alertsQuery, enabled: permissions.includes('alerts:read') }).data ?? []
  const { people, talks } = useFound(q)
  const fits = (label: string) => holds(label, text)
  return [
    ...deeds.filter((entry) => text.trim() !== '' && fits(entry.label)),
    ...actions.filter((entry) => fits(entry.label)),
    ...alerts
      .filter((alert) => text.trim() !== '' && fits(alert.name))
      .slice(0, MOST)
      .map((alert) => ({
        id: alert.id,
        icon: IconBell,
        label: alert.name,
        hint: t('palette.alert'),
        run: () => go({ to: '/watch/$alertId', params: { alertId: alert.id } }),
      })),
    ...people.map((person) => ({
      id: person.id,
      icon: IconUser,
      label: person.name,
      hint: t('palette.person'),
      run: () => go({ to: '/people/$personId', params: { personId: person.id } }),
    })),
    ...talks.map((talk) => ({
      id: talk.id,
      icon: IconMessageCircle,
      label: `${talk.author.name ?? talk.author.handle ?? ''}${talk.snippet ? ` · ${talk.snippet}` : ''}`,
      hint: t('palette.conversation'),
      run: () => go({ to: '/inbox/$conversationId', params: { conversationId: talk.id } }),
    })),
  ]
}
