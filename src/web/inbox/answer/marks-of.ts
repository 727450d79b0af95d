import type { Act, ActivityItem, Answering, Delivery } from '../../../server/api.ts'

type Voice = Answering['accounts'][number]
type Item = Pick<ActivityItem, 'id' | 'deleted' | 'visibility' | 'accountId'>
export type Mark = 'like' | 'repost' | 'remove'

/** Something that can be done with a message, or was. */
export interface Standing {
  mark: Mark
  voice: Voice
  /** It stands on the network. */
  on: boolean
  /** What a click asks for; none while nothing can be, or an earlier one has not come to its end. */
  act: Exclude<Act, 'publish' | 'reply'> | null
  /** What was asked last and has not come to a good end: told in words. */
  asked: Delivery | null
}

const UNDONE = { like: 'unlike', repost: 'unrepost', remove: null } as const
const UNDER_WAY: readonly Delivery['state'][] = ['waiting', 'sending', 'unknown']

/**
 * What of ours can be deleted by the account that said it; what others said can be liked, and shared where all read
 * it, and no longer. `decided` is what was decided about messages, the newest first.
 */
export function marksOf(item: Item, ours: boolean, voices: Voice[], decided: Delivery[] = []): Standing[] {
  if (item.deleted) return []
  const about = decided.filter((one) => one.about === item.id && one.state !== 'dropped')
  if (ours) {
    const own = voices.find(({ id, can }) => id === item.accountId && can.includes('remove'))
    return own ? [standing('remove', own, about)] : []
  }
  const marks = item.visibility === 'public' ? (['like', 'repost'] as const) : (['like'] as const)
  return marks.flatMap((mark) => {
    const able = voices.filter(({ can }) => can.includes(mark))
    // Whoever of us has done it can take it back; else the first.
    const voice = able.find((one) => standing(mark, one, about).on) ?? able[0]
    return voice ? [standing(mark, voice, about)] : []
  })
}

function standing(mark: Mark, voice: Voice, about: Delivery[]): Standing {
  const back = UNDONE[mark]
  const mine = about.filter(({ act, accountId }) => accountId === voice.id && (act === mark || act === back))
  const on = mine.find(({ state }) => state === 'sent')?.act === mark
  const last = mine[0]
  const wanted = on ? back : mark
  const busy = last !== undefined && UNDER_WAY.includes(last.state)
  return {
    mark,
    voice,
    on,
    act: !busy && wanted && voice.can.includes(wanted) ? wanted : null,
    asked: last && last.state !== 'sent' ? last : null,
  }
}
