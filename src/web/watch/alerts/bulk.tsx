import { Button, Menu, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { IconFile, IconPlayerPause, IconPlayerPlay, IconX } from '../../kit/icons.ts'
import { api } from '../../lib/api.ts'
import { alertsQuery } from '../queries.ts'
import classes from './alerts.module.css'

type Change = Pick<Partial<Alert>, 'paused' | 'folder'>

/** Changes several alerts one after the other, and offers to take it back as they were. */
function useChange(picked: Alert[], onDone: () => void) {
  const { t } = useTranslation('watch')
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: alertsQuery.queryKey })
  return useMutation({
    async mutationFn(change: Change) {
      for (const alert of picked) await api.patch(`/alerts/${alert.id}`, change)
    },
    onError: sayProblem,
    onSettled: refresh,
    onSuccess(_, change) {
      const before = picked.map(({ id, paused, folder }) => ({
        id,
        was: change.paused === undefined ? { folder } : { paused },
      }))
      offerUndo(t('bulk.said', { count: picked.length }), async () => {
        for (const { id, was } of before) await api.patch(`/alerts/${id}`, was).catch(sayProblem)
        await refresh()
      })
      onDone()
    },
  })
}

function FolderMenu({ folders, onMove }: { folders: string[]; onMove(folder: string | null): void }) {
  const { t } = useTranslation('watch')
  const [name, setName] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim()) onMove(name.trim())
  }
  return (
    <Menu position="bottom-start" trapFocus>
      <Menu.Target>
        <Button variant="default" size="compact-md" leftSection={<IconFile size={16} aria-hidden />}>
          {t('bulk.folder')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {folders.map((folder) => (
          <Menu.Item key={folder} onClick={() => onMove(folder)}>
            {folder}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onMove(null)}>{t('bulk.no_folder')}</Menu.Item>
        <form onSubmit={submit} className={classes.newFolder}>
          <TextInput
            aria-label={t('bulk.new_folder')}
            placeholder={t('bulk.new_folder')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!name.trim()}>
            {t('bulk.move')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What can be done with several alerts at once. */
export function BulkBar({ picked, folders, onDone }: { picked: Alert[]; folders: string[]; onDone(): void }) {
  const { t } = useTranslation('watch')
  const change = useChange(picked, onDone)
  if (picked.length === 0) return null
  return (
    <section className={classes.bulk} aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.picked', { count: picked.length })}</strong>
      <Button
        variant="default"
        size="compact-md"
        loading={change.isPending}
        leftSection={<IconPlayerPause size={16} aria-hidden />}
        disabled={picked.every((alert) => alert.paused)}
        onClick={() => change.mutate({ paused: true })}
      >
        {t('pause')}
      </Button>
      <Button
        variant="default"
        size="compact-md"
        loading={change.isPending}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={picked.every((alert) => !alert.paused)}
        onClick={() => change.mutate({ paused: false })}
      >
        {t('resume')}
      </Button>
      <FolderMenu folders={folders} onMove={(folder) => change.mutate({ folder })} />
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconX size={16} aria-hidden />}
        onClick={onDone}
      >
        {t('bulk.none')}
      </Button>
    </section>
  )
}
