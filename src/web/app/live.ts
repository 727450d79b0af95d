import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { LiveEvent } from '../../server/api.ts'
import { apiUrl } from '../lib/api.ts'

const KINDS = ['stream', 'conversation', 'account', 'import', 'alert'] as const
export type LiveKind = (typeof KINDS)[number]
type State = 'connecting' | 'open' | 'lost'

const readers = new Map<LiveKind, Set<(event: LiveEvent) => void>>()
const watchers = new Set<() => void>()
let state: State = 'connecting'

function tell(next: State): void {
  if (next === state) return
  state = next
  for (const each of watchers) each()
}

/** What each event makes stale. Lists being read are not among them: they announce arrivals instead. */
const STALE: Record<LiveKind, string[][]> = {
  stream: [['day'], ['series']],
  conversation: [['conversation-counts'], ['day']],
  account: [['accounts'], ['day']],
  import: [['imports']],
  alert: [['alerts']],
}

/** Lists that people read: what they missed is announced above them. */
const READ = new Set(['conversations', 'activities'])

/** A burst of thousands of posts a minute asks again at most once every few seconds. */
function makeInvalidate(client: QueryClient) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  return (kind: LiveKind) => {
    for (const queryKey of STALE[kind]) {
      const name = queryKey.join()
      if (waiting.has(name)) continue
      const wait = name === 'imports' || name === 'accounts' ? 400 : 2500
      waiting.set(
        name,
        setTimeout(() => {
          waiting.delete(name)
          client.invalidateQueries({ queryKey })
        }, wait),
      )
    }
  }
}

/** Keeps one connection for the whole window; the browser reconnects by itself after a cut. */
export function useLiveConnection(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource(apiUrl('/live'))
    const invalidate = makeInvalidate(client)
    let lost = false
    source.onopen = () => {
      tell('open')
      if (lost) client.invalidateQueries({ predicate: ({ queryKey }) => !READ.has(String(queryKey[0])) })
      lost = false
    }
    source.onerror = () => {
      lost = true
      tell('lost')
    }
    for (const kind of KINDS) {
      source.addEventListener(kind, (message) => {
        const event = JSON.parse(message.data || '{}') as LiveEvent
        invalidate(kind)
        for (const read of readers.get(kind) ?? []) read(event)
      })
    }
    return () => source.close()
  }, [client])
}

/** Hears one kind of event for as long as the component lives. */
export function useLive(kind: LiveKind, read: (event: LiveEvent) => void): void {
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    const hear = (event: LiveEvent) => latest.current(event)
    const set = readers.get(kind) ?? new Set()
    readers.set(kind, set.add(hear))
    return () => {
      set.delete(hear)
    }
  }, [kind])
}

/** Runs whenever the connection opens: what came while it was not there has made no event here. */
export function useOpened(run: () => void): void {
  const live = useLiveState()
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (live === 'open') latest.current()
  }, [live])
}

export function useLiveState(): State {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => state,
  )
}
