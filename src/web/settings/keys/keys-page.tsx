import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '../../../server/api.ts'
import { useMe } from '../../app/session.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { KeyList } from './key-list.tsx'

const KEYS = ['keys']

function NewKey() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const { permissions } = useMe()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const make = useMutation({
    mutationFn: () => api.post<ApiKey>('/keys', { name: name.trim(), permissions: chosen }),
    onSuccess: () => {
      setName('')
      setChosen([])
      return client.invalidateQueries({ queryKey: KEYS })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t('keys.new')}</h2>
      <TextInput
        label={t('keys.name')}
        description={t('keys.name_help')}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('keys.scopes')}
        description={t('keys.scopes_help')}
        value={chosen}
        onChange={setChosen}
      >
        <div className={classes.scopes}>
          {permissions.map((permission) => (
            <Checkbox
              key={permission}
              value={permission}
              label={t(`permission.${permission.replace(':', '_')}`)}
              description={permission}
            />
          ))}
        </div>
      </Checkbox.Group>
      <ProblemNotice error={make.error} />
      <div className="buttons">
        <Button type="submit" loading={make.isPending} disabled={!name.trim() || chosen.length === 0}>
          {t('keys.make')}
        </Button>
      </div>
      <div role="status">
        {make.data?.secret && (
          <div className="notice" data-tone="warm">
            <div style={{ flex: 1, minWidth: 0 }}>
              <p>{t('keys.once')}</p>
              <CopyField label={make.data.name} value={make.data.secret} />
            </div>
          </div>
        )}
      </div>
    </form>
  )
}

/** Keys for other programs, each with what it may do. */
export function KeysPage() {
  const { t } = useTranslation('settings')
  const query = useQuery({ queryKey: KEYS, queryFn: () => api.get<ApiKey[]>('/keys') })
  return (
    <div className="page page-narrow">
      <PageHeader title={t('section.keys')} lead={t('section_lead.keys')} />
      <div className="stack-l">
        <Loaded query={query} skeleton={<Rows count={2} />}>
          {(keys) => <KeyList keys={keys} />}
        </Loaded>
        <NewKey />
      </div>
    </div>
  )
}
