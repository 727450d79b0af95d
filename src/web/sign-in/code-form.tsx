import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { security } from '../lib/auth.ts'

interface Props {
  onDone(): void
  onBack(): void
}

/** The code of the authenticator, or one of the codes kept aside for the day it is lost. */
export function CodeForm({ onDone, onBack }: Props) {
  const { t } = useTranslation('sign-in')
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const [trust, setTrust] = useState(false)
  const verify = useMutation({
    mutationFn: () =>
      backup ? security.verifyBackupCode(code.trim()) : security.verifyTotp(code.replace(/\s/g, ''), trust),
    onSuccess: onDone,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    verify.mutate()
  }
  function swap() {
    setBackup(!backup)
    setCode('')
    verify.reset()
  }
  return (
    <form onSubmit={submit} className="stack">
      <TextInput
        key={String(backup)}
        autoFocus
        required
        withAsterisk={false}
        size="md"
        label={t(backup ? 'code.backup' : 'code.label')}
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {!backup && (
        <Checkbox
          label={t('code.trust')}
          checked={trust}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
      )}
      <ProblemNotice error={verify.error} />
      <Button type="submit" size="md" loading={verify.isPending}>
        {t('enter')}
      </Button>
      <div className="buttons-start">
        <Button variant="subtle" size="compact-sm" onClick={swap}>
          {t(backup ? 'code.use_app' : 'code.use_backup')}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
