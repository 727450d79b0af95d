import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivateSetting } from '../../server/api.ts'
import { sayDone } from '../app/say.ts'
import { useCan } from '../app/session.ts'
import { privateSettingQuery } from '../inbox/private/queries.ts'
import { Loaded } from '../kit/loaded.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { api } from '../lib/api.ts'
import { LinesFields } from './lines-fields.tsx'
import { PlacesFields } from './places-fields.tsx'

const KINDS = ['direct', 'link', 'mail', 'opening', 'closing'] as const

/** What is said where a conversation goes on in private; ours until the workspace writes its own. */
export function LinesPage() {
  const { t } = useTranslation('private')
  const query = useQuery(privateSettingQuery)
  return (
    <div className="page">
      <PageHeader title={t('lines.title')} lead={t('lines.lead')}>
        <Link to="/private">{t('moves.title')}</Link>
      </PageHeader>
      <Loaded query={query}>{(setting) => <Form setting={setting} />}</Loaded>
    </div>
  )
}

function Form({ setting }: { setting: PrivateSetting }) {
  const { t } = useTranslation('private')
  const client = useQueryClient()
  const may = useCan('team:manage')
  const [own, setOwn] = useState(setting)
  const keep = useMutation({
    mutationFn: () => api.put<PrivateSetting>('/private-setting', own),
    onSuccess: (kept) => {
      client.setQueryData(privateSettingQuery.queryKey, kept)
      sayDone(t('said.kept'))
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    keep.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <p className="hush small">{t('begin.variants')}</p>
      <LinesFields
        lines={own.lines}
        kinds={KINDS}
        readOnly={!may}
        onChange={(lines) => setOwn((old) => ({ ...old, lines }))}
      />
      <NumberInput
        label={t('ask.hours')}
        description={t('ask.hours_help')}
        min={1}
        max={720}
        readOnly={!may}
        value={own.hours}
        onChange={(value) => setOwn((old) => ({ ...old, hours: Number(value) || old.hours }))}
      />
      <PlacesFields
        chosen={own}
        readOnly={!may}
        onChange={(chosen) => setOwn((old) => ({ ...old, ...chosen }))}
      />
      <ProblemNotice error={keep.error} />
      {may && (
        <div className="buttons-start">
          <Button type="submit" loading={keep.isPending}>
            {t('lines.keep')}
          </Button>
        </div>
      )}
    </form>
  )
}
