import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answering, Attachment, ConversationDetail, Delivery } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { api, upload } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { answeringQuery } from '../../outbox/queries.ts'
import { forgetMade, usedBy } from '../saved/used.ts'
import { useTeam } from '../together/use-team.ts'
import { bodyOf, type Draft, EMPTY, openDraft } from './draft.ts'
import { shrink } from './shrink.ts'
import { spokenBy } from './spoken-by.ts'
import { takenOf } from './taken.ts'

export type Voice = Answering['accounts'][number]

function useDraft(id: string) {
  const [kept] = useState(() => openDraft(id))
  const [draft, setDraft] = useState(kept.draft)
  const change = useCallback((part: Parameters<typeof kept.change>[0]) => setDraft(kept.change(part)), [kept])
  return { draft, change, clear: () => change(EMPTY_ALL) }
}

const EMPTY_ALL: Partial<Draft> = {
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
  const { draft, change, clear } = useDraft(talk.id)
  const answering = useQuery({ ...answeringQuery(talk.id, draft.to), placeholderData: keepPreviousData })
  const place = placeOf(talk, answering.data)
  const { t } = useTranslation('outbox')
  const { locale, list } = useFormat()
  const team = useTeam(talk.id, draft, change, answering.data)
  const voices = answering.data?.accounts ?? []
  const voice = voices.find((one) => one.id === draft.accountId) ?? voices[0]
  const send = useMutation({
    mutationFn: async (done: boolean) => {
      await team.kept.settled()
      return api.post<Delivery>(`/conversations/${talk.id}/replies`, {
        ...bodyOf(spokenBy(voice, draft, { lang: talk.lang, locale }), done),
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
      }
    },
    onError: (error, done) => team.held(error, done) || sayProblem(error),
  })
  const attach = useMutation({
    mutationFn: async (files: File[]) => {
      const { taken, left } = takenOf(files, voice?.limits ?? { media: 0 }, draft.media.length)
      for (const why of new Set(left.map((one) => one.why))) {
        const names = left.filter((one) => one.why === why).map(({ file }) => file.name)
        sayDone(t(`left_out.${why}`, { names: list(names) }))
      }
      for (const file of taken) {
        const ready = await shrink(file, voice?.limits.mediaBytes)
        const stop = new AbortController()
        const kept = await upload<Attachment>(
          '/attachments',
          { name: ready.name },
          ready,
          () => {},
          stop.signal,
        )
        const { id: attachmentId, name, mediaType, size } = kept
        change((old) => ({ media: [...old.media, { attachmentId, name, mediaType, size, alt: '' }] }))
      }
    },
    onError: sayProblem,
  })
  return { answering, place, draft, change, clear, team, voices, voice, send, attach }
}

export type Answer = ReturnType<typeof useAnswer>
