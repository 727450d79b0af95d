import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconPhone, IconSearch } from '../kit/icons.ts'
import { DoorCount } from './door-count.tsx'
import { DOORS } from './doors.ts'
import { useMe } from './session.ts'

/** On a narrow window: the doors that its bar has no room for, and what a wide one does by keys. */
export function MoreDoors({ onOpen }: { onOpen(overlay: 'palette' | 'exchange'): void }) {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const navigate = useNavigate()
  const doors = DOORS.filter((door) => door.railOnly && (door.can === null || permissions.includes(door.can)))
  return (
    <>
      {doors.map((door) => (
        <Menu.Item
          key={door.id}
          leftSection={<door.icon size={16} aria-hidden />}
          rightSection={<DoorCount id={door.id} />}
          onClick={() => navigate({ to: door.to })}
        >
          {t(`doors.${door.id}`)}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconSearch size={16} aria-hidden />} onClick={() => onOpen('palette')}>
        {t('shell.search')}
      </Menu.Item>
      {permissions.includes('inbox:write') && (
        <Menu.Item leftSection={<IconPhone size={16} aria-hidden />} onClick={() => onOpen('exchange')}>
          {t('keys.exchange')}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  )
}
