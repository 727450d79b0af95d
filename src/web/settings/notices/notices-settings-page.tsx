import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { noticeSettingsQuery } from '../../notice/queries.ts'
import { Calls } from './call-setting.tsx'
import { ChoiceForm } from './choice-form.tsx'
import { OnCallRoster } from './on-call.tsx'
import { OwnRules } from './own-rules.tsx'
import { MailWay, PushWay } from './ways.tsx'

/** How one is told of what alerts find and alarms raise; and who is on call. */
export function NoticesSettingsPage() {
  const { t } = useTranslation('notice')
  const query = useQuery(noticeSettingsQuery)
  const readsTeam = useCan('inbox:read')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('settings_title')} lead={t('settings_lead')} />
      <Loaded query={query}>
        {(settings) => (
          <div className="stack-l">
            <ChoiceForm settings={settings} />
            {settings.own.length > 0 && <OwnRules settings={settings} />}
            <MailWay settings={settings} />
            <PushWay settings={settings} />
            {readsTeam && <OnCallRoster />}
            <Calls />
          </div>
        )}
      </Loaded>
    </div>
  )
}
