import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NoticeRule, NoticeSettings } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { api } from '../../lib/api.ts'
import { useAtOnce } from '../../lib/use-at-once.ts'
import { noticeSettingsQuery } from '../../notice/queries.ts'
import { alertsQuery } from '../../watch/queries.ts'
import classes from './notices.module.css'
import { RuleFields } from './rule-fields.tsx'

/** Keeps what one chooses for one alert; undefined: as for all others. */
export function useAlertRule(alertId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (rule: NoticeRule | undefined) =>
      rule
        ? api.put<NoticeSettings>(`/notices/settings/alerts/${alertId}`, rule)
        : api.delete(`/notices/settings/alerts/${alertId}`),
    onSuccess: () => client.invalidateQueries(noticeSettingsQuery),
    onError: sayProblem,
  })
}

function Line({ alertId, name, rule }: { alertId: string; name: string; rule: NoticeRule }) {
  const { t } = useTranslation('notice')
  const keep = useAlertRule(alertId)
  const ways = rule.ways.map((way) => t(`way.${way}`)).join(', ')
  return (
    <li className={classes.line}>
      <div>
        <Link to="/watch/$alertId" params={{ alertId }}>
          {name}
        </Link>
        <p className="hush small">
          {rule.ways.length === 0 ? t('untold') : `${ways} · ${t(`pace.${rule.pace}`)}`}
        </p>
      </div>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        loading={keep.isPending}
        onClick={() => keep.mutate(undefined)}
      >
        {t('as_others')}
      </Button>
    </li>
  )
}

/** Alerts that one is told of otherwise than of all others. */
export function OwnRules({ settings }: { settings: NoticeSettings }) {
  const { t } = useTranslation('notice')
  const alerts = useQuery(alertsQuery).data ?? []
  const names = new Map(alerts.map(({ id, name }) => [id, name]))
  const own = settings.own.filter(({ alertId }) => names.has(alertId))
  return (
    <section className="sheet stack" aria-labelledby="own">
      <h2 id="own">{t('own')}</h2>
      <p className="hush">{t('own_help')}</p>
      <ul>
        {own.map(({ alertId, ways, pace }) => (
          <Line key={alertId} alertId={alertId} name={names.get(alertId) ?? ''} rule={{ ways, pace }} />
        ))}
      </ul>
    </section>
  )
}

/** On an alert's own page: how one is told of what it finds. */
export function AlertRule({ alertId }: { alertId: string }) {
  const { t } = useTranslation('notice')
  const settings = useQuery(noticeSettingsQuery).data
  const keep = useAlertRule(alertId)
  const own = settings?.own.find((one) => one.alertId === alertId)
  const [rule, setRule] = useAtOnce<NoticeRule | undefined>(own ?? settings?.alerts, keep.mutateAsync)
  if (!rule) return null
  return (
    <details className={`sheet ${classes.here}`}>
      <summary>{t('alert_rule')}</summary>
      <RuleFields
        label={t(own ? 'own_here' : 'as_all_others')}
        rule={{ ways: rule.ways, pace: rule.pace }}
        onChange={setRule}
      />
      {own && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => keep.mutate(undefined)}>
          {t('as_others')}
        </Button>
      )}
    </details>
  )
}
