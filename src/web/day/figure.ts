import type { Day } from '../../server/api.ts'

type Figure = Day['figures'][number]

/** Less than a tenth away from the usual is the usual. */
const QUIET = 0.1

/** How a figure stands beside its usual: not comparable yet, against none at all, as usual, or up or down. */
export type Comparison = 'unknown' | 'none' | 'usual' | 'up' | 'down'

export function comparedOf({ value, usual }: Pick<Figure, 'value' | 'usual'>): Comparison {
  if (usual === null) return 'unknown'
  if (usual === 0) return 'none'
  const share = (value - usual) / usual
  if (Math.abs(share) < QUIET) return 'usual'
  return share > 0 ? 'up' : 'down'
}

/** Where the list behind a figure is, for the day that it tells of. */
export type Behind =
  | { to: '/inbox'; search: { view?: 'waiting' } }
  | { to: '/watch/posts'; search: { from: string; to: string; sentiment?: 'positive' | 'negative' } }

export function behind(key: string, date: string): Behind | null {
  const day = { from: date, to: date }
  if (key === 'messages') return { to: '/inbox', search: {} }
  if (key === 'answered') return { to: '/inbox', search: { view: 'waiting' } }
  if (key === 'mentions') return { to: '/watch/posts', search: day }
  if (key === 'positive' || key === 'negative')
    return { to: '/watch/posts', search: { ...day, sentiment: key } }
  return null
}
