import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StreamSearch } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { IconSearch } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useNow } from '../../lib/clock.ts'
import { useFormat } from '../../lib/use-format.ts'
import { checkQuery } from '../queries.ts'
import classes from '../watch.module.css'
import { periodOf } from './period.ts'
import { PostStream } from './post-stream.tsx'
import { StreamFilters } from './stream-filters.tsx'

const route = getRouteApi('/app/watch/posts')

function SearchField({ query, onSearch }: { query: string; onSearch(query: string): void }) {
  const { t } = useTranslation('watch')
  const [text, setText] = useState(query)
  const check = useQuery(checkQuery(query))
  const error = check.data?.errors[0]
  function submit(event: FormEvent) {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <form onSubmit={submit} className={classes.searchForm}>
      <TextInput
        className={classes.searchText ?? ''}
        type="search"
        aria-label={t('posts.search')}
        placeholder={t('query.placeholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
        value={text}
        error={query && error ? error.message : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">{t('posts.go')}</Button>
    </form>
  )
}

/** One search across all that came in, whatever the network. */
export function PostsPage() {
  const { t } = useTranslation('watch')
  const search = route.useSearch()
  const navigate = useNavigate()
  const { zone } = useFormat()
  const canManage = useCan('alerts:manage')
  const now = useNow()
  const set = (change: Partial<StreamSearch>) =>
    navigate({ to: '/watch/posts', search: { ...search, ...change } })
  const { from, to } = periodOf(search, zone, now)
  const { query, sentiment, channel, lang, intent, topic, urgency, toxic } = search
  const meaning = { intent, topic, urgency, toxic }
  return (
    <div className="page">
      <PageHeader title={t('posts.title')} lead={t('posts.lead')}>
        {canManage && query && (
          <LinkButton to="/watch/new" search={{ query }} variant="light">
            {t('posts.watch')}
          </LinkButton>
        )}
      </PageHeader>
      <SearchField key={query} query={query ?? ''} onSearch={(text) => set({ query: text || undefined })} />
      <StreamFilters search={search} set={set} />
      <PostStream
        query={{ query, sentiment, channel, lang, ...meaning, from, ...(search.to ? { to } : {}) }}
      />
    </div>
  )
}
