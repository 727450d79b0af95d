import { Button } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconArrowUp } from '../kit/icons.ts'
import { Rows } from '../kit/loaded.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { useArrivals } from './arrivals.ts'
import { ConversationRow } from './conversation-row.tsx'
import { EmptyView } from './empty-view.tsx'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'

/** One height for all rows: a list whose rows never change size never jumps. */
const ROW = 96
const AHEAD = 12

interface Props {
  list: UseInfiniteQueryResult
  onRenew(): Promise<unknown>
}

/** Asks for the next page before the last rows are reached. */
function useMore(list: UseInfiniteQueryResult, last: number, length: number): void {
  const near = last >= length - AHEAD
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) fetchNextPage()
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage])
}

/** Keeps the open conversation in sight when the keyboard moves through the list. */
function useFollow(virtual: Virtualizer<HTMLElement, Element>): void {
  const { rows, current } = useInbox()
  const followed = useRef<string>(undefined)
  useEffect(() => {
    if (current === followed.current) return
    const at = rows.findIndex((row) => row.id === current)
    if (at < 0) return
    followed.current = current
    virtual.scrollToIndex(at, { align: 'auto' })
  }, [current, rows, virtual])
}

function Pill({ count, onClick }: { count: number; onClick(): void }) {
  const { t } = useTranslation('inbox')
  return (
    <div role="status" className={classes.pill}>
      {count > 0 && (
        <Button
          size="compact-md"
          radius="xl"
          leftSection={<IconArrowUp size={15} aria-hidden />}
          onClick={onClick}
        >
          {t(count >= 50 ? 'arrivals_full' : 'arrivals', { count })}
        </Button>
      )}
    </div>
  )
}

function useListScroll(length: number) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  return { scroller, virtual }
}

export function ConversationList({ list, onRenew }: Props) {
  const { t } = useTranslation('inbox')
  const { rows } = useInbox()
  const { scroller, virtual } = useListScroll(rows.length)
  const items = virtual.getVirtualItems()
  const arrivals = useArrivals(scroller)
  useMore(list, items.at(-1)?.index ?? 0, rows.length)
  useFollow(virtual)
  async function renew() {
    arrivals.reset()
    await onRenew()
    virtual.scrollToOffset(0)
  }
  if (list.isPending)
    return (
      <div className={classes.listBody}>
        <Rows count={7} height={80} />
      </div>
    )
  if (list.error && rows.length === 0) {
    return (
      <div className={classes.listBody}>
        <ProblemNotice error={list.error} onRetry={() => list.refetch()} />
      </div>
    )
  }
  return (
    <div className={classes.listWrap}>
      <Pill count={arrivals.count} onClick={renew} />
      {rows.length === 0 && !list.hasNextPage && <EmptyView />}
      <ScrollRegion ref={scroller} className={classes.scroller} label={t('list')} idle={rows.length === 0}>
        <ul style={{ height: virtual.getTotalSize() }} className={classes.rows}>
          {items.map((item) => {
            const talk = rows[item.index]
            return talk ? (
              <ConversationRow
                key={talk.id}
                talk={talk}
                index={item.index}
                top={item.start}
                more={list.hasNextPage}
              />
            ) : null
          })}
        </ul>
      </ScrollRegion>
    </div>
  )
}
