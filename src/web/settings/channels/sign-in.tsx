import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount, ChannelKind } from '../../../server/api.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { IconExternalLink } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import { type Config, type Form, fieldsOf, filled, startOf } from './schema.ts'
import { SchemaForm } from './schema-form.tsx'

/** Goes to the network's own page, which sends back to the list of channels. */
function useSignIn(kind: ChannelKind, accountId?: string) {
  return useMutation({
    mutationFn: (asks: Config) =>
      api.post<{ url: string }>(`/channels/${kind.id}/sign-in`, {
        asks: filled(asks),
        ...(accountId ? { accountId } : {}),
      }),
    onSuccess: ({ url }) => location.assign(url),
  })
}

/** Asks where the account is, then leaves for the page of its network: no password is ever typed here. */
export function SignInForm({ kind, form }: { kind: ChannelKind; form: Form }) {
  const { t } = useTranslation('settings')
  const name = useChannelName()(kind.network ?? kind.id)
  const fields = useMemo(() => fieldsOf(form), [form])
  const [asks, setAsks] = useState(() => startOf(form))
  const start = useSignIn(kind)
  const problems = start.error instanceof ApiProblem ? start.error.fields : {}
  const errors = Object.fromEntries(
    Object.entries(problems).map(([field, words]) => [field.replace(/^asks\./, 'config.'), words]),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    start.mutate(asks)
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t('channels.sign_in.title')}</h2>
      <p>{t('channels.sign_in.lead', { name })}</p>
      <SchemaForm fields={fields} config={asks} errors={errors} kept={false} onChange={setAsks} />
      <ProblemNotice error={start.error} />
      <div className="buttons">
        <Button
          type="submit"
          loading={start.isPending || start.isSuccess}
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          {t('channels.sign_in.go', { name })}
        </Button>
      </div>
    </form>
  )
}

/** One click: what the network needs to be asked is already known of the account. */
export function Reconnect({ account, kind }: { account: ChannelAccount; kind: ChannelKind }) {
  const { t } = useTranslation('settings')
  const start = useSignIn(kind, account.id)
  const names = fieldsOf((kind.signIn ?? {}) as Form).map((field) => field.name)
  const asks = Object.fromEntries(names.map((name) => [name, account.config[name]]))
  const asked = account.failure === 'token-dead' || account.health === 'expiring'
  return (
    <div className="stack">
      <div className="buttons-start">
        <Button
          variant={asked ? 'filled' : 'default'}
          loading={start.isPending || start.isSuccess}
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => start.mutate(asks)}
        >
          {t('channels.sign_in.again')}
        </Button>
      </div>
      <ProblemNotice error={start.error} />
    </div>
  )
}
