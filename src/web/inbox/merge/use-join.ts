import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'
import type { InboxState } from '../inbox-state.ts'
import { dropRows } from '../rows.ts'

type Search = InboxState['search']

/** What a join, a parting or a split makes stale, lists being read aside. */
const STALE = [
  'conversation',
  'entries',
  'conversation-counts',
  'related',
  'context',
  'answering',
  'deliveries',
]

/** Joins, parts and splits conversations, says so, and offers for ten seconds to take it back. */
export function useJoin(search: Search) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { t } = useTranslation('inbox')
  const renew = useCallback(
    (lists: boolean) => {
      for (const key of STALE) client.invalidateQueries({ queryKey: [key] })
      if (lists) client.invalidateQueries({ queryKey: ['conversations'] })
    },
    [client],
  )
  return useMemo(() => {
    const open = (conversationId: string) =>
      navigate({ to: '/inbox/$conversationId', params: { conversationId }, search, replace: true })
    const part = async (id: string, ids: string[]) => {
      await api.post(`/conversations/${id}/part`, { ids })
      renew(true)
    }
    const join = async (into: string, ids: string[]) => {
      const done = await api.post<{ id: string; joined: string[] }>(`/conversations/${into}/join`, { ids })
      dropRows(client, done.joined)
      renew(false)
      return done
    }
    return {
      /** Joins others to one, and opens it. */
      join: (into: string, ids: string[]) =>
        join(into, ids)
          .then(({ id, joined }) => {
            if (joined.length === 0) return
            open(id)
            offerUndo(t('merge.said.joined', { count: joined.length + 1 }), () =>
              part(id, joined).catch(sayProblem),
            )
          })
          .catch(sayProblem),
      /** Takes one out of those that a conversation shows. */
      part: (id: string, one: string) =>
        part(id, [one])
          .then(() => offerUndo(t('merge.said.parted'), () => join(id, [one]).catch(sayProblem)))
          .catch(sayProblem),
      /** Parts what was said from a message on, and opens it. */
      split: (id: string, from: string) =>
        api
          .post<{ id: string }>(`/conversations/${id}/split`, { from })
          .then((next) => {
            renew(true)
            open(next.id)
            offerUndo(t('merge.said.split'), () =>
              join(id, [next.id])
                .then(() => open(id))
                .catch(sayProblem),
            )
          })
          .catch(sayProblem),
    }
  }, [client, navigate, renew, search, t])
}
