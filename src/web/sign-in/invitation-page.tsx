import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { When } from '../kit/when.tsx'
import { api } from '../lib/api.ts'
import { signIn } from '../lib/auth.ts'
import { CodeForm } from './code-form.tsx'
import { Front } from './front.tsx'

interface Invited {
  email: string
  role: string
  workspace: string
  expires: string
  /** This address has an account already. */
  account: boolean
}

function accept(token: string, body: { name?: string; password?: string }) {
  return api.post(`/invitations/${encodeURIComponent(token)}/accept`, body)
}

function Join({ token, invited }: { token: string; invited: Invited }) {
  const { t } = useTranslation('sign-in')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const enter = () => location.assign('/')
  const join = useMutation({
    async mutationFn() {
      if (!invited.account) return accept(token, { name: name.trim(), password })
      if (await signIn(invited.email, password)) return setAsksCode(true)
      return accept(token, {})
    },
    onSuccess: (answer) => answer !== undefined && enter(),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    join.mutate()
  }
  if (asksCode) {
    return <CodeForm onBack={() => setAsksCode(false)} onDone={() => accept(token, {}).then(enter, enter)} />
  }
  return (
    <form onSubmit={submit} className="stack">
      <TextInput label={t('email')} value={invited.email} readOnly autoComplete="username" />
      {!invited.account && (
        <TextInput
          label={t('name')}
          description={t('name_help')}
          required
          autoFocus
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        label={t(invited.account ? 'password' : 'new_password')}
        description={invited.account ? undefined : t('password_help')}
        required
        minLength={invited.account ? undefined : 8}
        autoComplete={invited.account ? 'current-password' : 'new-password'}
        visibilityToggleButtonProps={{ 'aria-label': t('show_password') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ProblemNotice error={join.error} />
      <Button type="submit" size="md" loading={join.isPending}>
        {t('invitation.join')}
      </Button>
    </form>
  )
}

/** The link carries its token after the hash, which no server and no log ever sees. */
export function InvitationPage() {
  const { t } = useTranslation('sign-in')
  const [token] = useState(() => location.hash.slice(1))
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.get<Invited>(`/invitations/${encodeURIComponent(token)}`),
    retry: false,
  })
  const invited = query.data
  return (
    <Front
      title={invited ? t('invitation.title', { workspace: invited.workspace }) : t('invitation.plain_title')}
      lead={
        invited && (
          <>
            {t('invitation.lead', { role: t(`roles.${invited.role}`) })} {t('invitation.until')}{' '}
            <When at={invited.expires} />.
          </>
        )
      }
    >
      <Loaded query={query}>{(data) => <Join token={token} invited={data} />}</Loaded>
    </Front>
  )
}
