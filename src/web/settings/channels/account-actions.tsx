import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount, ChannelKind } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '../../kit/icons.ts'
import { api } from '../../lib/api.ts'
import { accountsQuery } from './queries.ts'

function useActions(account: ChannelAccount) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: accountsQuery.queryKey })
  const set = (paused: boolean) => api.patch(`/accounts/${account.id}`, { paused }).then(refresh)
  const test = useMutation({
    mutationFn: () => api.post(`/accounts/${account.id}/test`),
    onSuccess: () => sayDone(t('channels.said.tested')),
    onError: sayProblem,
  })
  const pull = useMutation({
    mutationFn: () => api.post(`/accounts/${account.id}/pull`),
    onSuccess: () => sayDone(t('channels.said.pulled')),
    onError: sayProblem,
  })
  const pause = useMutation({
    mutationFn: set,
    onSuccess: (_, paused) =>
      offerUndo(t(paused ? 'channels.said.paused' : 'channels.said.resumed', { name: account.name }), () =>
        set(!paused).catch(sayProblem),
      ),
    onError: sayProblem,
  })
  return { test, pull, pause, refresh }
}

export function AccountActions({ account, kind }: { account: ChannelAccount; kind: ChannelKind }) {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  const { test, pull, pause, refresh } = useActions(account)
  const [removing, setRemoving] = useState(false)
  async function remove() {
    await api.delete(`/accounts/${account.id}`)
    await refresh()
    navigate({ to: '/settings/channels' })
  }
  const Pause = account.paused ? IconPlayerPlay : IconPlayerPause
  return (
    <>
      {kind.can.test && (
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('channels.test')}
        </Button>
      )}
      {kind.can.pull && !account.paused && (
        <Button
          variant="default"
          loading={pull.isPending}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => pull.mutate()}
        >
          {t('channels.pull')}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Pause size={16} aria-hidden />}
        onClick={() => pause.mutate(!account.paused)}
      >
        {t(account.paused ? 'channels.resume' : 'channels.pause')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setRemoving(true)}
      >
        {t('delete')}
      </Button>
      {removing && (
        <ConfirmName
          title={t('channels.remove_title', { name: account.name })}
          consequence={t('channels.remove_text')}
          name={account.name}
          action={t('delete')}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  )
}
