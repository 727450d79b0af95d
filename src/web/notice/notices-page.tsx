import { ActionIcon, Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../server/api.ts'
import { useKeys } from '../app/keyboard.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { IconArrowBackUp, IconCheck } from '../kit/icons.ts'
import { LinkButton } from '../kit/link-button.tsx'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { MoreButton } from '../kit/more-button.tsx'
import { PageHeader } from '../kit/page-header.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { When } from '../kit/when.tsx'
import { OpenCalls } from './calls.tsx'
import { headlineOf, neighbour } from './headline.ts'
import classes from './notice.module.css'
import { noticesQuery, unreadQuery, useMarkRead } from './queries.ts'

const route = getRouteApi('/app/notices')

/** What a notice is about, in words. */
function useHeadline(): (notice: Notice) => string {
  const { t } = useTranslation('notice')
  return (notice) => {
    const head = headlineOf(notice)
    if (head.kind === 'many') return t(`many.${head.pace}`, { count: head.count })
    if (head.kind === 'gone') return t('gone')
    if (head.kind === 'matter') return `${head.title} – ${head.words}`
    return head.kind === 'alarm' ? head.words : t('story', { alerts: head.alerts, words: head.words })
  }
}

function Row({ notice }: { notice: Notice }) {
  const { t } = useTranslation('notice')
  const headline = useHeadline()
  const mark = useMarkRead()
  const label = t(notice.read ? 'mark_unread' : 'mark_read')
  const reposts = notice.subjects === 1 ? (notice.items[0]?.posts ?? 1) - 1 : 0
  return (
    <li className={classes.row} data-unread={!notice.read || undefined}>
      <Link
        to="/notices/$noticeId"
        params={{ noticeId: notice.id }}
        className={classes.link ?? ''}
        data-notice={notice.id}
      >
        <p className={classes.title}>
          {notice.urgent && (
            <span className="tag" data-tone="bad">
              {t('urgent')}
            </span>
          )}{' '}
          {headline(notice)}
          {!notice.read && <span className="hidden-visually"> ({t('new_here')})</span>}
        </p>
        <p className="hush small">
          <When at={notice.at} />
          {reposts > 0 && <> · {t('reposts', { count: reposts })}</>}
          {notice.mail && ['failed', 'unknown'].includes(notice.mail) && <> · {t(`mail.${notice.mail}`)}</>}
        </p>
      </Link>
      <ActionIcon
        className={classes.mark ?? ''}
        variant="subtle"
        color="gray"
        loading={mark.isPending}
        aria-label={label}
        title={label}
        onClick={() => mark.mutate({ ids: [notice.id], read: !notice.read })}
      >
        {notice.read ? <IconArrowBackUp size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />}
      </ActionIcon>
    </li>
  )
}

/** `j k` go from line to line, `o` opens, `e` marks as read or unread. */
function useListKeys(list: React.RefObject<HTMLUListElement | null>, notices: Notice[]): void {
  const navigate = useNavigate()
  const mark = useMarkRead()
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('a[data-notice]') ?? [])]
  const at = () => links().indexOf(document.activeElement as HTMLElement)
  const go = (by: 1 | -1) => links()[neighbour(at(), by, notices.length)]?.focus()
  const current = () => notices[at()]
  useKeys('notice:title', [
    { keys: 'j', label: 'notice:keys.next', run: () => go(1) },
    { keys: 'k', label: 'notice:keys.previous', run: () => go(-1) },
    {
      keys: 'o',
      label: 'notice:keys.open',
      run() {
        const noticeId = current()?.id
        if (noticeId) void navigate({ to: '/notices/$noticeId', params: { noticeId } })
      },
    },
    {
      keys: 'e',
      label: 'notice:keys.read',
      run() {
        const notice = current()
        if (notice) mark.mutate({ ids: [notice.id], read: !notice.read })
      },
    },
  ])
}

function List({ notices, unread }: { notices: Notice[]; unread: boolean }) {
  const { t } = useTranslation('notice')
  const list = useRef<HTMLUListElement>(null)
  useListKeys(list, notices)
  if (notices.length === 0) {
    return (
      <EmptyState
        title={t(unread ? 'empty_unread' : 'empty')}
        action={
          <LinkButton to="/settings/notices" variant="default">
            {t('settings')}
          </LinkButton>
        }
      >
        {t('empty_text')}
      </EmptyState>
    )
  }
  return (
    <ul className={classes.list} ref={list}>
      {notices.map((notice) => (
        <Row key={notice.id} notice={notice} />
      ))}
    </ul>
  )
}

/** What this person was told, newest first. */
export function NoticesPage() {
  const { t } = useTranslation('notice')
  const { unread = false } = route.useSearch()
  const navigate = useNavigate()
  const query = useInfiniteQuery(noticesQuery(unread))
  const count = useQuery(unreadQuery).data?.count ?? 0
  const mark = useMarkRead()
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')}>
        <LinkButton to="/settings/notices" variant="default">
          {t('settings')}
        </LinkButton>
      </PageHeader>
      <OpenCalls />
      <div className={classes.head}>
        <Segmented
          label={t('show')}
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: count > 0 ? `${t('unread')} (${count})` : t('unread') },
          ]}
          onChange={(value) =>
            void navigate({ to: '/notices', search: value === 'unread' ? { unread: true } : {} })
          }
        />
        {count > 0 && (
          <Button variant="subtle" loading={mark.isPending} onClick={() => mark.mutate({ read: true })}>
            {t('read_all')}
          </Button>
        )}
      </div>
      <Loaded query={query} skeleton={<Rows count={5} height={72} />}>
        {({ pages }) => <List notices={pages.flatMap((page) => page.items)} unread={unread} />}
      </Loaded>
      <MoreButton query={query} />
    </div>
  )
}
