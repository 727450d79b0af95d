import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReaderFeeds, ReaderItem } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { READER_SHOWS, type ReaderSearch } from '../../app/search.ts'
import { useCan } from '../../app/session.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconCheck, IconDots, IconPlus, IconRefresh, IconSearch } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { apiUrl } from '../../lib/api.ts'
import { Article } from './article.tsx'
import { type Filed, FolderDialog } from './folder-dialog.tsx'
import { ItemList } from './item-list.tsx'
import { OpmlDialog } from './opml-dialog.tsx'
import { feedsQuery, itemsQuery } from './queries.ts'
import classes from './reader.module.css'
import { Sidebar } from './sidebar.tsx'
import { folderKey, folderPath, foldersIn, neighbour, treeOf } from './tree.ts'
import { useMarks } from './use-marks.ts'

/** On a telephone the feeds are folded away until they are asked for. */
const NARROW = window.matchMedia('(max-width: 760px)')

const route = getRouteApi('/app/watch/reader')

function useGo() {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (change: Partial<ReaderSearch>) =>
    navigate({ to: '/watch/reader', search: { ...search, ...change }, resetScroll: false })
}

/** j k go from item to item, o opens its site, m and s say of it, a reads everything. */
function useReaderKeys(items: ReaderItem[], search: ReaderSearch, readAll: () => void): void {
  const go = useGo()
  const { mark } = useMarks()
  const open = items.find((item) => item.id === search.item)
  const step = (by: 1 | -1) => {
    const next = neighbour(items, search.item, by)
    if (next) go({ item: next.id })
  }
  useKeys('reader:title', [
    { keys: 'j', label: 'reader:keys.next', run: () => step(1) },
    { keys: 'k', label: 'reader:keys.previous', run: () => step(-1) },
    ...(open
      ? [
          { keys: 'm', label: 'reader:keys.read', run: () => void mark(open, { read: !open.read }) },
          { keys: 's', label: 'reader:keys.keep', run: () => void mark(open, { starred: !open.starred }) },
          {
            keys: 'o',
            label: 'reader:open',
            run: () => open.url && window.open(open.url, '_blank', 'noopener,noreferrer'),
          },
        ]
      : []),
    { keys: 'a', label: 'reader:all_read', run: readAll },
  ])
}

function Search({ search }: { search: ReaderSearch }) {
  const { t } = useTranslation('reader')
  const go = useGo()
  const canManage = useCan('alerts:manage')
  const [text, setText] = useState(search.q ?? '')
  useEffect(() => setText(search.q ?? ''), [search.q])
  function submit(event: FormEvent) {
    event.preventDefault()
    go({ q: text.trim() || undefined, item: undefined, show: undefined })
  }
  return (
    <form onSubmit={submit} className={classes.search}>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {search.q && canManage && (
        <LinkButton to="/watch/new" search={{ query: `${search.q} channel:feed` }} variant="default">
          {t('make_alert')}
        </LinkButton>
      )}
    </form>
  )
}

function Toolbar({
  search,
  onReadAll,
  onFresh,
}: {
  search: ReaderSearch
  onReadAll(): void
  onFresh: (() => void) | undefined
}) {
  const { t } = useTranslation('reader')
  const go = useGo()
  return (
    <div className={classes.toolbar}>
      <Segmented<(typeof READER_SHOWS)[number]>
        label={t('show.label')}
        value={search.show ?? (search.q ? 'all' : 'unread')}
        options={READER_SHOWS.map((value) => ({ value, label: t(`show.${value}`) }))}
        onChange={(show) => go({ show, item: undefined })}
      />
      <Search search={search} />
      <Button variant="default" leftSection={<IconCheck size={16} aria-hidden />} onClick={onReadAll}>
        {t('all_read')}
      </Button>
      <div role="status">
        {onFresh && (
          <Button variant="light" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onFresh}>
            {t('fresh')}
          </Button>
        )}
      </div>
    </div>
  )
}

type Asked = 'opml' | Filed | undefined

function PageMenu({
  data,
  search,
  onAsk,
}: {
  data: ReaderFeeds
  search: ReaderSearch
  onAsk(asked: Asked): void
}) {
  const { t } = useTranslation('reader')
  const canManage = useCan('channels:manage')
  const feed = data.feeds.find((one) => one.id === search.feed)
  const folder = folderPath(search.folder)
  return (
    <>
      {canManage && (
        <LinkButton
          to="/settings/channels/new/$kind"
          params={{ kind: 'feed' }}
          leftSection={<IconPlus size={17} aria-hidden />}
        >
          {t('add')}
        </LinkButton>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canManage && feed && <Menu.Item onClick={() => onAsk({ feed })}>{t('folder.move')}</Menu.Item>}
          {canManage && !feed && folder.length > 0 && (
            <Menu.Item onClick={() => onAsk({ folder })}>{t('folder.rename')}</Menu.Item>
          )}
          {canManage && <Menu.Item onClick={() => onAsk('opml')}>{t('opml.bring')}</Menu.Item>}
          <Menu.Item component="a" href={apiUrl('/reader/opml')} download="veillee.opml">
            {t('opml.give')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function Reading({ data }: { data: ReaderFeeds }) {
  const { t } = useTranslation('reader')
  const search = route.useSearch()
  const go = useGo()
  const { feed, folder, show, q } = search
  const query = useInfiniteQuery(itemsQuery({ feed, folder, show, q }))
  const [head, setHead] = useState(data.head)
  const { markAll, refresh } = useMarks()
  const items = (query.data?.pages ?? []).flatMap((page) => page.items)
  const readAll = () => void markAll({ feed, folder }, head)
  useReaderKeys(items, search, readAll)
  const fresh = () => {
    setHead(data.head)
    void refresh()
  }
  return (
    <div className={classes.layout} data-open={search.item ? true : undefined}>
      <details className={classes.side} open={!NARROW.matches || undefined}>
        <summary>{t('feeds')}</summary>
        <Sidebar data={data} search={search} />
      </details>
      <div className={classes.middle}>
        <Toolbar search={search} onReadAll={readAll} onFresh={data.head > head ? fresh : undefined} />
        <ItemList items={items} query={query} search={search} />
      </div>
      {search.item && <Article id={search.item} onClose={() => go({ item: undefined })} />}
    </div>
  )
}

function Empty({ onAsk }: { onAsk(asked: Asked): void }) {
  const { t } = useTranslation('reader')
  const canManage = useCan('channels:manage')
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        canManage && (
          <div className="buttons">
            <LinkButton to="/settings/channels/new/$kind" params={{ kind: 'feed' }}>
              {t('add')}
            </LinkButton>
            <Button variant="default" onClick={() => onAsk('opml')}>
              {t('opml.bring')}
            </Button>
          </div>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

function Dialogs({ asked, data, onClose }: { asked: Asked; data: ReaderFeeds; onClose(): void }) {
  const { i18n } = useTranslation('reader')
  const go = useGo()
  if (!asked) return null
  if (asked === 'opml') return <OpmlDialog onClose={onClose} />
  return (
    <FolderDialog
      filed={asked}
      folders={foldersIn(treeOf(data.feeds, i18n.language))}
      onClose={onClose}
      onMoved={(path) => {
        onClose()
        if ('folder' in asked) go({ folder: path.length > 0 ? folderKey(path) : undefined })
      }}
    />
  )
}

/** Feeds as something to read. */
export function ReaderPage() {
  const { t } = useTranslation('reader')
  const search = route.useSearch()
  const query = useQuery(feedsQuery)
  const [asked, setAsked] = useState<Asked>()
  const here = query.data?.feeds.find((feed) => feed.id === search.feed)
  const title = here?.name ?? folderPath(search.folder).at(-1) ?? t('title')
  return (
    <div className={`page ${classes.page}`}>
      <PageHeader title={title} lead={t('lead')}>
        {query.data && <PageMenu data={query.data} search={search} onAsk={setAsked} />}
      </PageHeader>
      <Loaded query={query} skeleton={<Rows count={7} height={76} />}>
        {(data) => (data.feeds.length === 0 ? <Empty onAsk={setAsked} /> : <Reading data={data} />)}
      </Loaded>
      {query.data && <Dialogs asked={asked} data={query.data} onClose={() => setAsked(undefined)} />}
    </div>
  )
}
