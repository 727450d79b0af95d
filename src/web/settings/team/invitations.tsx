import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useMe } from '../../app/session.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { ROLES } from './roles.tsx'

const KEY = ['invitations']

function InviteForm() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const { role: mine } = useMe()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<string>('agent')
  const invite = useMutation({
    mutationFn: () => api.post<Invitation>('/invitations', { email: email.trim(), role }),
    onSuccess: () => {
      setEmail('')
      return client.invalidateQueries({ queryKey: KEY })
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

function Pending() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get<Invitation[]>('/invitations') })
  const cancel = useMutation({
    mutationFn: (id: string) => api.delete(`/invitations/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: sayProblem,
  })
  if (!query.data?.length) return null
  return (
    <ul>
      {query.data.map((invitation) => (
        <li key={invitation.id} className={classes.line}>
          <div>
            <strong>{invitation.email}</strong>
            <p className="hush small">
              {t(`roles.${invitation.role}`)} · {t('team.expires')} <When at={invitation.expires} />
            </p>
          </div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => cancel.mutate(invitation.id)}
          >
            {t('team.cancel_invitation')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** A link to hand over oneself: the program writes to nobody. */
export function Invitations() {
  const { t } = useTranslation('settings')
  return (
    <section className="sheet stack" aria-labelledby="invite">
      <h2 id="invite">{t('team.invite_title')}</h2>
      <InviteForm />
      <Pending />
    </section>
  )
}
