import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../server/api.ts'
import { useMe } from '../../app/session.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { ROLES } from './roles.tsx'

export const INVITATIONS = ['invitations']

export function InviteForm() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const { role: mine } = useMe()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<string>('agent')
  const invite = useMutation({
    mutationFn: () => api.post<Invitation>('/invitations', { email: email.trim(), role }),
    onSuccess: () => {
      setEmail('')
      return client.invalidateQueries({ queryKey: INVITATIONS })
    },
  })
  const roles = ROLES.filter((one) => one !== 'owner' || mine === 'owner')
  function submit(event: FormEvent) {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <div className={classes.fields}>
        <TextInput
          type="email"
          label={t('team.email')}
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('team.role_title')}
          value={role}
          data={roles.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
      </div>
      <ProblemNotice error={invite.error} />
      <div className="buttons-start">
        <Button type="submit" loading={invite.isPending}>
          {t('team.invite')}
        </Button>
      </div>
      <div role="status">
        {invite.data?.link && (
          <div className="notice" data-tone="good">
            <div style={{ flex: 1, minWidth: 0 }}>
              <p>{t('team.link_ready', { email: invite.data.email })}</p>
              <CopyField label={t('team.link')} value={invite.data.link} />
            </div>
          </div>
        )}
      </div>
    </form>
  )
}
