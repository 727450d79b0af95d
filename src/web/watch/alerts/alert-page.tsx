import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { OpenAlarm, Usual } from '../../alarm/alarm-panel.tsx'
import { MissingPage } from '../../app/error-page.tsx'
import { words } from '../../app/i18n.ts'
import type { StreamSearch } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { IconX } from '../../kit/icons.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useNow } from '../../lib/clock.ts'
import { useFormat } from '../../lib/use-format.ts'
import { AlertRule } from '../../settings/notices/own-rules.tsx'
import { NoisePanel } from '../noise/noise-panel.tsx'
import { useRejections } from '../noise/rejections.ts'
import { alertsQuery, seriesQuery } from '../queries.ts'
import { bucketEnd, buckets, type Period, periodOf } from '../stream/period.ts'
import { PostStream } from '../stream/post-stream.tsx'
import { StreamFilters } from '../stream/stream-filters.tsx'
import { pointsOf } from '../volume/finding.ts'
import { usePointWords, VolumeChart } from '../volume/volume-chart.tsx'
import classes from '../watch.module.css'
import { AlertActions } from './alert-actions.tsx'

const route = getRouteApi('/app/watch/$alertId')

/** Comes with its words, after the chart. */
const Phrases = lazy(async () => {
  const [{ Phrases }] = await Promise.all([import('../stream/phrases.tsx'), words('reading')])
  return { default: Phrases }
})

function useSet(alertId: string) {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (change: Partial<StreamSearch>) =>
    navigate({
      to: '/watch/$alertId',
      params: { alertId },
      search: { ...search, ...change },
      resetScroll: false,
    })
}

interface PartProps {
  alert: Alert
  search: StreamSearch
  period: Period
}

function Chart({ alert, search, period }: PartProps) {
  const { zone } = useFormat()
  const set = useSet(alert.id)
  const { from, to, step } = period
  const series = useQuery(
    seriesQuery({ by: 'sentiment', alert: alert.id, channel: search.channel, from, to, step }),
  )
  return (
    <Loaded query={series} skeleton={<Skeleton height={340} radius="md" />}>
      {(data) => (
        <VolumeChart
          points={pointsOf(data, buckets(period, zone))}
          step={step}
          name={alert.name}
          onPick={(point) => set({ at: point.at })}
        />
      )}
    </Loaded>
  )
}

/** The posts of the period, or of the one point that was picked on the chart. */
function Posts({ alert, search, period }: PartProps) {
  const { t } = useTranslation('watch')
  const { zone } = useFormat()
  const set = useSet(alert.id)
  const when = usePointWords(period.step)
  const navigate = useNavigate()
  const canManage = useCan('alerts:manage')
  const rejections = useRejections(alert.id)
  const { at, query, sentiment, channel, lang, intent, topic, urgency, toxic } = search
  const bounds = at
    ? { from: at, to: bucketEnd(at, period.step, zone) }
    : { from: period.from, ...(search.to ? { to: period.to } : {}) }
  return (
    <section aria-label={t('stream.label')} className={classes.postsSection}>
      <div className={classes.postsHead} role="status">
        <h2>{at ? t('posts.of', { when: when.long({ at }) }) : t('posts.all')}</h2>
        {query && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconX size={15} aria-hidden />}
            onClick={() => set({ query: undefined })}
          >
            {query}
          </Button>
        )}
        {at && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconX size={15} aria-hidden />}
            onClick={() => set({ at: undefined })}
          >
            {t('posts.whole')}
          </Button>
        )}
      </div>
      {canManage && (
        <NoisePanel
          query={alert.query}
          rejected={rejections.ids}
          ok
          onApply={(query) =>
            navigate({ to: '/watch/$alertId/edit', params: { alertId: alert.id }, search: { query } })
          }
        />
      )}
      <PostStream
        query={{ alert: alert.id, query, sentiment, channel, lang, intent, topic, urgency, toxic, ...bounds }}
        live={!at}
        rejections={canManage ? rejections : undefined}
      />
    </section>
  )
}

function AlertView({ alert }: { alert: Alert }) {
  const { t } = useTranslation('watch')
  const search = route.useSearch()
  const set = useSet(alert.id)
  const { zone } = useFormat()
  const now = useNow()
  const period = periodOf(search, zone, now)
  return (
    <>
      <PageHeader title={alert.name} lead={<code className={classes.query}>{alert.query}</code>}>
        <AlertActions alert={alert} />
      </PageHeader>
      {alert.paused && (
        <p className="notice" data-tone="warm">
          {t('paused_long')}
        </p>
      )}
      <OpenAlarm alertId={alert.id} />
      <StreamFilters search={search} set={(change) => set({ ...change, at: undefined })} />
      <Chart alert={alert} search={search} period={period} />
      {!alert.paused && <Usual alertId={alert.id} />}
      <AlertRule alertId={alert.id} />
      <Suspense fallback={null}>
        <Phrases
          alertId={alert.id}
          from={period.from}
          to={period.to}
          picked={search.query?.replaceAll('"', '')}
          onPick={(phrase) => set({ query: phrase && `"${phrase}"` })}
        />
      </Suspense>
      <Posts alert={alert} search={search} period={period} />
    </>
  )
}

export function AlertPage() {
  const { alertId } = route.useParams()
  const alerts = useQuery(alertsQuery)
  return (
    <div className="page">
      <Loaded query={alerts}>
        {(all) => {
          const alert = all.find((one) => one.id === alertId)
          return alert ? <AlertView key={alert.id} alert={alert} /> : <MissingPage />
        }}
      </Loaded>
    </div>
  )
}
