import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Conversation, Page } from '../../server/api.ts'
import { useLive, useOpened } from '../app/live.ts'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'

import { type InboxState, useInbox } from './inbox-state.ts'
import { arrivedIn, beyondHead, toAsk } from './moves.ts'
import { firstPace, nextPace, onceMore } from './pace.ts'
import { conversationsQuery, listQuery, type Pages } from './queries.ts'
import { editRows } from './rows.ts'

/** Looks soon after something came, and less often while things keep coming. */
function useTurns(look: () => Promise<void>) {
  const latest = useRef(look)
  latest.current = look
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pace = useRef(firstPace)
  return useRef({
    ask() {
      if (timer.current) {
        pace.current = onceMore(pace.current)
        return
      }
      const now = performance.now()
      pace.current = nextPace(pace.current, now)
      timer.current = setTimeout(
        () => {
          timer.current = undefined
          latest.current().catch(() => undefined)
        },
        Math.max(0, pace.current.at - now),
      )
    },
    stop() {
      clearTimeout(timer.current)
      timer.current = undefined
    },
  }).current
}

/** Whether the list may move: its top is in sight, nobody reads, points at or goes through a row. */
function isIdle(list: HTMLElement | null, { current, selected }: InboxState): boolean {
  if (current !== undefined || selected.size > 0 || !list) return false
  return list.scrollTop === 0 && !list.matches(':hover') && !list.contains(document.activeElement)
}

/** Further pages would overlap with a top that has moved; they are asked for again when they are scrolled to. */
function showTop(client: QueryClient, queryKey: readonly unknown[], head: Page<Conversation>): void {
  client.setQueryData<Pages<Conversation>>(queryKey, { pages: [head], pageParams: [undefined] })
}

/**
 * Brings what comes in into a list that nobody is reading; else counts it without moving anything, and renews in place
 * the rows that changed. `reset` starts the count again when the list is read anew.
 */
export function useArrivals(list: RefObject<HTMLElement | null>) {
  const client = useQueryClient()
  const { zone } = useFormat()
  const state = useInbox()
  const { search, rows } = state
  const [count, setCount] = useState(0)
  const heard = useRef(new Set<string>())
  const missed = useRef(false)
  const shown = useRef(rows)
  shown.current = rows
  const { queryKey } = conversationsQuery(search, zone)

  async function look() {
    // Beside a list that is still on its way, everything would seem to have just arrived.
    if (client.getQueryData(queryKey) === undefined) return turns.ask()
    const { renew, later, head: isNew } = toAsk(heard.current, rows, missed.current)
    heard.current = new Set(later)
    const all = missed.current
    missed.current = false
    const asked = Promise.all([
      isNew
        ? api.get<Page<Conversation>>('/conversations', { ...listQuery(search, zone), limit: 50 })
        : undefined,
      ...renew.map((id) =>
        api.get<Conversation>(`/conversations/${id}`, { glance: 'yes' }).catch(() => undefined),
      ),
    ])
    const [head, ...fresh] = await asked.finally(() => later.length > 0 && turns.ask())
    // Of very many at once nobody is told by name: what the head of the list has is as new.
    const known = [...((all && head?.items) || []), ...fresh].filter((talk) => talk !== undefined)
    editRows(client, new Map(known.map((talk) => [talk.id, (old: Conversation) => ({ ...old, ...talk })])))
    if (!head) return
    const arrived = arrivedIn(head.items, shown.current)
    const brings = arrived > 0 && isIdle(list.current, state)
    const unsure = all && !brings ? beyondHead(head.items, shown.current) : []
    for (const id of unsure) heard.current.add(id)
    if (unsure.length > 0) turns.ask()
    if (brings) showTop(client, queryKey, head)
    setCount(brings ? 0 : arrived)
  }

  const turns = useTurns(look)
  // What is searched for is history; what arrives is told in the views.
  const idle = search.q !== undefined
  useLive('conversation', ({ id }) => {
    if (idle) return
    if (id) heard.current.add(id)
    else missed.current = true
    turns.ask()
  })
  useOpened(() => {
    if (idle) return
    missed.current = true
    turns.ask()
  })
  const key = JSON.stringify(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other arrivals.
  useEffect(() => {
    setCount(0)
    return turns.stop
  }, [key])
  return { count, reset: () => setCount(0) }
}
