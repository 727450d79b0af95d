import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptDraft, KeptDrafts } from '../../../server/api.ts'
import { useLive } from '../../app/live.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { ApiProblem, api } from '../../lib/api.ts'
import { type Draft, draftIn, EMPTY } from '../answer/draft.ts'
import { baseAt, keepBase } from './base.ts'
import { type Keeper, keeperOf, writingOf } from './keeper.ts'
import { deedOf, NO_BASE } from './sync.ts'

/** After the last letter, in milliseconds. */
const KEEP_AFTER = 700

const draftsQuery = (id: string) =>
  queryOptions({
    queryKey: ['drafts', id],
    queryFn: ({ signal }) => api.get<KeptDrafts>(`/conversations/${id}/drafts`, {}, signal),
  })

type Change = (part: Partial<Draft>) => void

/** All that a draft can hold, for one that takes the place of another. */
const NOTHING = Object.fromEntries(
  ['title', 'warning', 'audience', 'quote', 'lang', 'accountId', 'to', 'seen'].map((key) => [key, undefined]),
) as Partial<Draft>

function useKeeper(id: string, draft: Draft, client: QueryClient): Keeper {
  const latest = useRef(draft)
  latest.current = draft
  return useMemo(
    () =>
      keeperOf({
        latest: () => latest.current,
        put: (given) => api.put<KeptDraft>(`/conversations/${id}/draft`, given),
        drop: () => api.delete(`/conversations/${id}/draft`),
        base: () => baseAt(id),
        keepBase: (base) => keepBase(id, base),
        refused(error) {
          const status = error instanceof ApiProblem ? error.status : undefined
          if (status === 409) client.invalidateQueries({ queryKey: ['drafts', id] })
          else if (status !== 0) sayProblem(error)
        },
      }),
    [id, client],
  )
}

/** Brings what is here and what is at the server together, whenever the server has told. */
function useSettling(id: string, draft: Draft, change: Change, keeper: Keeper, known?: KeptDrafts) {
  const { t } = useTranslation('together')
  const [asked, setAsked] = useState<KeptDraft | null>(null)
  const settle = (drafts: KeptDrafts) => {
    const { mine } = drafts
    const server = mine && { version: mine.version, body: writingOf(draftIn(mine.draft)) }
    const deed = deedOf(baseAt(id), writingOf(draft), server)
    if (deed.do === 'nothing') keepBase(id, deed.base)
    else if (deed.do === 'ask') setAsked(mine)
    else if (deed.do === 'keep') keeper.save(deed.version, mine?.shared ?? false)
    else if (deed.do === 'adopt' && mine) {
      keepBase(id, deed.base)
      change({ ...NOTHING, ...draftIn(mine.draft) })
    } else if (deed.do === 'clear') {
      keepBase(id, NO_BASE)
      change({ ...NOTHING, ...EMPTY })
      const taker = drafts.shared.find((one) => one.takenFrom !== null)
      if (taker) sayDone(t('draft.taken_by', { name: taker.by.name }))
    }
  }
  const latest = useRef(settle)
  latest.current = settle
  useEffect(() => {
    if (known && !keeper.busy()) latest.current(known)
  }, [known, keeper])
  return { asked, setAsked }
}

/** Keeps a draft at the server as it is typed, and takes up what was written on another device. */
export function useKeptDraft(id: string, draft: Draft, change: Change) {
  const client = useQueryClient()
  const known = useQuery(draftsQuery(id)).data
  const keeper = useKeeper(id, draft, client)
  const { asked, setAsked } = useSettling(id, draft, change, keeper, known)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const shared = known?.mine?.shared ?? false
  const renew = () => client.invalidateQueries({ queryKey: ['drafts', id] })
  useLive('draft', (event) => event.id === id && renew())

  const writing = writingOf(draft)
  const ready = known !== undefined && asked === null
  const keepOn = useCallback(() => keeper.saveOn(shared), [keeper, shared])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written starts the clock anew.
  useEffect(() => {
    if (!ready) return
    timer.current = setTimeout(keepOn, KEEP_AFTER)
    return () => clearTimeout(timer.current)
  }, [writing, keepOn, ready])
  // Who goes on to another conversation leaves nothing unkept behind.
  const last = useRef({ keepOn, ready })
  last.current = { keepOn, ready }
  useEffect(() => () => void (last.current.ready && last.current.keepOn()), [])

  /** Nothing of it is on its way any more: an answer that leaves takes its draft with it. */
  async function settled() {
    clearTimeout(timer.current)
    await keeper.idle()
  }
  const adopt = (kept: KeptDraft) => {
    keepBase(id, { version: kept.version, body: writingOf(draftIn(kept.draft)) })
    change({ ...NOTHING, ...draftIn(kept.draft) })
  }
  return {
    ...{ asked, shared, settled, others: known?.shared ?? [] },
    sent: () => keepBase(id, NO_BASE),
    async share(on: boolean) {
      await keeper.idle()
      await keeper.save(baseAt(id).version, on)
      await renew()
    },
    /** Of two writings, one stays. */
    choose(which: 'mine' | 'theirs') {
      setAsked(null)
      if (asked && which === 'mine') keeper.save(asked.version, asked.shared)
      else if (asked) adopt(asked)
    },
    async take(from: KeptDraft, replace: boolean) {
      await settled()
      const path = `/conversations/${id}/drafts/${from.by.id}/take`
      adopt(await api.post<KeptDraft>(path, { version: from.version, replace }))
      await renew()
    },
  }
}

export type KeptAnswer = ReturnType<typeof useKeptDraft>
