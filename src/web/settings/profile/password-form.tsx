import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayDone } from '../../app/say.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { security } from '../../lib/auth.ts'
import classes from '../settings.module.css'

/** A new password closes all other sessions. */
export function PasswordForm() {
  const { t } = useTranslation('settings')
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => security.changePassword(current, next),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      sayDone(t('profile.password_changed'))
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    change.mutate()
  }
  const toggle = { 'aria-label': t('profile.show_password') }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t('profile.password')}</h2>
      <div className={classes.fields}>
        <PasswordInput
          label={t('profile.current_password')}
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('profile.new_password')}
          required
          minLength={8}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
      </div>
      <p className="hush small">{t('profile.password_closes')}</p>
      <ProblemNotice error={change.error} />
      <div className="buttons">
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('profile.change_password')}
        </Button>
      </div>
    </form>
  )
}
