import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount, ChannelKind } from '../../../server/api.ts'
import { MissingPage } from '../../app/error-page.tsx'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { CopyField } from '../../kit/copy-field.tsx'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { NewSite } from '../own-site/lazy.ts'
import classes from '../settings.module.css'
import { ConnectForm } from './connect-form.tsx'
import { Discover, type Proposal } from './discover.tsx'
import type { Form } from './schema.ts'
import { SignInForm } from './sign-in.tsx'

/** A webhook's address and secret, the secret for this once. */
function Connected({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('settings')
  return (
    <div className="sheet stack" role="status">
      <h2>{t('channels.connected', { name: account.name })}</h2>
      {account.hookUrl && <CopyField label={t('channels.hook_url')} value={account.hookUrl} />}
      {account.secret && (
        <>
          <CopyField label={t('channels.secret')} value={account.secret} />
          <p className="notice" data-tone="warm">
            {t('channels.secret_once')}
          </p>
        </>
      )}
      <div className="buttons">
        <LinkButton to="/settings/channels/$accountId" params={{ accountId: account.id }}>
          {t('channels.secret_noted')}
        </LinkButton>
      </div>
    </div>
  )
}

function Connect({ kind }: { kind: ChannelKind }) {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  const name = useChannelName()(kind.id)
  const [start, setStart] = useState<Proposal>()
  const [account, setAccount] = useState<ChannelAccount>()
  function done(made: ChannelAccount) {
    if (made.hookUrl || made.secret) setAccount(made)
    else navigate({ to: '/settings/channels/$accountId', params: { accountId: made.id } })
  }
  if (account) return <Connected account={account} />
  const byForm = (
    <>
      {kind.can.discover && <Discover kind={kind} onPick={setStart} />}
      <ConnectForm
        key={JSON.stringify(start)}
        kind={kind}
        name={start?.title ?? ''}
        {...(start ? { config: start.config } : {})}
        onDone={done}
      />
    </>
  )
  return (
    <>
      <PageHeader
        title={t('channels.connect', { name })}
        lead={t(kind.signIn ? 'channels.sign_in.page_lead' : 'channels.connect_lead')}
      />
      <div className="stack-l">
        {kind.signIn && <SignInForm kind={kind} form={kind.signIn as Form} />}
        {kind.signIn ? (
          <details className={classes.otherwise}>
            <summary>{t('channels.sign_in.otherwise')}</summary>
            <div className="stack-l">{byForm}</div>
          </details>
        ) : (
          byForm
        )}
      </div>
    </>
  )
}

export function ConnectPage() {
  const { kind } = useParams({ strict: false })
  const kinds = useQuery(channelsQuery)
  return (
    <div className="page page-narrow">
      <Loaded query={kinds}>
        {(list) => {
          const found = list.find((one) => one.id === kind)
          if (found?.id === 'site') {
            return (
              <Suspense fallback={null}>
                <NewSite />
              </Suspense>
            )
          }
          return found ? <Connect kind={found} /> : <MissingPage />
        }}
      </Loaded>
    </div>
  )
}
