import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayProblem } from '../../app/say.ts'
import { IconFingerprint } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { addPasskey, security } from '../../lib/auth.ts'
import { passkeysWork } from '../../lib/webauthn.ts'
import classes from '../settings.module.css'

const KEY = ['passkeys']

function List() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const query = useQuery({ queryKey: KEY, queryFn: security.passkeys })
  const remove = useMutation({
    mutationFn: security.deletePasskey,
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: sayProblem,
  })
  if (!query.data?.length) return <p className="hush small">{t('passkeys.none')}</p>
  return (
    <ul>
      {query.data.map((passkey) => (
        <li key={passkey.id} className={classes.line}>
          <span>
            <strong>{passkey.name || t('passkeys.unnamed')}</strong>{' '}
            <span className="hush small">
              {t('passkeys.added')} <When at={passkey.createdAt} />
            </span>
          </span>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => remove.mutate(passkey.id)}>
            {t('passkeys.remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The device's own lock in the place of a password. */
export function Passkeys() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim() || t('passkeys.unnamed')),
    onSuccess: () => {
      setName('')
      return client.invalidateQueries({ queryKey: KEY })
    },
  })
  const declined = add.error instanceof DOMException
  function submit(event: FormEvent) {
    event.preventDefault()
    add.mutate()
  }
  return (
    <section className="sheet stack" aria-labelledby="passkeys">
      <h2 id="passkeys">{t('passkeys.title')}</h2>
      <p className="hush">{t('passkeys.lead')}</p>
      <List />
      {passkeysWork() ? (
        <form onSubmit={submit} className="buttons-start" style={{ alignItems: 'flex-end' }}>
          <TextInput
            label={t('passkeys.name')}
            placeholder={t('passkeys.name_example')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={add.isPending}
            leftSection={<IconFingerprint size={18} aria-hidden />}
          >
            {t('passkeys.add')}
          </Button>
        </form>
      ) : (
        <p className="hush small">{t('passkeys.no_support')}</p>
      )}
      {declined ? <p role="status">{t('passkeys.declined')}</p> : <ProblemNotice error={add.error} />}
    </section>
  )
}
