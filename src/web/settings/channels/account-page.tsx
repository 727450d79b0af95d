import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { MissingPage } from '../../app/error-page.tsx'
import { sayDone } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { CopyField } from '../../kit/copy-field.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { When } from '../../kit/when.tsx'
import { SiteSettings } from '../own-site/lazy.ts'
import { AccountActions } from './account-actions.tsx'
import { ConnectForm } from './connect-form.tsx'
import { Counts, HealthTag, HealthWords } from './health.tsx'
import { accountsQuery } from './queries.ts'
import { Reconnect } from './sign-in.tsx'
import { Identity, Standing } from './standing.tsx'

function Account({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('settings')
  const kind = useQuery(channelsQuery).data?.find((one) => one.id === account.channel)
  const canManage = useCan('channels:manage')
  const channel = useChannelName()(account.channel)
  return (
    <>
      <PageHeader title={account.name} lead={channel}>
        {canManage && kind && <AccountActions account={account} kind={kind} />}
      </PageHeader>
      <div className="stack-l">
        <section className="sheet stack" aria-labelledby="health">
          <h2 id="health">{t('channels.health_title')}</h2>
          {account.profile && <Identity profile={account.profile} />}
          <div className="buttons-start">
            <HealthTag health={account.health} />
            {account.lastActivity && (
              <span className="small">
                {t('channels.last_activity')} <When at={account.lastActivity} />
              </span>
            )}
          </div>
          <HealthWords account={account} />
          <Standing account={account} />
          {canManage && account.signIn && kind && <Reconnect account={account} kind={kind} />}
          {account.hookUrl && <CopyField label={t('channels.hook_url')} value={account.hookUrl} />}
        </section>
        <section className="sheet stack" aria-labelledby="counts">
          <h2 id="counts">{t('channels.counts_title')}</h2>
          <Counts counts={account.counts} />
        </section>
        {canManage && account.channel === 'site' && (
          <Suspense fallback={null}>
            <SiteSettings account={account} />
          </Suspense>
        )}
        {canManage && kind && account.channel !== 'site' && (
          <section className="stack" aria-labelledby="config">
            <h2 id="config">{t('channels.config_title')}</h2>
            <ConnectForm
              kind={kind}
              name={account.name}
              account={account}
              onDone={() => sayDone(t('saved'))}
            />
          </section>
        )}
      </div>
    </>
  )
}

export function AccountPage() {
  const { accountId } = useParams({ strict: false })
  const accounts = useQuery(accountsQuery)
  return (
    <div className="page page-narrow">
      <Loaded query={accounts}>
        {(list) => {
          const account = list.find((one) => one.id === accountId)
          return account ? <Account key={account.id} account={account} /> : <MissingPage />
        }}
      </Loaded>
    </div>
  )
}
