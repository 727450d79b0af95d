import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { LiveEvent } from '../../server/api.ts'
import { apiUrl } from '../lib/api.ts'
import { gather, isStaleAfterCut, KINDS, type LiveKind, readEvent } from './stale.ts'

type State = 'connecting' | 'open' | 'lost'

const readers = new Map<LiveKind, Set<(event: LiveEvent) => void>>()
const watchers = new Set<() => void>()
const cut = new Set<() => void>()
let state: State = 'connecting'

function tell(next: State): void {
  if (next === state) return
  state = next
  for (const each of watchers) each()
}

/** Keeps one connection for the whole window; the browser reconnects by itself after a cut. */
export function useLiveConnection(): void {
  const client = useQueryClient()
  useEffect(() => {
    // What the page asked for before it can hear anything may have changed on the way: the server says so.
    const source = new EventSource(apiUrl('/live', { age: Math.round(performance.now()) }))
    const hear = gather((name) => client.invalidateQueries({ queryKey: [name] }))
    const renewAll = () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => isStaleAfterCut(queryKey) })
    let lost = false
    source.onopen = () => {
      tell('open')
      if (lost) renewAll()
      lost = false
    }
    source.onerror = () => {
      lost = true
      tell('lost')
    }
    // The server itself was cut from what happens, or this reader was too slow for it.
    source.addEventListener('refetch', () => {
      renewAll()
      for (const each of cut) each()
    })
    for (const kind of KINDS) {
      source.addEventListener(kind, (message) => {
        const event = readEvent(message.data)
        if (!event) return
        hear(kind)
        if (event.past) return
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

/** Runs whenever the connection opens or has missed something: what came meanwhile has made no event here. */
export function useOpened(run: () => void): void {
  const live = useLiveState()
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (live === 'open') latest.current()
  }, [live])
  useEffect(() => {
    const hear = () => latest.current()
    cut.add(hear)
    return () => {
      cut.delete(hear)
    }
  }, [])
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
