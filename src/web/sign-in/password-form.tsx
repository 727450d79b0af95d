import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconFingerprint } from '../kit/icons.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { signIn, signInWithPasskey } from '../lib/auth.ts'
import { passkeysWork } from '../lib/webauthn.ts'
import classes from './front.module.css'

interface Props {
  onDone(): void
  onCode(): void
}

/** A person who closes the device's own dialog has refused nothing that we should call a failure. */
export function isDeclined(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

function Passkey({ onDone }: { onDone(): void }) {
  const { t } = useTranslation('sign-in')
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onDone })
  if (!passkeysWork()) return null
  return (
    <>
      <p className={classes.or}>{t('or')}</p>
      <Button
        variant="default"
        fullWidth
        size="md"
        loading={passkey.isPending}
        leftSection={<IconFingerprint size={20} aria-hidden />}
        onClick={() => passkey.mutate()}
      >
        {t('passkey')}
      </Button>
      {isDeclined(passkey.error) ? (
        <p role="status" className="hush small">
          {t('declined')}
        </p>
      ) : (
        <ProblemNotice error={passkey.error} />
      )}
    </>
  )
}

export function PasswordForm({ onDone, onCode }: Props) {
  const { t } = useTranslation('sign-in')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (asksCode) => (asksCode ? onCode() : onDone()),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <>
      <form onSubmit={submit} className="stack">
        <TextInput
          type="email"
          autoComplete="username webauthn"
          autoFocus
          required
          withAsterisk={false}
          size="md"
          label={t('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          label={t('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('show_password') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNotice error={enter.error} />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t('enter')}
        </Button>
      </form>
      <Passkey onDone={onDone} />
    </>
  )
}
