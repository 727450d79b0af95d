import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Audience, ConversationDetail, DraftCourtesy } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import type { Draft } from './draft.ts'

/** A pause in typing: what is being written is not judged at each letter. */
const PAUSE = 350
/** Nothing is said of the first words. */
const ENOUGH = 8

interface Judged {
  text: string
  courtesy: DraftCourtesy | undefined
}

/** The courtesy of what is written, a moment after it is; of a text changed since, the last judgement stands till then. */
export function useCourtesy(
  talk: Pick<ConversationDetail, 'id' | 'visibility'>,
  draft: Pick<Draft, 'text' | 'audience' | 'lang'>,
): Judged {
  const [text, setText] = useState(draft.text)
  useEffect(() => {
    const timer = setTimeout(() => setText(draft.text), PAUSE)
    return () => clearTimeout(timer)
  }, [draft.text])
  const visibility = readBy(draft.audience, talk.visibility)
  const { data } = useQuery({
    queryKey: ['courtesy', talk.id, text, visibility, draft.lang],
    queryFn: ({ signal }) =>
      api
        .post<DraftCourtesy>(
          `/conversations/${talk.id}/courtesy`,
          { text, visibility, ...(draft.lang ? { lang: draft.lang } : {}) },
          signal,
        )
        .then((courtesy) => ({ text, courtesy })),
    enabled: text.trim().length >= ENOUGH,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
  return draft.text.trim().length >= ENOUGH && data ? data : { text, courtesy: undefined }
}

function readBy(audience: Audience | undefined, same: 'public' | 'private'): 'public' | 'private' {
  if (!audience) return same
  return audience === 'direct' ? 'private' : 'public'
}
