import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { OpenAlarms } from '../../alarm/open-alarms.tsx'
import { WatchedPanel } from '../../alarm/watched.tsx'
import { useKeys } from '../../app/keyboard.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus, IconSearch, IconUpload, IconWorld } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Spark } from '../../kit/spark.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { toggled } from '../noise/rejections.ts'
import { alertsQuery } from '../queries.ts'
import classes from '../watch.module.css'
import own from './alerts.module.css'
import { BulkBar } from './bulk.tsx'
import { netOf } from './net.ts'
import { NoSource } from './no-source.tsx'

function Week({ alert }: { alert: Alert }) {
  const { t } = useTranslation('watch')
  const format = useFormat()
  const { count, before } = alert.week
  const net = netOf(alert.week)
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
            {net === null
              ? t('week.net_few')
              : format.number(net, { signDisplay: 'exceptZero', maximumFractionDigits: 0 })}
          </strong>
        </dd>
      </div>
    </dl>
  )
}

interface CardProps {
  alert: Alert
  picked: boolean
  /** Absent for who may not change alerts. */
  onPick?: (() => void) | undefined
}

function AlertCard({ alert, picked, onPick }: CardProps) {
  const { t } = useTranslation('watch')
  return (
    <li className={classes.card} data-paused={alert.paused || undefined}>
      <div className={classes.cardHead}>
        {onPick && (
          <Checkbox
            className={own.pick ?? ''}
            aria-label={t('bulk.pick', { name: alert.name })}
            checked={picked}
            onChange={onPick}
          />
        )}
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

/** The alerts outside of folders first, then folder by folder. */
function Cards({ alerts }: { alerts: Alert[] }) {
  const { t } = useTranslation('watch')
  const canManage = useCan('alerts:manage')
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const byFolder = Map.groupBy(alerts, (alert) => alert.folder ?? '')
  const folders = [...byFolder.keys()].sort((a, b) => a.localeCompare(b))
  const picked = alerts.filter((alert) => ids.has(alert.id))
  return (
    <>
      <BulkBar
        picked={picked}
        folders={folders.filter((folder) => folder !== '')}
        onDone={() => setIds(new Set())}
      />
      {folders.map((folder) => (
        <section key={folder} aria-label={folder || t('title')}>
          {folder !== '' && (
            <h2 className={own.folder}>
              {folder}{' '}
              <span className="hush small">
                {t('folder_count', { count: byFolder.get(folder)?.length ?? 0 })}
              </span>
            </h2>
          )}
          <ul className={classes.cards}>
            {byFolder.get(folder)?.map((alert) => (
              <AlertCard
                key={alert.id}
                alert={alert}
                picked={ids.has(alert.id)}
                onPick={canManage ? () => setIds(toggled(ids, alert.id)) : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
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
        {canManage && (
          <LinkButton to="/watch/import" variant="default" leftSection={<IconUpload size={17} aria-hidden />}>
            {t('import.title')}
          </LinkButton>
        )}
        {create}
      </PageHeader>
      <OpenAlarms className={classes.alarms} />
      <Loaded query={query} skeleton={<Rows count={4} height={132} />}>
        {(alerts) =>
          alerts.length === 0 ? (
            <EmptyState title={t('empty.title')} action={create}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <>
              <NoSource alerts={alerts} />
              <Cards alerts={alerts} />
            </>
          )
        }
      </Loaded>
      <WatchedPanel className={classes.watched} />
    </div>
  )
}
