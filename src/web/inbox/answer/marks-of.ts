import type { ActivityItem, Answering } from '../../../server/api.ts'

type Voice = Answering['accounts'][number]

/** What of ours can be taken back by the account that said it; what others said can be liked, and shared where all read it. */
export function marksOf(
  item: Pick<ActivityItem, 'deleted' | 'visibility' | 'accountId'>,
  ours: boolean,
  voices: Voice[],
): { mark: 'like' | 'repost' | 'remove'; voice: Voice }[] {
  if (item.deleted) return []
  if (ours) {
    const own = voices.find(({ id, can }) => id === item.accountId && can.includes('remove'))
    return own ? [{ mark: 'remove', voice: own }] : []
  }
  const marks = item.visibility === 'public' ? (['like', 'repost'] as const) : (['like'] as const)
  return marks.flatMap((mark) => {
    const voice = voices.find(({ can }) => can.includes(mark))
    return voice ? [{ mark, voice }] : []
  })
}
