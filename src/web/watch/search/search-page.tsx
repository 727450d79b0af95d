import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconPlus, IconSearch } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { alertsQuery, searchQuery } from '../queries.ts'
import classes from '../watch.module.css'
import { FoundBySource } from './found-by-source.tsx'

const route = getRouteApi('/app/watch/search')

function SearchField({ q, busy, onSearch }: { q: string; busy: boolean; onSearch(q: string): void }) {
  const { t } = useTranslation('watch')
  const [text, setText] = useState(q)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onSearch(text.trim())
  }
  return (
    <form onSubmit={submit} className={classes.searchForm}>
      <TextInput
        className={classes.searchText ?? ''}
        type="search"
        autoFocus={q === ''}
        aria-label={t('everywhere.field')}
        placeholder={t('query.placeholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        {t('posts.go')}
      </Button>
    </form>
  )
}

/** Makes an alert of the search as it stands, and brings in what was found: then there is something under it at once. */
function useKeep(query: string) {
  const { t } = useTranslation('watch')
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () =>
      api.post<Alert>('/alerts', { name: query.slice(0, 200), query, kind: 'topic', inbox: false }),
    async onSuccess(alert) {
      await client.invalidateQueries({ queryKey: alertsQuery.queryKey })
      navigate({ to: '/watch/$alertId', params: { alertId: alert.id } })
      api
        .post<{ kept: number }>('/search/keep', { query })
        .then(({ kept }) => sayDone(t('everywhere.kept', { count: kept })))
        .catch(sayProblem)
    },
  })
}

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
