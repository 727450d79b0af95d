import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { Carry } from './carry.tsx'
import { Forms } from './forms.tsx'
import { SiteEditor } from './site-editor.tsx'

/** Of one of our sites: what its pages carry, its forms, and all that it is set to. */
export function SiteSettings({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation('own-site')
  return (
    <>
      <Carry accountId={account.id} />
      <Forms accountId={account.id} />
      <SiteEditor account={account} onDone={() => sayDone(t('saved'))} />
    </>
  )
}
