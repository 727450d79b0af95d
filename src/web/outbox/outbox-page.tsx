import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../server/api.ts'
import { OUTBOX_VIEWS, type OutboxView } from '../app/search.ts'
import { ChannelName } from '../kit/channel-name.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { MoreButton } from '../kit/more-button.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { When } from '../kit/when.tsx'
import { useFormat } from '../lib/use-format.ts'
import { DeliveryActs, DeliveryState } from './delivery-card.tsx'
import classes from './outbox.module.css'
import { deliveriesQuery, deliveryCountsQuery } from './queries.ts'
import { StopButton } from './stop-button.tsx'

const route = getRouteApi('/app/outbox')

function Views({ view }: { view: OutboxView }) {
  const { t } = useTranslation('outbox')
  const { number } = useFormat()
  const counts = useQuery(deliveryCountsQuery).data
  const countOf = (one: OutboxView) => (counts && one in counts ? counts[one as keyof typeof counts] : 0)
  return (
    <nav className={classes.views} aria-label={t('views')}>
      {OUTBOX_VIEWS.map((one) => (
        <Link
          key={one}
          to="/outbox"
          search={one === 'all' ? {} : { view: one }}
          className={classes.view ?? ''}
          data-current={one === view || undefined}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {t(`view.${one}`)}
          {countOf(one) > 0 && <span className={classes.count}>{number(countOf(one))}</span>}
        </Link>
      ))}
    </nav>
  )
}

function Row({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('outbox')
  const { act, conversationId, by, accountName, text, media } = delivery
  return (
    <li className={classes.row}>
      <p className={classes.head}>
        <strong>{t(`act.${act}`)}</strong>
        <DeliveryState delivery={delivery} />
        <span className="hush small">
          <ChannelName channel={delivery.channel} /> · {accountName} · {by ? `${by.name} · ` : ''}
          <When at={delivery.at} />
        </span>
      </p>
      {text && <p className={`post-text ${classes.text}`}>{text}</p>}
      {media.length > 0 && <p className="hush small">{t('files', { count: media.length })}</p>}
      <DeliveryActs delivery={delivery} />
      {conversationId && (
        <p className={`small ${classes.open}`}>
          <Link to="/inbox/$conversationId" params={{ conversationId }}>
            {t('open_conversation')}
          </Link>
        </p>
      )}
    </li>
  )
}

/** All that leaves: what waits, what was refused, what nobody knows the end of, and what left. */
export function OutboxPage() {
  const { t } = useTranslation('outbox')
  const { view = 'all' } = route.useSearch()
  const query = useInfiniteQuery(deliveriesQuery(view))
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        <StopButton />
      </PageHeader>
      <Views view={view} />
      <Loaded query={query} skeleton={<Rows count={4} height={104} />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0)
            return <EmptyState title={t(`empty.${view}`)}>{t(`empty_text.${view}`)}</EmptyState>
          return (
            <ul className={classes.rows}>
              {items.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <MoreButton query={query} />
    </div>
  )
}
