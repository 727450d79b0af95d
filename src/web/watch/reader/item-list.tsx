import type { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReaderItem } from '../../../server/api.ts'
import type { ReaderSearch } from '../../app/search.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconStar } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { MoreButton } from '../../kit/more-button.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { VeiledWords } from '../../kit/veil/veiled-words.tsx'
import { When } from '../../kit/when.tsx'
import classes from './reader.module.css'

function Row({ item, search, open }: { item: ReaderItem; search: ReaderSearch; open: boolean }) {
  const { t } = useTranslation('reader')
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  return (
    <li ref={row} className={classes.item} data-read={item.read || undefined} data-open={open || undefined}>
      <Link
        to="/watch/reader"
        search={{ ...search, item: item.id }}
        resetScroll={false}
        aria-current={open ? 'true' : undefined}
        className={classes.itemLink ?? ''}
      >
        {!item.read && <span className="hidden-visually">{t('not_read')} </span>}
        <VeiledWords toxicity={item.toxicity}>{item.title ?? item.snippet}</VeiledWords>
      </Link>
      {item.title && (
        <p className={`small hush ${classes.snippet}`}>
          <VeiledWords toxicity={item.toxicity}>{item.snippet}</VeiledWords>
        </p>
      )}
      <p className="small hush">
        {item.starred && <IconStar size={13} aria-label={t('kept')} />} {item.feed} ·{' '}
        <When at={item.published} />
      </p>
    </li>
  )
}

type Items = ReturnType<typeof useInfiniteQuery<unknown>>

interface Props {
  items: ReaderItem[]
  query: Pick<Items, 'isPending' | 'error' | 'hasNextPage' | 'isFetchingNextPage'> & {
    fetchNextPage(): unknown
    refetch(): unknown
  }
  search: ReaderSearch
}

/** What there is to read, newest first. */
export function ItemList({ items, query, search }: Props) {
  const { t } = useTranslation('reader')
  if (query.isPending) return <Rows count={7} height={76} />
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
  if (items.length === 0) {
    const why = search.q ? 'found' : (search.show ?? 'unread')
    return <EmptyState title={t(`none.${why}.title`)}>{t(`none.${why}.text`)}</EmptyState>
  }
  return (
    <>
      <ul className={`sheet sheet-flush ${classes.items}`} aria-label={t('items')}>
        {items.map((item) => (
          <Row key={item.id} item={item} search={search} open={item.id === search.item} />
        ))}
      </ul>
      <MoreButton query={query} label={t('more_items')} />
    </>
  )
}
