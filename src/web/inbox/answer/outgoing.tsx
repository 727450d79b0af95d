import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConversationEntry } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../kit/when.tsx'
import { DeliveryActs, DeliveryState } from '../../outbox/delivery-card.tsx'
import { conversationDeliveriesQuery } from '../../outbox/queries.ts'
import classes from '../inbox.module.css'
import { standing } from './standing.ts'

/** Answers on their way, under the messages, each with where it stands. */
export function Outgoing({ id, entries }: { id: string; entries: ConversationEntry[] }) {
  const { t } = useTranslation('outbox')
  const client = useQueryClient()
  const canRead = useCan('outbox:read')
  const deliveries = useQuery({ ...conversationDeliveriesQuery(id), enabled: canRead }).data ?? []
  useLive('delivery', () => client.invalidateQueries({ queryKey: ['deliveries', { conversationId: id }] }))
  return standing(deliveries, entries).map((delivery) => (
    <li key={delivery.id} className={classes.message} data-ours data-outgoing>
      <div className={classes.bubble}>
        <p className={classes.bubbleHead}>
          <strong>{delivery.by?.name || delivery.accountName}</strong>
          <DeliveryState delivery={delivery} />
          <span className="hush small">
            <When at={delivery.at} />
          </span>
        </p>
        <p className="post-text">{delivery.text}</p>
        {delivery.media.length > 0 && (
          <p className="hush small">{t('files', { count: delivery.media.length })}</p>
        )}
        <DeliveryActs delivery={delivery} />
      </div>
    </li>
  ))
}
