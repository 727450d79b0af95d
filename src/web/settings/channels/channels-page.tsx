import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { ChannelGlyph, ChannelName, channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconChevronRight } from '../../kit/icons.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'
import { HealthTag, HealthWords } from './health.tsx'
import { accountsQuery } from './queries.ts'
import { Returned } from './returned.tsx'

function AccountRow({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const dropped = Object.values(account.counts.dropped).reduce((sum, count) => sum + count, 0)
  return (
    <li className={classes.account}>
      <ChannelGlyph channel={account.channel} size={24} />
      <div className={classes.accountMain}>
        <h2>
          <Link to="/settings/channels/$accountId" params={{ accountId: account.id }}>
            {account.name}
          </Link>
          <HealthTag health={account.health} />
          {account.inbox && (
            <span className="tag" data-tone="info">
              {t('channels.to_inbox')}
            </span>
          )}
        </h2>
        <p className="hush small">
          <ChannelName channel={account.channel} />
          {account.profile?.handle && ` · ${account.profile.handle}`}
        </p>
        <HealthWords account={account} />
      </div>
      <p className="hush small">
        {t('channels.day_counts', {
          kept: format.number(account.counts.kept),
          dropped: format.number(dropped),
        })}
      </p>
    </li>
  )
}

function Kinds() {
  const { t } = useTranslation('settings')
  const kinds = useQuery(channelsQuery)
  const name = useChannelName()
  return (
    <section className="stack" aria-labelledby="kinds">
      <h2 id="kinds">{t('channels.add')}</h2>
      <Loaded query={kinds} skeleton={<Rows count={1} height={58} />}>
        {(list) => (
          <ul className={classes.kinds}>
            {list
              .filter(({ id, can }) => can.pull || can.listen || can.receive || id === 'site')
              .map((kind) => (
                <li key={kind.id}>
                  <Link
                    to="/settings/channels/new/$kind"
                    params={{ kind: kind.id }}
                    className={classes.kind ?? ''}
                  >
                    <ChannelGlyph channel={kind.id} size={22} />
                    {name(kind.id)}
                    <IconChevronRight size={17} aria-hidden style={{ marginInlineStart: 'auto' }} />
                  </Link>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

/** Where Veillée listens, and how each source is doing, in words. */
export function ChannelsPage() {
  const { t } = useTranslation('settings')
  const query = useQuery(accountsQuery)
  const canManage = useCan('channels:manage')
  return (
    <div className="page">
      <PageHeader title={t('section.channels')} lead={t('section_lead.channels')} />
      <div className="stack-l">
        {query.data && <Returned accounts={query.data} />}
        <Loaded query={query} skeleton={<Rows count={3} height={92} />}>
          {(accounts) =>
            accounts.length === 0 ? (
              <EmptyState title={t('channels.empty')}>{t('channels.empty_text')}</EmptyState>
            ) : (
              <ul className={classes.accounts}>
                {accounts.map((account) => (
                  <AccountRow key={account.id} account={account} />
                ))}
              </ul>
            )
          }
        </Loaded>
        {canManage && <Kinds />}
      </div>
    </div>
  )
}
