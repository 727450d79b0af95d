import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../../server/api.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import classes from '../settings.module.css'
import { webhooksQuery } from './queries.ts'
import { SecretOnce } from './secret-once.tsx'
import { WebhookTag, WebhookWords } from './state.tsx'
import { NOTHING_YET, tellsSomething } from './subscription.ts'
import { SubscriptionFields } from './subscription-fields.tsx'

function NewWebhook() {
  const { t } = useTranslation('webhooks')
  const client = useQueryClient()
  const [value, setValue] = useState(NOTHING_YET)
  const make = useMutation({
    mutationFn: () => api.post<Webhook>('/webhooks', { ...value, url: value.url.trim() }),
    onSuccess: () => {
      setValue(NOTHING_YET)
      return client.invalidateQueries(webhooksQuery)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack" aria-labelledby="new">
      <h2 id="new">{t('new')}</h2>
      <SubscriptionFields
        value={value}
        errors={make.error instanceof ApiProblem ? make.error.fields : {}}
        onChange={(change) => setValue((old) => ({ ...old, ...change }))}
      />
      <ProblemNotice error={make.error} />
      <div className="buttons">
        <Button type="submit" loading={make.isPending} disabled={!tellsSomething(value)}>
          {t('add')}
        </Button>
      </div>
      <SecretOnce secret={make.data?.secret} />
    </form>
  )
}

function Row({ hook }: { hook: Webhook }) {
  return (
    <li className={classes.account}>
      <div className={classes.accountMain}>
        <h2 className={classes.address}>
          <Link to="/settings/webhooks/$webhookId" params={{ webhookId: hook.id }}>
            {hook.url}
          </Link>
          <WebhookTag hook={hook} />
        </h2>
        <WebhookWords hook={hook} />
      </div>
    </li>
  )
}

/** Other programs that are told what happens here, as it happens. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const query = useQuery(webhooksQuery)
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="stack-l">
        <Loaded query={query} skeleton={<Rows count={2} height={84} />}>
          {(hooks) =>
            hooks.length === 0 ? (
              <EmptyState title={t('empty')}>{t('empty_text')}</EmptyState>
            ) : (
              <ul className={classes.accounts}>
                {hooks.map((hook) => (
                  <Row key={hook.id} hook={hook} />
                ))}
              </ul>
            )
          }
        </Loaded>
        <NewWebhook />
      </div>
    </div>
  )
}
