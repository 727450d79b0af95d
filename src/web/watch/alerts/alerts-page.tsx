import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus, IconSearch, IconWorld } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Spark } from '../../kit/spark.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { alertsQuery } from '../queries.ts'
import classes from '../watch.module.css'

function Week({ alert }: { alert: Alert }) {
  const { t } = useTranslation('watch')
  const format = useFormat()
  const { count, before, net } = alert.week
  return (
    <dl className={classes.week}>
      <div>
        <dt>{t('week.count')}</dt>
        <dd>
          <strong>{format.number(count)}</strong>{' '}
          <span className="hush small">
            {before > 0
              ? t('week.before', { change: format.change(count, before), before: format.number(before) })
              : t('week.no_before')}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('week.net')}</dt>
        <dd>
          <strong>
            {count === 0 ? '—' : format.number(net, { signDisplay: 'exceptZero', maximumFractionDigits: 0 })}
          </strong>
        </dd>
      </div>
    </dl>
  )
}

function AlertCard({ alert }: { alert: Alert }) {
  const { t } = useTranslation('watch')
  return (
    <li className={classes.card} data-paused={alert.paused || undefined}>
      <div className={classes.cardHead}>
        <h2>
          <Link to="/watch/$alertId" params={{ alertId: alert.id }} className={classes.cardLink ?? ''}>
            {alert.name}
          </Link>
        </h2>
        <span className="tag">{t(`kind.${alert.kind}`)}</span>
        {alert.inbox && (
          <span className="tag" data-tone="info">
            {t('to_inbox')}
          </span>
        )}
        {alert.paused && (
          <span className="tag" data-tone="warm">
            {t('paused')}
          </span>
        )}
      </div>
      <code className={classes.query}>{alert.query}</code>
      <div className={classes.cardFoot}>
        <Week alert={alert} />
        <Spark values={alert.spark} />
      </div>
    </li>
  )
}

/** The alerts, each with its last fourteen days and this week against the one before. */
export function AlertsPage() {
  const { t } = useTranslation('watch')
  const query = useQuery(alertsQuery)
  const canManage = useCan('alerts:manage')
  const navigate = useNavigate()
  useKeys('watch:keys.title', [
    { keys: 's', label: 'watch:everywhere.title', run: () => void navigate({ to: '/watch/search' }) },
    ...(canManage
      ? [{ keys: 'c', label: 'watch:keys.new', run: () => void navigate({ to: '/watch/new' }) }]
      : []),
  ])
  const create = canManage && (
    <LinkButton to="/watch/new" leftSection={<IconPlus size={17} aria-hidden />}>
      {t('create')}
    </LinkButton>
  )
  return (
    <div className="page">
      <PageHeader title={t('title')} lead={t('lead')}>
        <LinkButton to="/watch/posts" variant="default" leftSection={<IconSearch size={17} aria-hidden />}>
          {t('search_posts')}
        </LinkButton>
        <LinkButton to="/watch/search" variant="default" leftSection={<IconWorld size={17} aria-hidden />}>
          {t('everywhere.title')}
        </LinkButton>
        {create}
      </PageHeader>
      <Loaded query={query} skeleton={<Rows count={4} height={132} />}>
        {(alerts) =>
          alerts.length === 0 ? (
            <EmptyState title={t('empty.title')} action={create}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <ul className={classes.cards}>
              {alerts.map((alert) => (
                <AlertCard key={alert.id} alert={alert} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}
