import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale, Readiness } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { meQuery, useCan } from '../../app/session.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { ReadinessForm } from './readiness-form.tsx'

interface Workspace {
  id: string
  name: string
  timeZone: string
  locale: Locale
  demo: boolean
}

function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const [{ name, timeZone, locale }, set] = useState(workspace)
  const save = useMutation({
    mutationFn: () => api.patch('/workspace', { name: name.trim(), timeZone, locale }),
    onSuccess: () => {
      sayDone(t('saved'))
      return Promise.all([
        client.invalidateQueries({ queryKey: ['workspace'] }),
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
      ])
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t('workspace.title')}</h2>
      <div className={classes.fields}>
        <TextInput
          label={t('workspace.name')}
          required
          value={name}
          onChange={(event) => set({ ...workspace, timeZone, locale, name: event.currentTarget.value })}
        />
        <ZoneSelect
          label={t('workspace.zone')}
          value={timeZone}
          onChange={(zone) => set({ ...workspace, name, locale, timeZone: zone })}
        />
        <NativeSelect
          label={t('workspace.locale')}
          value={locale}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(event) =>
            set({ ...workspace, name, timeZone, locale: event.currentTarget.value === 'fr' ? 'fr' : 'en' })
          }
        />
      </div>
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** The house: its name, its hours, and the questions answered before starting. */
export function WorkspacePage() {
  const { t } = useTranslation('settings')
  const canManage = useCan('workspace:manage')
  const workspace = useQuery({
    queryKey: ['workspace'],
    queryFn: () => api.get<Workspace>('/workspace'),
    enabled: canManage,
  })
  const readiness = useQuery({
    queryKey: ['readiness'],
    queryFn: () => api.get<Readiness | null>('/readiness'),
  })
  return (
    <div className="page page-narrow">
      <PageHeader title={t('section.workspace')} lead={t('section_lead.workspace')} />
      <div className="stack-l">
        {canManage && (
          <Loaded query={workspace} skeleton={<Rows count={1} height={160} />}>
            {(data) => <WorkspaceForm key={data.id} workspace={data} />}
          </Loaded>
        )}
        <Loaded query={readiness} skeleton={<Rows count={3} height={160} />}>
          {(data) => <ReadinessForm readiness={data} />}
        </Loaded>
      </div>
    </div>
  )
}
