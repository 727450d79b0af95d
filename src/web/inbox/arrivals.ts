import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Conversation, Page } from '../../server/api.ts'
import { useLive } from '../app/live.ts'
import type { InboxSearch } from '../app/search.ts'
import { api } from '../lib/api.ts'
import { useFormat } from '../lib/use-format.ts'
import { editRows } from './changes.ts'
import { listQuery } from './queries.ts'

const WAIT_MS = 1200
/** Rows renewed in place at one time; beyond, the next look at the list will tell. */
const MOST = 20

/**
 * Counts what has come in above the list being read, without moving it, and renews in place the rows that changed.
 * `reset` starts the count again when the list is read anew.
 */
export function useArrivals(search: InboxSearch, rows: Conversation[]) {
  const client = useQueryClient()
  const { zone } = useFormat()
  const [count, setCount] = useState(0)
  const heard = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shown = useRef(rows)
  shown.current = rows

  async function look() {
    timer.current = undefined
    const ids = [...heard.current]
    heard.current.clear()
    const here = new Set(shown.current.map((row) => row.id))
    const stale = ids.filter((id) => here.has(id)).slice(0, MOST)
    const fresh = await Promise.all(
      stale.map((id) => api.get<Conversation>(`/conversations/${id}`).catch(() => undefined)),
    )
    const known = fresh.filter((talk) => talk !== undefined)
    editRows(client, new Map(known.map((talk) => [talk.id, (old: Conversation) => ({ ...old, ...talk })])))
    if (ids.every((id) => here.has(id))) return
    const head = await api.get<Page<Conversation>>('/conversations', {
      ...listQuery(search, zone),
      limit: 50,
    })
    setCount(head.items.filter((talk) => !here.has(talk.id)).length)
  }

  useLive('conversation', ({ id }) => {
    if (id) heard.current.add(id)
    timer.current ??= setTimeout(() => look().catch(() => undefined), WAIT_MS)
  })
  const key = JSON.stringify(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other arrivals.
  useEffect(() => {
    setCount(0)
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [key])
  return { count, reset: () => setCount(0) }
}
