import { Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { channelsQuery } from '../../kit/channel-name.tsx'
import { LinkButton } from '../../kit/link-button.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { QueryEditor } from '../editor/query-editor.tsx'
import { Preview } from '../preview/preview.tsx'
import { alertsQuery, checkQuery } from '../queries.ts'
import classes from '../watch.module.css'

const KINDS = ['brand', 'topic', 'competitor'] as const

export type AlertDraft = Pick<Alert, 'name' | 'query' | 'kind' | 'inbox'>

function useSave(id: string | undefined, draft: AlertDraft) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const body = { name: draft.name.trim(), query: draft.query.trim(), kind: draft.kind, inbox: draft.inbox }
  return useMutation({
    mutationFn: () => (id ? api.patch<Alert>(`/alerts/${id}`, body) : api.post<Alert>('/alerts', body)),
    async onSuccess(alert) {
      await client.invalidateQueries({ queryKey: alertsQuery.queryKey })
      navigate({ to: '/watch/$alertId', params: { alertId: alert.id } })
    },
  })
}

interface FieldsProps {
  draft: AlertDraft
  set(change: Partial<AlertDraft>): void
}

function Fields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('watch')
  return (
    <>
      <NativeSelect
        label={t('form.kind')}
        value={draft.kind}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(event) =>
          set({ kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'topic' })
        }
      />
      <Switch
        label={t('form.inbox')}
        description={t('form.inbox_help')}
        checked={draft.inbox}
        onChange={(event) => set({ inbox: event.currentTarget.checked })}
      />
    </>
  )
}

/** An alert is a query with a name; beside it, what it would have found in the last thirty days. */
export function AlertForm({ id, start }: { id?: string; start: AlertDraft }) {
  const { t } = useTranslation('watch')
  const [draft, setDraft] = useState(start)
  const set = (change: Partial<AlertDraft>) => setDraft({ ...draft, ...change })
  const [query] = useDebouncedValue(draft.query, 350)
  const check = useQuery(checkQuery(query))
  const channels = useQuery(channelsQuery).data ?? []
  const save = useSave(id, draft)
  const settled = query === draft.query && !check.isPlaceholderData
  const errors = settled && draft.query.trim() ? (check.data?.errors ?? []) : []
  const ok = check.data?.ok === true && !check.isPlaceholderData
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <div className={`sheet stack ${classes.formFields}`}>
        <TextInput
          label={t('form.name')}
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <QueryEditor
          value={draft.query}
          errors={errors}
          reading={settled ? (check.data?.reading ?? null) : null}
          channels={channels.map((channel) => channel.id)}
          onChange={(value) => set({ query: value })}
        />
        <Fields draft={draft} set={set} />
        <ProblemNotice error={save.error} />
        <div className="buttons">
          <LinkButton to="/watch" variant="default">
            {t('cancel')}
          </LinkButton>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!draft.name.trim() || !draft.query.trim() || errors.length > 0}
          >
            {t(id ? 'save' : 'form.create')}
          </Button>
        </div>
      </div>
      <Preview query={query} ok={ok} />
    </form>
  )
}
