import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../app/keyboard.ts'
import type { View } from '../app/search.ts'
import { IconDots } from '../kit/icons.ts'
import { useFormat } from '../lib/use-format.ts'
import { serviceNowQuery } from './due/queries.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { unreadMentionsQuery } from './mention/queries.ts'
import { countsQuery } from './queries.ts'
import { countWords, isOpen, searchOf, type Tab, tabsOf } from './view/bar.ts'
import { inboxViewCountsQuery, inboxViewsQuery } from './view/queries.ts'

const ViewDialog = lazy(() => import('./view/view-dialog.tsx').then((m) => ({ default: m.ViewDialog })))

/** How many stand in each: what counters keep in full, the rest to ninety-nine. */
function useCounts(): (tab: Tab) => string | undefined {
  const format = useFormat()
  const counts = useQuery(countsQuery).data
  const mentions = useQuery(unreadMentionsQuery).data?.count
  const others = useQuery(inboxViewCountsQuery).data
  const now = useQuery(serviceNowQuery).data
  const whole = (view: View) =>
    view === 'mentions'
      ? mentions
      : counts && view in counts
        ? counts[view as keyof typeof counts]
        : undefined
  return (tab) => {
    if (tab.kind === 'kept') return countWords(others?.[tab.view.id])
    if (now && tab.view === 'late') return countWords(Math.min(now.late, 100))
    if (now && tab.view === 'soon') return countWords(Math.min(now.late + now.soon, 100))
    const count = whole(tab.view)
    if (typeof count !== 'number') return countWords(others?.[tab.view])
    return format.number(count, count >= 10_000 ? { notation: 'compact' } : {})
  }
}

function useViewKeys(tabs: Tab[]): void {
  const navigate = useNavigate()
  useKeys('inbox:keys.views', [
    ...tabs.slice(0, 9).map((tab, at) => ({
      keys: String(at + 1),
      label: tab.kind === 'ready' ? `inbox:view.${tab.view}` : 'inbox:keys.kept',
      run: () => void navigate({ to: '/inbox', search: searchOf(tab) }),
    })),
  ])
}

/** A view that has something in it only where there are targets. */
function isTimed(tab: Tab): boolean {
  return tab.kind === 'ready' && (tab.view === 'late' || tab.view === 'soon')
}

/** The ways to look at the inbox, ready and kept, each with how many it holds. */
export function Views() {
  const { t } = useTranslation('inbox')
  const { search } = useInbox()
  const kept = useQuery(inboxViewsQuery).data ?? []
  const targets = useQuery(serviceNowQuery).data?.set
  const tabs = tabsOf(kept).filter((tab) => targets || isOpen(tab, search) || !isTimed(tab))
  const countOf = useCounts()
  const [changing, setChanging] = useState(false)
  const current = kept.find(({ id }) => id === search.saved)
  useViewKeys(tabs)
  return (
    <nav aria-label={t('views')} className={classes.views}>
      {tabs.map((tab) => {
        const count = countOf(tab)
        const open = isOpen(tab, search)
        return (
          <Link
            key={tab.kind === 'ready' ? tab.view : tab.view.id}
            to="/inbox"
            search={searchOf(tab)}
            className={classes.view ?? ''}
            aria-current={open ? 'true' : undefined}
          >
            {tab.kind === 'ready' ? t(`view.${tab.view}`) : tab.view.name}
            {count !== undefined && <span className={classes.viewCount}>{count}</span>}
          </Link>
        )
      })}
      {current && (
        <ActionIcon
          size={28}
          variant="subtle"
          color="gray"
          aria-label={t('kept.change')}
          onClick={() => setChanging(true)}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      )}
      {changing && current && (
        <Suspense>
          <ViewDialog view={current} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </nav>
  )
}
