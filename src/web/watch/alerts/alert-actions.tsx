import { ActionIcon, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { offerUndo } from '../../app/undo.tsx'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import {
  IconCopy,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { api } from '../../lib/api.ts'
import { alertsQuery } from '../queries.ts'

export function AlertActions({ alert }: { alert: Alert }) {
  const { t } = useTranslation('watch')
  const client = useQueryClient()
  const navigate = useNavigate()
  const canManage = useCan('alerts:manage')
  const [removing, setRemoving] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: alertsQuery.queryKey })
  const pause = useMutation({
    mutationFn: (paused: boolean) => api.patch(`/alerts/${alert.id}`, { paused }),
    onError: sayProblem,
    onSuccess: (_, paused) => {
      refresh()
      offerUndo(t(paused ? 'said.paused' : 'said.resumed', { name: alert.name }), () =>
        api.patch(`/alerts/${alert.id}`, { paused: !paused }).then(refresh, sayProblem),
      )
    },
  })
  async function remove() {
    await api.delete(`/alerts/${alert.id}`)
    await refresh()
    navigate({ to: '/watch' })
  }
  if (!canManage) return null
  return (
    <>
      <LinkButton
        to="/watch/$alertId/edit"
        params={{ alertId: alert.id }}
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        {t('edit')}
      </LinkButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t('more_actions')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={
              alert.paused ? (
                <IconPlayerPlay size={16} aria-hidden />
              ) : (
                <IconPlayerPause size={16} aria-hidden />
              )
            }
            onClick={() => pause.mutate(!alert.paused)}
          >
            {t(alert.paused ? 'resume' : 'pause')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() =>
              navigate({
                to: '/watch/new',
                search: {
                  query: alert.query,
                  name: t('copy_of', { name: alert.name }),
                  kind: alert.kind,
                  ...(alert.folder ? { folder: alert.folder } : {}),
                },
              })
            }
          >
            {t('duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setRemoving(true)}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {removing && (
        <ConfirmName
          title={t('remove.title', { name: alert.name })}
          consequence={t('remove.consequence')}
          name={alert.name}
          action={t('delete')}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  )
}
