import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { There } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { api } from '../../lib/api.ts'

/** Signs of life hold for 45 s, letters for 8 s: see the server. */
const SIGN_EVERY = 20_000
const WRITE_EVERY = 4_000
/** After the last letter, the others are told that one only looks. */
const PAUSE = 6_000
/** A name of this window: who has two open is there until both are gone. */
const TAB = crypto.randomUUID()

const thereQuery = queryOptions({
  queryKey: ['presence'],
  queryFn: ({ signal }) => api.get<There[]>('/conversations/presence', {}, signal),
  staleTime: 10_000,
})

/** Who of the others is where; asked again when somebody comes or goes, and when a sign of life runs out. */
export function useThere(): There[] {
  const client = useQueryClient()
  const { data } = useQuery(thereQuery)
  useLive('presence', () => client.invalidateQueries({ queryKey: thereQuery.queryKey }))
  useEffect(() => {
    if (!data || data.length === 0) return
    const soonest = Math.min(...data.map((one) => Date.parse(one.until)))
    const timer = setTimeout(
      () => client.invalidateQueries({ queryKey: thereQuery.queryKey }),
      Math.max(500, soonest - Date.now() + 250),
    )
    return () => clearTimeout(timer)
  }, [data, client])
  return data ?? []
}

/** The others who are at one conversation, who write first. */
export function atTalk(there: readonly There[], talkId: string): There[] {
  return there
    .filter((one) => one.conversationId === talkId)
    .toSorted((a, b) => Number(b.writing) - Number(a.writing) || a.member.name.localeCompare(b.member.name))
}

type State = 'looking' | 'writing' | 'gone'

/** What others are told of one window at one conversation: when it comes, while it stays, as it writes, when it goes. */
export function signsOf(tell: (state: State) => void, now: () => number = Date.now) {
  let written = -Infinity
  let pause: ReturnType<typeof setTimeout> | undefined
  let beat: ReturnType<typeof setInterval> | undefined
  const stop = () => {
    clearTimeout(pause)
    clearInterval(beat)
  }
  return {
    come() {
      stop()
      tell('looking')
      beat = setInterval(() => now() - written > PAUSE && tell('looking'), SIGN_EVERY)
    },
    write() {
      clearTimeout(pause)
      pause = setTimeout(() => {
        written = -Infinity
        tell('looking')
      }, PAUSE)
      if (now() - written < WRITE_EVERY) return
      written = now()
      tell('writing')
    },
    go() {
      stop()
      written = -Infinity
      tell('gone')
    },
  }
}

const current = new Map<string, ReturnType<typeof signsOf>>()

/** Shows the others that one is at a conversation while its pane is open and its window in sight. */
export function usePresence(talkId: string): void {
  useEffect(() => {
    const signs = signsOf((state) => api.tell(`/conversations/${talkId}/presence`, { tab: TAB, state }))
    const look = () => (document.visibilityState === 'visible' ? signs.come() : signs.go())
    const leave = () => signs.go()
    current.set(talkId, signs)
    look()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('pagehide', leave)
      current.delete(talkId)
      signs.go()
    }
  }, [talkId])
}

/** A letter of an answer was written. */
export function noteLetter(talkId: string): void {
  current.get(talkId)?.write()
}
