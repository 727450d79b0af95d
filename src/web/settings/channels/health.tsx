import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

const TONES: Record<ChannelAccount['health'], string> = {
  ok: 'good',
  waiting: 'info',
  late: 'warm',
  failing: 'bad',
  expiring: 'warm',
  paused: 'warm',
}

/** A few seconds of lag are how the network is. */
const LAG_SAID = 30

export function HealthTag({ health }: Pick<ChannelAccount, 'health'>) {
  const { t } = useTranslation('settings')
  return (
    <span className="tag" data-tone={TONES[health]}>
      {t(`channels.health.${health}`)}
    </span>
  )
}

/** Health in words: what goes on, since when, how late. */
export function HealthWords({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <p className="small">
      {account.health !== 'ok' && account.healthText}
      {account.lastExchange && (
        <span className="hush">
          {' '}
          {t('channels.last_exchange')} <When at={account.lastExchange} />.
        </span>
      )}
      {account.lagSeconds !== null && account.lagSeconds > LAG_SAID && (
        <span className="hush"> {t('channels.lag', { span: format.span(account.lagSeconds) })}</span>
      )}
    </p>
  )
}

/** What came in over a day, and what was let go with the reason. */
export function Counts({ counts }: Pick<ChannelAccount, 'counts'>) {
  const { t, i18n } = useTranslation('settings')
  const format = useFormat()
  const dropped = Object.entries(counts.dropped).sort(([, a], [, b]) => b - a)
  const reason = (key: string) =>
    i18n.exists(`settings:drop.${key}`) ? t(`drop.${key}`) : key.replaceAll('-', ' ')
  return (
    <dl className={classes.counts}>
      <div>
        <dt>{t('channels.kept')}</dt>
        <dd>
          <strong>{format.number(counts.kept)}</strong>
        </dd>
      </div>
      {dropped.map(([key, count]) => (
        <div key={key}>
          <dt>{reason(key)}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
