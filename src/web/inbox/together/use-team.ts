import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Answering, Delivery } from '../../../server/api.ts'
import { type Draft, isEmpty } from '../answer/draft.ts'
import { useKeptDraft } from '../draft/use-kept-draft.ts'
import { entriesIn, entriesQuery } from '../entries.ts'
import { draftBegins, draftEnds } from '../merge/carry.ts'
import { type HeldAnswer, knownAnswers, meanwhileOf } from './meanwhile.ts'
import { noteLetter } from './presence.ts'

type Change = (part: Partial<Draft>) => void

/** Answers that were held, and how one's own was to leave. */
interface Holding {
  answers: HeldAnswer[]
  done: boolean
}

/** What an answer has to do with colleagues: they see that it is written, share it, and are not talked over. */
export function useTeam(id: string, draft: Draft, change: Change, answering: Answering | undefined) {
  const client = useQueryClient()
  const kept = useKeptDraft(id, draft, change)
  const [holding, setHolding] = useState<Holding | null>(null)
  const despite = useRef<string[]>([])
  const empty = isEmpty(draft)
  const { seen } = draft
  useEffect(() => {
    if (empty) draftEnds(id)
    else if (answering?.to) draftBegins(id, answering.to)
  }, [empty, answering?.to, id])
  useEffect(() => {
    if (empty && seen) change({ seen: undefined })
    if (empty || seen || !answering) return
    const deliveries = client.getQueryData<Delivery[]>(['deliveries', { conversationId: id }]) ?? []
    const entries = entriesIn(client.getQueryData(entriesQuery(id).queryKey))
    change({
      seen: knownAnswers(answering, deliveries, entries),
    })
  }, [empty, seen, answering, change, client, id])
  const written = useRef(draft.text)
  useEffect(() => {
    if (draft.text !== written.current) noteLetter(id)
    written.current = draft.text
  }, [draft.text, id])

  return {
    kept,
    holding,
    /** What goes along with an answer. */
    along: () => ({
      ...(draft.seen ? { seen: draft.seen } : {}),
      ...(despite.current.length > 0 ? { despite: despite.current } : {}),
    }),
    /** Whether it was held for others, which the writer is shown. */
    held(error: unknown, done: boolean): boolean {
      const answers = meanwhileOf(error)
      if (answers) setHolding({ answers, done })
      return answers !== undefined
    },
    sent() {
      kept.sent()
      despite.current = []
      setHolding(null)
    },
    /** One's own is written on, now in the knowledge of the others. */
    goOn() {
      const ids = holding?.answers.map((one) => one.id) ?? []
      change({ seen: [...new Set([...(draft.seen ?? []), ...ids])] })
      setHolding(null)
    },
    insist() {
      despite.current = [...new Set([...despite.current, ...(holding?.answers.map((one) => one.id) ?? [])])]
    },
    letGo: () => setHolding(null),
  }
}
