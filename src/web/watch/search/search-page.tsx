import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { searchQuery } from '../queries.ts'
import { FoundBySource } from './found-by-source.tsx'
import { SearchField } from './search-field.tsx'
import { useKeep } from './use-keep.ts'

const route = getRouteApi('/app/watch/search')

/** One question to every connected network at once, and to what is kept. */
export function SearchPage() {
  const { t } = useTranslation('watch')
  const { q = '', source } = route.useSearch()
  const navigate = useNavigate()
  const canManage = useCan('alerts:manage')
  const results = useQuery(searchQuery(q))
  const keep = useKeep(q)
  const { data } = results
  return (
    <div className="page">
      <PageHeader title={t('everywhere.title')} lead={t('everywhere.lead')}>
        {canManage && q !== '' && (
          <Button
            variant="light"
            leftSection={<IconPlus size={17} aria-hidden />}
            loading={keep.isPending}
            onClick={() => keep.mutate()}
          >
            {t('form.create')}
          </Button>
        )}
      </PageHeader>
      <SearchField
        key={q}
        q={q}
        busy={results.isFetching}
        onSearch={(text) =>
          text === q ? results.refetch() : navigate({ to: '/watch/search', search: { q: text } })
        }
      />
      <ProblemNotice error={keep.error} />
      <p role="status" className="hidden-visually">
        {data ? t('everywhere.said', { count: data.items.length }) : ''}
      </p>
      {results.error && <ProblemNotice error={results.error} onRetry={() => results.refetch()} />}
      {results.isLoading && <Rows count={5} height={120} />}
      {data && (
        <FoundBySource
          results={data}
          q={q}
          source={source}
          onSource={(next) =>
            navigate({ to: '/watch/search', search: { q, ...(next ? { source: next } : {}) } })
          }
        />
      )}
      {q === '' && <EmptyState title={t('everywhere.empty')}>{t('everywhere.empty_text')}</EmptyState>}
    </div>
  )
}
