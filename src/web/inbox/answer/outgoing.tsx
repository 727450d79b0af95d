import { useTranslation } from 'react-i18next'
import type { ConversationEntry, Delivery } from '../../../server/api.ts'
import { ApprovalInThread } from '../../approval/in-thread.tsx'
import { When } from '../../kit/when.tsx'
import { DeliveryActs, DeliveryState } from '../../outbox/delivery-card.tsx'
import classes from '../inbox.module.css'
import { standing } from './standing.ts'

/** Answers on their way, under the messages, each with where it stands. */
export function Outgoing({ deliveries, entries }: { deliveries: Delivery[]; entries: ConversationEntry[] }) {
  const { t } = useTranslation('outbox')
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
        {delivery.card && <p className="hush small">{t('card.with', { title: delivery.card.title })}</p>}
        {delivery.state === 'approval' && delivery.conversationId ? (
          <ApprovalInThread conversationId={delivery.conversationId} deliveryId={delivery.id} />
        ) : (
          <DeliveryActs delivery={delivery} />
        )}
      </div>
    </li>
  ))
}
