import { Button, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount, ChannelKind } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { type Config, type Form, fieldsOf, filled, startOf } from './schema.ts'
import { SchemaForm } from './schema-form.tsx'

interface Props {
  kind: ChannelKind
  name: string
  config?: Config
  /** Set when an account that exists is changed. */
  account?: ChannelAccount
  onDone(account: ChannelAccount): void
}

interface Draft {
  name: string
  config: Config
  inbox: boolean | undefined
}

function useSave({ kind, account, onDone }: Props, draft: Draft) {
  const client = useQueryClient()
  const body = { name: draft.name.trim(), config: filled(draft.config), inbox: draft.inbox }
  return useMutation({
    mutationFn: (force: boolean) =>
      account
        ? api.patch<ChannelAccount>(`/accounts/${account.id}`, body)
        : api.post<ChannelAccount>('/accounts', { channel: kind.id, ...body, force }),
    async onSuccess(made) {
      await client.invalidateQueries({ queryKey: ['accounts'] })
      onDone(made)
    },
  })
}

/** The form of a channel, made from its schema; a new one is tried before it is kept. */
export function ConnectForm(props: Props) {
  const { kind, account } = props
  const { t } = useTranslation('settings')
  const form = kind.form as Form
  const fields = useMemo(() => fieldsOf(form), [form])
  const [draft, setDraft] = useState<Draft>({
    name: account?.name ?? props.name,
    config: startOf(form, account?.config ?? props.config),
    inbox: account?.inbox,
  })
  const save = useSave(props, draft)
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  const untried =
    save.error instanceof ApiProblem && Object.keys(errors).length === 0 && !account && kind.can.test
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate(false)
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <TextInput
        label={t('channels.name')}
        description={t('channels.name_help')}
        required
        maxLength={200}
        error={errors.name}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <SchemaForm
        fields={fields}
        config={draft.config}
        errors={errors}
        kept={account !== undefined}
        onChange={(config) => setDraft({ ...draft, config })}
      />
      <Switch
        label={t('channels.inbox')}
        description={t('channels.inbox_help')}
        checked={draft.inbox ?? kind.inbox ?? false}
        onChange={(event) => setDraft({ ...draft, inbox: event.currentTarget.checked })}
      />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        {untried && (
          <Button variant="default" onClick={() => save.mutate(true)}>
            {t('channels.connect_anyway')}
          </Button>
        )}
        <Button type="submit" loading={save.isPending}>
          {t(account ? 'save' : kind.can.test ? 'channels.test_and_connect' : 'channels.connect_now')}
        </Button>
      </div>
    </form>
  )
}
