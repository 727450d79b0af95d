import { Skeleton } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../server/api.ts'
import { safeUrl } from '../kit/address.ts'
import { Avatar } from '../kit/avatar.tsx'
import { ChannelName } from '../kit/channel-name.tsx'
import { Loaded } from '../kit/loaded.tsx'
import { When } from '../kit/when.tsx'
import { api } from '../lib/api.ts'
import { money } from '../lib/money.ts'
import { useFormat } from '../lib/use-format.ts'
import { OwnerOf } from './owner.tsx'
import classes from './person.module.css'
import { SentimentShare } from './sentiment-share.tsx'
import { TierOf } from './tier/tier-of.tsx'

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => api.get<Person>(`/people/${id}`, {}, signal),
    staleTime: 60_000,
  })
}

function Handles({ handles }: Pick<Person, 'handles'>) {
  return (
    <ul className={classes.handles}>
      {handles.map(({ channel, handle, url }) => {
        const href = safeUrl(url)
        return (
          <li key={`${channel}${handle}`}>
            <ChannelName channel={channel} />
            {href ? (
              <a href={href} target="_blank" rel="noreferrer noopener nofollow">
                {handle}
              </a>
            ) : (
              <span>{handle}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation('person')
  const format = useFormat()
  const { orders } = person
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('exchanges')}</dt>
        <dd>{format.number(person.exchanges)}</dd>
      </div>
      <div>
        <dt>{t('orders')}</dt>
        <dd>
          {orders.count === 0
            ? t('no_order')
            : t('orders_line', {
                count: orders.count,
                total: money(format.locale, orders.total, orders.currency),
              })}
          {orders.last && (
            <span className="hush small">
              {' '}
              · <When at={orders.last} />
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('tier.label')}</dt>
        <dd>
          <TierOf id={person.id} />
        </dd>
      </div>
      <div>
        <dt>{t('owner.label')}</dt>
        <dd>
          <OwnerOf id={person.id} />
        </dd>
      </div>
      <div>
        <dt>{t('since')}</dt>
        <dd>{format.date(person.since, { day: 'numeric', month: 'long', year: 'numeric' })}</dd>
      </div>
      {person.lastSeen && (
        <div>
          <dt>{t('last_seen')}</dt>
          <dd>
            <When at={person.lastSeen} />
          </dd>
        </div>
      )}
      {person.email && (
        <div>
          <dt>{t('email')}</dt>
          <dd>
            <a href={`mailto:${person.email}`}>{person.email}</a>
          </dd>
        </div>
      )}
    </dl>
  )
}

export function PersonFacts({ person, page }: { person: Person; page?: boolean }) {
  const { t } = useTranslation('person')
  return (
    <div className="stack">
      <header className={classes.head}>
        <Avatar name={person.name} url={person.avatar} size={52} />
        <div>
          <h2>
            {page ? (
              person.name
            ) : (
              <Link to="/people/$personId" params={{ personId: person.id }}>
                {person.name}
              </Link>
            )}
          </h2>
          {person.email === null && person.handles.length === 0 && (
            <p className="hush small">{t('nameless')}</p>
          )}
        </div>
      </header>
      <Handles handles={person.handles} />
      <Facts person={person} />
      <SentimentShare sentiment={person.sentiment} />
      {!page && (
        <Link to="/people/$personId" params={{ personId: person.id }}>
          {t('all')}
        </Link>
      )}
    </div>
  )
}

/** The person, in the right pane: shown with the name they gave. */
export function PersonCard({ id }: { id: string }) {
  const query = useQuery(personQuery(id))
  return (
    <Loaded query={query} skeleton={<Skeleton height={260} radius="md" />}>
      {(person) => <PersonFacts person={person} />}
    </Loaded>
  )
}
