import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayDone } from '../../app/say.ts'
import { meQuery, useMe } from '../../app/session.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { security, type TwoFactorSetup } from '../../lib/auth.ts'
import classes from '../settings.module.css'
import { QrCode } from './qr-code.tsx'

/** The password, asked again before the lock is changed. */
function AskPassword({ action, onAnswer }: { action: string; onAnswer(password: string): Promise<unknown> }) {
  const { t } = useTranslation('settings')
  const [password, setPassword] = useState('')
  const ask = useMutation({ mutationFn: () => onAnswer(password) })
  function submit(event: FormEvent) {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <PasswordInput
        label={t('profile.current_password')}
        required
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('profile.show_password') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ProblemNotice error={ask.error} />
      <div className="buttons-start">
        <Button type="submit" variant="default" loading={ask.isPending}>
          {action}
        </Button>
      </div>
    </form>
  )
}

function Confirm({ setup, onDone }: { setup: TwoFactorSetup; onDone(): void }) {
  const { t } = useTranslation('settings')
  const [code, setCode] = useState('')
  const secret = new URL(setup.totpURI).searchParams.get('secret') ?? ''
  const confirm = useMutation({
    mutationFn: () => security.verifyTotp(code.replace(/\s/g, ''), false),
    onSuccess: onDone,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form onSubmit={submit} className="stack">
      <p>{t('totp.scan')}</p>
      <QrCode text={setup.totpURI} label={t('totp.qr')} />
      <CopyField label={t('totp.secret')} value={secret} />
      <div>
        <p>{t('totp.backup')}</p>
        <ul className={classes.codes}>
          {setup.backupCodes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      <TextInput
        label={t('totp.code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemNotice error={confirm.error} />
      <div className="buttons">
        <Button type="submit" loading={confirm.isPending}>
          {t('totp.turn_on')}
        </Button>
      </div>
    </form>
  )
}

/** The second factor: a code of an application, with codes kept aside for the day it is lost. */
export function TwoFactor() {
  const { t } = useTranslation('settings')
  const { user } = useMe()
  const client = useQueryClient()
  const [setup, setSetup] = useState<TwoFactorSetup>()
  function done(words: string) {
    setSetup(undefined)
    sayDone(words)
    return client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  return (
    <section className="sheet stack" aria-labelledby="totp">
      <div className="buttons-start">
        <h2 id="totp">{t('totp.title')}</h2>
        <span className="tag" data-tone={user.twoFactor ? 'good' : 'warm'}>
          {t(user.twoFactor ? 'totp.on' : 'totp.off')}
        </span>
      </div>
      <p className="hush">{t('totp.lead')}</p>
      {setup ? (
        <Confirm setup={setup} onDone={() => done(t('totp.is_on'))} />
      ) : user.twoFactor ? (
        <AskPassword
          key="off"
          action={t('totp.turn_off')}
          onAnswer={(password) => security.disableTwoFactor(password).then(() => done(t('totp.is_off')))}
        />
      ) : (
        <AskPassword
          key="on"
          action={t('totp.begin')}
          onAnswer={(password) => security.enableTwoFactor(password).then(setSetup)}
        />
      )}
    </section>
  )
}
