import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Page } from '../../../server/api.ts'
import { useLive, useOpened } from '../../app/live.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconArrowUp } from '../../kit/icons.ts'
import { Rows } from '../../kit/loaded.tsx'
import { PostCard } from '../../kit/post-card.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useReadings } from '../../kit/reading/key.ts'
import { api, type Query } from '../../lib/api.ts'
import { useCurrent } from '../noise/current.ts'
import noise from '../noise/noise.module.css'
import { RejectButton } from '../noise/reject-button.tsx'
import type { Rejections } from '../noise/rejections.ts'
import { activitiesQuery } from '../queries.ts'
import classes from '../watch.module.css'

const GUESS = 150
const WAIT_MS = 3000

/** How many posts came in above those being read; a list that has none to read is shown them at once. */
function useNewPosts(query: Query, items: ActivityItem[], renew: () => void) {
  const [count, setCount] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = useRef(items)
  shown.current = items
  const soon = (wait = WAIT_MS) => {
    timer.current ??= setTimeout(async () => {
      timer.current = undefined
      const head = await api
        .get<Page<ActivityItem>>('/activities', { ...query, limit: 50 })
        .catch(() => undefined)
      if (!head) return
      if (shown.current.length === 0 && head.items.length > 0) return renew()
      const here = new Set(shown.current.map((item) => item.id))
      setCount(head.items.filter((item) => !here.has(item.id)).length)
    }, wait)
  }
  useLive('stream', () => soon())
  useLive('linked', ({ id }) => {
    if (id === query.alert) soon(0)
  })
  useOpened(() => soon())
  const key = JSON.stringify(query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stream has other arrivals.
  useEffect(() => {
    setCount(0)
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [key])
  return { count, reset: () => setCount(0) }
}

/** The list scrolls with the page, so its rows are counted from where it begins in the page's own scroll. */
function useRows(length: number, onEnd: () => void) {
  const [list, setList] = useState<HTMLUListElement | null>(null)
  const scroller = list?.closest<HTMLElement>('#main > :last-child') ?? null
  const virtual = useVirtualizer({
    count: length,
    getScrollElement: () => scroller,
    estimateSize: () => GUESS,
    overscan: 6,
    scrollMargin: list && scroller ? offsetIn(list, scroller) : 0,
  })
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= length - 8) onEnd()
  }, [last, length, onEnd])
  return { list, setList, virtual }
}

function offsetIn(list: HTMLElement, scroller: HTMLElement): number {
  return list.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop
}

function Pill({ count, onClick }: { count: number; onClick(): void }) {
  const { t } = useTranslation()
  return (
    <div role="status" className={classes.pill}>
      {count > 0 && (
        <Button
          size="compact-md"
          radius="xl"
          leftSection={<IconArrowUp size={15} aria-hidden />}
          onClick={onClick}
        >
          {t('stream.new', { count })}
        </Button>
      )}
    </div>
  )
}

interface StreamProps {
  query: Query
  live?: boolean
  /** With them, each post can be said to be beside the point. */
  rejections?: Rejections | undefined
}

/** Posts, newest first, as many as there are; what comes in meanwhile waits above to be asked for. */
export function PostStream({ query, live = true, rejections }: StreamProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  useReadings()
  const options = activitiesQuery(query)
  const stream = useInfiniteQuery(options)
  const items = stream.data?.pages.flatMap((page) => page.items) ?? []
  const refresh = () => client.resetQueries({ queryKey: options.queryKey })
  const arrivals = useNewPosts(query, items, refresh)
  const { list, setList, virtual } = useRows(items.length, () => {
    if (stream.hasNextPage && !stream.isFetching) stream.fetchNextPage()
  })
  const { row } = useCurrent(
    items.map((item) => item.id),
    { onReject: rejections?.toggle, onShow: (index) => virtual.scrollToIndex(index, { align: 'auto' }) },
  )
  function renew() {
    arrivals.reset()
    refresh()
    list?.scrollIntoView({ block: 'start' })
  }
  if (stream.isPending) return <Rows count={5} height={120} />
  if (stream.error && items.length === 0)
    return <ProblemNotice error={stream.error} onRetry={() => stream.refetch()} />
  if (items.length === 0) return <EmptyState title={t('stream.none')}>{t('stream.none_text')}</EmptyState>
  return (
    <div className={classes.stream}>
      {live && <Pill count={arrivals.count} onClick={renew} />}
      <ul
        ref={setList}
        className={classes.posts}
        aria-label={t('stream.label')}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((at) => {
          const item = items[at.index]
          return item ? (
            <li
              key={item.id}
              ref={virtual.measureElement}
              data-index={at.index}
              className={`${classes.postRow} ${noise.row}`}
              {...row(item.id)}
              style={{ transform: `translateY(${at.start - (virtual.options.scrollMargin ?? 0)}px)` }}
            >
              <PostCard item={item} dimmed={rejections?.ids.has(item.id)}>
                {rejections && (
                  <RejectButton
                    rejected={rejections.ids.has(item.id)}
                    onToggle={() => rejections.toggle(item.id)}
                  />
                )}
              </PostCard>
            </li>
          ) : null
        })}
      </ul>
      {!stream.hasNextPage && <p className={`hush small ${classes.end}`}>{t('stream.end')}</p>}
    </div>
  )
}
