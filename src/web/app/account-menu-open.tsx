import { Menu, useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  IconBuilding,
  IconCheck,
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '../kit/icons.ts'
import { AccountButton } from './account-button.tsx'
import type { AccountMenuProps } from './account-menu.tsx'
import { MoreDoors } from './more-doors.tsx'
import { sayProblem } from './say.ts'
import { signOut, switchWorkspace, useMe, usePreferences } from './session.ts'

const THEMES = [
  { id: 'light', icon: IconSun },
  { id: 'dark', icon: IconMoon },
  { id: 'auto', icon: IconDeviceDesktop },
] as const
const LOCALES = [
  { id: 'fr', name: 'Français' },
  { id: 'en', name: 'English' },
] as const

const check = <IconCheck size={16} aria-hidden />

function ThemeItems() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const save = usePreferences()
  return THEMES.map(({ id, icon: Glyph }) => (
    <Menu.Item
      key={id}
      leftSection={<Glyph size={16} aria-hidden />}
      rightSection={colorScheme === id && check}
      aria-current={colorScheme === id ? 'true' : undefined}
      onClick={() => {
        setColorScheme(id)
        save({ theme: id }).catch(sayProblem)
      }}
    >
      {t(`theme.${id}`)}
    </Menu.Item>
  ))
}

function LocaleItems() {
  const { i18n } = useTranslation()
  const save = usePreferences()
  return LOCALES.map(({ id, name }) => (
    <Menu.Item
      key={id}
      lang={id}
      leftSection={<IconLanguage size={16} aria-hidden />}
      rightSection={i18n.language === id && check}
      aria-current={i18n.language === id ? 'true' : undefined}
      onClick={() => save({ locale: id }).catch(sayProblem)}
    >
      {name}
    </Menu.Item>
  ))
}

function WorkspaceItems() {
  const { t } = useTranslation()
  const { workspace, workspaces } = useMe()
  if (workspaces.length < 2) return null
  return (
    <>
      <Menu.Label>{t('shell.workspaces')}</Menu.Label>
      {workspaces.map(({ id, name }) => (
        <Menu.Item
          key={id}
          leftSection={<IconBuilding size={16} aria-hidden />}
          rightSection={id === workspace.id && check}
          aria-current={id === workspace.id ? 'true' : undefined}
          onClick={() => id !== workspace.id && switchWorkspace(id).catch(sayProblem)}
        >
          {name}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}

/** What hangs under the account's button, loaded when it is first asked for. */
export function OpenAccountMenu({ onOpen, ...props }: AccountMenuProps) {
  const { t } = useTranslation()
  const { user } = useMe()
  const navigate = useNavigate()
  return (
    <Menu position="top-start" width={250} withinPortal defaultOpened>
      <Menu.Target>
        <AccountButton {...props} />
      </Menu.Target>
      <Menu.Dropdown mah="80dvh" style={{ overflowY: 'auto' }}>
        {onOpen && <MoreDoors onOpen={onOpen} />}
        <Menu.Label>{user.name}</Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          onClick={() => navigate({ to: '/settings/profile' })}
        >
          {t('shell.profile')}
        </Menu.Item>
        <Menu.Divider />
        <WorkspaceItems />
        <Menu.Label>{t('theme.title')}</Menu.Label>
        <ThemeItems />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        <LocaleItems />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut().catch(sayProblem)}
        >
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
