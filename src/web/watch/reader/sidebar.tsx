import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReaderFeeds } from '../../../server/api.ts'
import type { ReaderSearch } from '../../app/search.ts'
import { IconAlertTriangle, IconRss, IconStar } from '../../kit/icons.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './reader.module.css'
import { type Folder, folderKey, treeOf } from './tree.ts'

function Count({ value }: { value: number }) {
  const { t } = useTranslation('reader')
  const format = useFormat()
  if (value === 0) return null
  return (
    <span className={classes.count}>
      {format.number(value)}
      <span className="hidden-visually"> {t('unread', { count: value })}</span>
    </span>
  )
}

function Entry({ search, here, children }: { search: ReaderSearch; here: boolean; children: ReactNode }) {
  return (
    <Link
      to="/watch/reader"
      search={search}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={here ? 'page' : undefined}
      className={classes.entry ?? ''}
    >
      {children}
    </Link>
  )
}

function FolderView({ folder, search }: { folder: Folder; search: ReaderSearch }) {
  const key = folderKey(folder.path)
  return (
    <li>
      <Entry search={{ folder: key }} here={search.folder === key && !search.feed}>
        <strong>{folder.name}</strong>
        <Count value={folder.unread} />
      </Entry>
      <Held folder={folder} search={search} />
    </li>
  )
}

function Held({ folder, search }: { folder: Folder; search: ReaderSearch }) {
  const { t } = useTranslation('reader')
  return (
    <ul className={classes.held}>
      {folder.folders.map((one) => (
        <FolderView key={one.name} folder={one} search={search} />
      ))}
      {folder.feeds.map((feed) => (
        <li key={feed.id}>
          <Entry search={{ feed: feed.id }} here={search.feed === feed.id}>
            {feed.failing ? (
              <IconAlertTriangle size={15} aria-label={t('failing')} />
            ) : (
              <IconRss size={15} aria-hidden />
            )}
            <span className={classes.feedName}>{feed.name}</span>
            <Count value={feed.unread} />
          </Entry>
        </li>
      ))}
    </ul>
  )
}

/** The feeds in their folders, with what is unread of each. */
export function Sidebar({ data, search }: { data: ReaderFeeds; search: ReaderSearch }) {
  const { t, i18n } = useTranslation('reader')
  const root = treeOf(data.feeds, i18n.language)
  const everything = !search.feed && !search.folder && search.show !== 'starred'
  return (
    <nav aria-label={t('feeds')} className={classes.sidebar}>
      <ul>
        <li>
          <Entry search={{}} here={everything}>
            <strong>{t('everything')}</strong>
            <Count value={root.unread} />
          </Entry>
        </li>
        <li>
          <Entry
            search={{ show: 'starred' }}
            here={search.show === 'starred' && !search.feed && !search.folder}
          >
            <IconStar size={15} aria-hidden />
            <span className={classes.feedName}>{t('show.starred')}</span>
            {data.starred > 0 && <span className={classes.count}>{data.starred}</span>}
          </Entry>
        </li>
      </ul>
      <Held folder={root} search={search} />
    </nav>
  )
}
