import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../kit/page-header.tsx'
import { Passkeys } from './passkeys.tsx'
import { PasswordForm } from './password-form.tsx'
import { PersonForm } from './person-form.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'

/** One's own name and habits, and the locks on one's door. */
export function ProfilePage() {
  const { t } = useTranslation('settings')
  return (
    <div className="page page-narrow">
      <PageHeader title={t('section.profile')} />
      <div className="stack-l">
        <PersonForm />
        <Passkeys />
        <TwoFactor />
        <PasswordForm />
        <Sessions />
      </div>
    </div>
  )
}
