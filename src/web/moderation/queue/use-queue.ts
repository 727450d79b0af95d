import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Claimed, Judged, Page, QueueItem } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import type { QueueSearch } from '../../app/search.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'
import { afterLeaving, inPlace, newAmong, stepped } from './place.ts'
import { queueQuery } from './queries.ts'

export type Verdict = 'act' | 'leave' | 'answer' | 'second'
export interface Choice {
  ruleId?: string
  sanction?: string
}

/** How often one says that one still looks at an item, in milliseconds: well before it is let go. */
const STILL = 45_000

/** Tells the others what is looked at, for as long as it is. */
function useClaim(id: string | null): void {
  useEffect(() => {
    if (id === null) return
    const say = () => api.put<Claimed>('/moderation/claim', { id }).catch(() => undefined)
    say()
    const again = setInterval(say, STILL)
    return () => clearInterval(again)
  }, [id])
  useEffect(
    () => () => {
      api.put<Claimed>('/moderation/claim', { id: null }).catch(() => undefined)
    },
    [],
  )
}

/** The queue as one reads it: what is shown stays in its place, one item is looked at, and verdicts can be taken back. */
export function useQueue(search: QueueSearch) {
  const options = queueQuery(search)
  const query = useQuery(options)
  const client = useQueryClient()
  const all = query.data?.items ?? []
  const [order, setOrder] = useState<{ key: string; ids: string[] }>({ key: '', ids: [] })
  const key = String(options.queryKey)
  const known = order.key === key ? order.ids : []
  const items = inPlace(known, all)
  const fresh = newAmong(known, all)
  // Where nothing is read any more, what came may be shown.
  useEffect(() => {
    if (items.length === 0 && all.length > 0) setOrder({ key, ids: all.map(({ id }) => id) })
  }, [items.length, all, key])
  const [chosen, setChosen] = useState<string | null>(null)
  const ids = items.map(({ id }) => id)
  const current = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? null)
  useClaim(current)
  const judging = useJudging({
    leave(gone: string[]) {
      const [first] = gone
      if (first !== undefined)
        setChosen(
          afterLeaving(
            ids.filter((id) => id === first || !gone.includes(id)),
            first,
          ),
        )
      client.setQueryData<Page<QueueItem>>(options.queryKey, (page) =>
        page ? { ...page, items: page.items.filter(({ id }) => !gone.includes(id)) } : page,
      )
    },
    renew: () => client.invalidateQueries({ queryKey: ['moderation'] }),
  })
  return {
    ...{ query, items, fresh, current, ...judging },
    step: (by: number) => setChosen(stepped(ids, current, by)),
    choose: setChosen,
    showFresh: () => setOrder({ key, ids: all.map(({ id }) => id) }),
  }
}

interface Hands {
  leave(ids: string[]): void
  renew(): Promise<unknown>
}

function useJudging({ leave, renew }: Hands) {
  const { t } = useTranslation('queue')
  const navigate = useNavigate()
  async function takeBack(ids: string[]) {
    for (const id of ids) await api.delete(`/moderation/queue/${id}/verdict`).catch(sayProblem)
    await renew()
  }
  /** What is said of it now, told with what came of it. */
  function told(verdict: Verdict, { state, act }: Judged): string {
    if (state === 'waiting') return t('done.first')
    if (state === 'split') return t('done.split')
    if (verdict !== 'act') return t(`done.${verdict}`)
    return t(act?.state === 'proposed' ? 'done.proposed' : 'done.act')
  }
  async function judge(item: QueueItem, verdict: Verdict, choice: Choice = {}) {
    leave([item.id])
    try {
      const body = { revision: item.revision, verdict, ...choice }
      const judged = await api.post<Judged>(`/moderation/queue/${item.id}/verdict`, body)
      offerUndo(told(verdict, judged), () => void takeBack([item.id]))
      if (verdict === 'answer' && item.conversationId)
        await navigate({ to: '/inbox/$conversationId', params: { conversationId: item.conversationId } })
    } catch (error) {
      sayProblem(error)
      await renew()
    }
  }
  async function judgeWave(wave: string, verdict: 'act' | 'leave') {
    try {
      const path = `/moderation/waves/${wave}/verdict`
      const { judged, left } = await api.post<{ judged: string[]; left: number }>(path, { verdict })
      leave(judged)
      offerUndo(t('done.wave', { count: judged.length }), () => void takeBack(judged))
      if (left > 0) sayDone(t('done.left', { count: left }))
    } catch (error) {
      sayProblem(error)
    }
    await renew()
  }
  return { judge, judgeWave }
}
