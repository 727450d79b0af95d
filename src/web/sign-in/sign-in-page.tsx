import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeForm } from './code-form.tsx'
import { Front } from './front.tsx'
import { PasswordForm } from './password-form.tsx'

const route = getRouteApi('/sign-in')

/** Name and secret, or a passkey; then the second factor where one is set. */
export function SignInPage() {
  const { t } = useTranslation('sign-in')
  const { next = '/' } = route.useSearch()
  const client = useQueryClient()
  const [asksCode, setAsksCode] = useState(false)
  function enter() {
    client.clear()
    // A whole load: what an earlier person of this window had on screen is gone.
    location.assign(next)
  }
  if (asksCode) {
    return (
      <Front title={t('code.title')} lead={t('code.lead')}>
        <CodeForm onDone={enter} onBack={() => setAsksCode(false)} />
      </Front>
    )
  }
  return (
    <Front title={t('title')} lead={t('lead')}>
      <PasswordForm onDone={enter} onCode={() => setAsksCode(true)} />
    </Front>
  )
}
