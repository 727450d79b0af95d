import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { safeUrl } from '../../kit/address.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

/** Who the account is on its network: answers leave under this name. */
export function Identity({ profile }: { profile: NonNullable<ChannelAccount['profile']> }) {
  const { t } = useTranslation('settings')
  const name = profile.name || profile.handle || profile.id
  const url = safeUrl(profile.url)
  const shown = url ? (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {name}
    </a>
  ) : (
    name
  )
  return (
    <div className={classes.identity}>
      <Avatar name={name} url={profile.avatar} size={40} />
      <p>
        <strong>{shown}</strong>
        <span className="hush small">{profile.handle ?? t('channels.profile')}</span>
      </p>
    </div>
  )
}

/** What it can be asked, within what limits, what is left of its quotas, and until when it may. */
export function Standing({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { can = [], limits, quotas = [], expires } = account
  const facts: [string, React.ReactNode][] = []
  if (can.length > 0)
    facts.push([t('channels.can.title'), format.list(can.map((act) => t(`channels.can.${act}`)))])
  if (limits && limits.text > 0)
    facts.push([t('channels.limits.text'), t('channels.limits.signs', { count: limits.text })])
  if (can.length > 0 && limits)
    facts.push([t('channels.limits.media'), t('channels.limits.files', { count: limits.media })])
  for (const { name, remaining, limit, resets } of quotas)
    facts.push([
      t('channels.quota', { name }),
      <>
        {limit === null
          ? format.number(remaining)
          : t('channels.quota_left', { left: format.number(remaining), limit: format.number(limit) })}
        {', '}
        {t('channels.quota_resets')} <When at={resets} />
      </>,
    ])
  if (expires) facts.push([t('channels.expires'), <When key="when" at={expires} />])
  if (facts.length === 0) return null
  return (
    <dl className={classes.facts}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
