import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { FetchedCard, LinkCard, MessageLimits } from '../../../server/api.ts'
import { api, bytesOf } from '../../lib/api.ts'
import type { Draft } from '../answer/draft.ts'
import { shrink } from '../answer/shrink.ts'
import { isTooLarge } from '../files/take.ts'
import { keep } from '../files/use-attach.ts'
import { firstLink } from './link.ts'
import { stateOf } from './state.ts'

/** An address is read once its writer pauses. */
const PAUSE = 700
/** Its picture waits a day at the server for a message that carries it. */
const FRESH = 6 * 3_600_000

/** What the network will show of the first link, as it will be sent: what is not seen here does not leave. */
export function useCard(draft: Draft, limits: MessageLimits | undefined) {
  const [text] = useDebouncedValue(draft.text, PAUSE)
  const link = limits?.card ? firstLink(draft.text) : undefined
  const settled = link !== undefined && firstLink(text) === link
  const mine = limits?.card === 'attached' && draft.media.length === 0 && draft.bare !== link
  const asked = useQuery({
    queryKey: ['link-card', link, limits?.mediaBytes],
    queryFn: () => fetched(link ?? '', limits ?? { text: 0, media: 0 }),
    enabled: settled && mine,
    staleTime: FRESH,
    retry: false,
  })
  const state = stateOf(draft, limits, link, asked)
  return { link, state, shown: state === 'shown' ? (asked.data ?? undefined) : undefined }
}

async function fetched(url: string, limits: MessageLimits): Promise<LinkCard | null> {
  const { card } = await api.post<{ card: FetchedCard | null }>('/link-cards', { url })
  if (!card?.thumb || !card.thumbType) return card
  const picture = { type: card.thumbType, size: card.thumbSize }
  if (!isTooLarge(picture, limits)) return card
  return { ...card, thumb: await smaller(card.thumb, card.thumbType, limits) }
}

/** The same picture as large as the network takes; none where the browser cannot draw it so. */
async function smaller(id: string, type: string, limits: MessageLimits): Promise<string | null> {
  const blob = await bytesOf(`/attachments/${id}`)
  if (!blob) return null
  const ready = await shrink(new File([blob], 'image', { type }), limits.mediaBytes)
  return isTooLarge(ready, limits) ? null : (await keep(ready)).id
}
