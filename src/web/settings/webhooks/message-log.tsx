import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WebhookDelivery } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { MoreButton } from '../../kit/more-button.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'
import { messagesQuery } from './queries.ts'

const TONES = { waiting: 'info', sent: 'good', failed: 'bad' } as const

function Message({ hookId, message }: { hookId: string; message: WebhookDelivery }) {
  const { t } = useTranslation('webhooks')
  const { number } = useFormat()
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: () => api.post(`/webhooks/${hookId}/deliveries/${message.id}/replay`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhook-messages', hookId] }),
    onError: sayProblem,
  })
  const { event, state, status, duration, tries, answer, nextTry } = message
  return (
    <li className={classes.line}>
      <div className={classes.accountMain}>
        <p className="with-icon">
          <code>{event}</code>
          <span className="tag" data-tone={TONES[state]}>
            {t(`log.${state}`)}
          </span>
        </p>
        <p className="hush small">
          <When at={message.at} />
          {tries > 0 && ` · ${t('log.tries', { count: tries })}`}
          {status !== null && ` · ${t('log.status', { status })}`}
          {duration !== null &&
            ` · ${number(duration, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })}`}
          {nextTry && (
            <>
              {' · '}
              {t('log.next')} <When at={nextTry} />
            </>
          )}
        </p>
        {answer && <p className={classes.detail}>{answer}</p>}
      </div>
      {event !== 'webhook.test' && state !== 'waiting' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t('log.replay')}
        </Button>
      )}
    </li>
  )
}

/** What the address was told and what it answered, for thirty days. */
export function MessageLog({ hookId }: { hookId: string }) {
  const { t } = useTranslation('webhooks')
  const query = useInfiniteQuery({ ...messagesQuery(hookId), refetchInterval: 5000 })
  return (
    <section className="sheet stack" aria-labelledby="log">
      <h2 id="log">{t('log.title')}</h2>
      <Loaded query={query} skeleton={<Rows count={3} height={48} />}>
        {({ pages }) => {
          const messages = pages.flatMap((page) => page.items)
          if (messages.length === 0) return <p className="hush">{t('log.empty')}</p>
          return (
            <ul>
              {messages.map((message) => (
                <Message key={message.id} hookId={hookId} message={message} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <MoreButton query={query} />
    </section>
  )
}
