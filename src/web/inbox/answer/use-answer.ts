import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Answering, ConversationDetail, Delivery } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { answeringQuery } from '../../outbox/queries.ts'
import { cardBody } from '../card/state.ts'
import { useCard } from '../card/use-card.ts'
import { useAttach } from '../files/use-attach.ts'
import { useInbox } from '../inbox-state.ts'
import { forgetMade, usedBy } from '../saved/used.ts'
import { useTeam } from '../together/use-team.ts'
import { bodyOf, type Draft, EMPTY, openDraft } from './draft.ts'
import { languageOf } from './language.ts'
import { spokenBy } from './spoken-by.ts'
import { useCourtesy } from './use-courtesy.ts'
import { unfit } from './weigh.ts'

export type Voice = Answering['accounts'][number]

function useDraft(id: string) {
  const [kept] = useState(() => openDraft(id))
  const [draft, setDraft] = useState(kept.draft)
  const change = useCallback((part: Parameters<typeof kept.change>[0]) => setDraft(kept.change(part)), [kept])
  return { draft, change, clear: () => change(EMPTY_ALL) }
}

const EMPTY_ALL: Partial<Draft> = {
  bare: undefined,
  ...EMPTY,
  title: undefined,
  warning: undefined,
  audience: undefined,
  quote: undefined,
  lang: undefined,
  to: undefined,
  seen: undefined,
} as Partial<Draft>

/** Where an answer goes: to the message chosen of several threads, else where the conversation is. */
function placeOf(talk: ConversationDetail, answering: Answering | undefined) {
  const choice = answering?.choices.find((one) => one.to === answering.to)
  const { channel, visibility } = choice ?? talk
  return { channel, visibility, name: choice ? choice.author : (talk.author.name ?? talk.author.handle) }
}

/** Writing an answer to a conversation: who speaks, what is said, and sending it. */
export function useAnswer(talk: ConversationDetail) {
  const client = useQueryClient()
  const inbox = useInbox()
  const latest = useRef(inbox)
  latest.current = inbox
  const { draft, change, clear } = useDraft(talk.id)
  const answering = useQuery({ ...answeringQuery(talk.id, draft.to), placeholderData: keepPreviousData })
  const place = placeOf(talk, answering.data)
  const { locale } = useFormat()
  const team = useTeam(talk.id, draft, change, answering.data)
  const voices = answering.data?.accounts ?? []
  const voice = voices.find((one) => one.id === draft.accountId) ?? voices[0]
  const card = useCard(draft, voice?.limits)
  const judged = useCourtesy(talk, draft)
  const lang = languageOf(draft.lang, talk.lang, locale, judged.courtesy?.lang)
  const send = useMutation({
    mutationFn: async (done: boolean) => {
      await team.kept.settled()
      return api.post<Delivery>(`/conversations/${talk.id}/replies`, {
        ...bodyOf(spokenBy(voice, draft, lang), done),
        ...cardBody(card.shown),
        ...usedBy(talk.id),
        ...team.along(),
      })
    },
    onSuccess: (delivery, done) => {
      team.sent()
      clear()
      forgetMade(talk.id)
      client.setQueryData<Delivery[]>(['deliveries', { conversationId: talk.id }], (old = []) =>
        old.some((one) => one.id === delivery.id) ? old : [delivery, ...old],
      )
      client.invalidateQueries({ queryKey: ['deliveries'] })
      if (done) {
        client.invalidateQueries({ queryKey: ['conversation', talk.id] })
        client.invalidateQueries({ queryKey: ['entries', talk.id] })
        latest.current.closed(talk.id)
      }
    },
    onError: (error, done) => team.held(error, done) || sayProblem(error),
  })
  const attach = useAttach(draft, change, voice?.limits)
  const misfit = unfit(draft.media, voice?.limits)
  return {
    answering,
    place,
    draft,
    change,
    clear,
    team,
    voices,
    voice,
    send,
    attach,
    misfit,
    card,
    judged,
    lang,
  }
}

export type Answer = ReturnType<typeof useAnswer>
