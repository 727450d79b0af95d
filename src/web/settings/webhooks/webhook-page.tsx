import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook, WebhookDelivery } from '../../../server/api.ts'
import { MissingPage } from '../../app/error-page.tsx'
import { sayDone, sayProblem } from '../../app/say.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { MessageLog } from './message-log.tsx'
import { webhooksQuery } from './queries.ts'
import { SecretOnce } from './secret-once.tsx'
import { WebhookTag, WebhookWords } from './state.tsx'
import { hostOf, type Subscription, tellsSomething } from './subscription.ts'
import { SubscriptionFields } from './subscription-fields.tsx'

function useChange(hook: Webhook) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Subscription> & { enabled?: boolean; renewSecret?: boolean }) =>
      api.patch<Webhook>(`/webhooks/${hook.id}`, change),
    onSuccess: () => client.invalidateQueries(webhooksQuery),
  })
}

/** Whether it is told, a try, and its secret. */
function State({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const client = useQueryClient()
  const change = useChange(hook)
  const test = useMutation({
    mutationFn: () => api.post<WebhookDelivery>(`/webhooks/${hook.id}/test`),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhook-messages', hook.id] }),
  })
  const said = test.data
  const busy = change.isPending
  return (
    <section className="sheet stack" aria-labelledby="state">
      <h2 id="state">{t('state.title')}</h2>
      <p className="with-icon">
        <WebhookTag hook={hook} />
      </p>
      <WebhookWords hook={hook} />
      <div className="buttons-start">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('test')}
        </Button>
        <Button
          variant={hook.enabled ? 'default' : 'filled'}
          disabled={busy}
          onClick={() => change.mutate({ enabled: !hook.enabled }, { onError: sayProblem })}
        >
          {t(hook.enabled ? 'disable' : 'enable')}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => change.mutate({ renewSecret: true }, { onError: sayProblem })}
        >
          {t('renew')}
        </Button>
      </div>
      <div role="status">
        {said && (
          <p className="notice" data-tone={said.state === 'sent' ? 'good' : 'bad'}>
            {said.status === null
              ? t('tested.none', { answer: said.answer ?? '' })
              : t(said.state === 'sent' ? 'tested.sent' : 'tested.failed', { status: said.status })}
          </p>
        )}
      </div>
      <ProblemNotice error={test.error} />
      {change.data?.secret && <p className="small">{t('renewed')}</p>}
      <SecretOnce secret={change.data?.secret} />
    </section>
  )
}

function Told({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const { t: common } = useTranslation()
  const { url, verbs, channels, alerts, deliveries, matches, alarms, escalations, dues } = hook
  const [value, setValue] = useState<Subscription>({
    ...{ url, verbs, channels, alerts, deliveries },
    ...{ matches, alarms, escalations, dues },
  })
  const save = useChange(hook)
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ ...value, url: value.url.trim() }, { onSuccess: () => sayDone(t('saved')) })
  }
  return (
    <form onSubmit={submit} className="sheet stack" aria-labelledby="told">
      <h2 id="told">{t('told')}</h2>
      <SubscriptionFields
        value={value}
        errors={save.error instanceof ApiProblem ? save.error.fields : {}}
        onChange={(change) => setValue((old) => ({ ...old, ...change }))}
      />
      <ProblemNotice error={save.error} />
      <div className="buttons">
        <Button type="submit" loading={save.isPending} disabled={!tellsSomething(value)}>
          {common('save')}
        </Button>
      </div>
    </form>
  )
}

function Hook({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const { t: common } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [removing, setRemoving] = useState(false)
  const host = hostOf(hook.url)
  async function remove() {
    await api.delete(`/webhooks/${hook.id}`)
    await client.invalidateQueries(webhooksQuery)
    navigate({ to: '/settings/webhooks' })
  }
  return (
    <>
      <PageHeader title={host} lead={<span className={classes.detail}>{hook.url}</span>}>
        <Button variant="default" onClick={() => setRemoving(true)}>
          {common('delete')}
        </Button>
      </PageHeader>
      <div className="stack-l">
        <State hook={hook} />
        <MessageLog hookId={hook.id} />
        <Told hook={hook} />
      </div>
      {removing && (
        <ConfirmName
          title={t('remove_title', { host })}
          consequence={t('remove_text')}
          name={host}
          action={common('delete')}
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  )
}

/** One address: how it does, what it was told, and what it will be. */
export function WebhookPage() {
  const { webhookId } = useParams({ strict: false })
  const hooks = useQuery(webhooksQuery)
  return (
    <div className="page page-narrow">
      <Loaded query={hooks}>
        {(list) => {
          const hook = list.find((one) => one.id === webhookId)
          return hook ? <Hook key={hook.id} hook={hook} /> : <MissingPage />
        }}
      </Loaded>
    </div>
  )
}
