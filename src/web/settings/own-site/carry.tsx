import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../kit/copy-field.tsx'
import { ownSitesQuery } from './queries.ts'

/** What a page of the site must hold for the chat to stand there, and the page that needs nothing. */
export function Carry({ accountId }: { accountId: string }) {
  const { t } = useTranslation('own-site')
  const site = useQuery(ownSitesQuery).data?.find((one) => one.accountId === accountId)
  if (!site) return null
  const { origin } = new URL(site.url)
  return (
    <section className="sheet stack" aria-labelledby="carry">
      <h2 id="carry">{t('carry')}</h2>
      <p>{t('carry_help')}</p>
      <CopyField label={t('snippet')} value={site.snippet} />
      <CopyField label={t('page')} value={site.url} />
      <p className="hush small">{t('csp', { origin })}</p>
      <a href={site.url} target="_blank" rel="noreferrer">
        {t('try')}
      </a>
    </section>
  )
}
