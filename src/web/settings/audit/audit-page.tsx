import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditEntry, Page } from '../../../server/api.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { MoreButton } from '../../kit/more-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'

function detailWords(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ')
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const { t, i18n } = useTranslation('settings')
  const word = (action: string) => {
    const key = `action.${action.replace('.', '_')}`
    return i18n.exists(`settings:${key}`) ? t(key) : action
  }
  return (
    <ScrollRegion className="sheet sheet-flush table-scroll" label={t('section.audit')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <When at={entry.at} />
              </td>
              <th scope="row">{entry.who || t('audit.nobody')}</th>
              <td>{word(entry.action)}</td>
              <td className={classes.detail}>{detailWords(entry.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** Who did what, and who saw whom; nothing here can be changed. */
export function AuditPage() {
  const { t } = useTranslation('settings')
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AuditEntry>>('/audit', { cursor: pageParam, limit: 100 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return (
    <div className="page">
      <PageHeader title={t('section.audit')} lead={t('section_lead.audit')} />
      <Loaded query={query} skeleton={<Rows count={8} height={44} />}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.items)
          return entries.length === 0 ? (
            <EmptyState title={t('audit.empty')} />
          ) : (
            <Entries entries={entries} />
          )
        }}
      </Loaded>
      <MoreButton query={query} />
    </div>
  )
}
