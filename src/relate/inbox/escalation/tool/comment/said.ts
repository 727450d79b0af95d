import type { Comment, CommentPage } from './comment.ts'

/** What can be read under an issue. */
export interface Said {
  /** The oldest first. */
  comments: Comment[]
  /** Of all that is there. */
  there: ReadonlySet<string>
  /** What was written from then on and is not there has been taken away; null: that cannot be told. */
  from: Date | null
  /** Until when it was read. */
  until: Date | null
}

/** Nothing stands under it. */
export const NOTHING_SAID: Said = { comments: [], there: new Set(), from: new Date(0), until: null }

type Pages = (since: Date | null) => Promise<CommentPage>

/**
 * All that can be read of what may be a long list. Where it lists the newest first, nothing older than the last that was
 * read is said to be gone; where it lists the oldest first, what lies beyond is asked for by the moment of its last change.
 */
export async function saidIn(pages: Pages, since: Date): Promise<Said> {
  const all = await pages(null)
  const oldest = all.times.at(-1)
  const newestFirst = all.times[0] && oldest && all.times[0] > oldest
  const rest = all.more && !newestFirst ? await pages(since) : undefined
  const byId = new Map([...all.comments, ...(rest?.comments ?? [])].map((one) => [one.id, one]))
  const untils = [all.until, rest?.until].flatMap((until) => until?.getTime() ?? [])
  return {
    comments: [...byId.values()].sort((a, b) => a.at.getTime() - b.at.getTime()),
    there: new Set([...all.there, ...(rest?.there ?? [])]),
    from: !all.more ? new Date(0) : newestFirst ? (oldest ?? null) : null,
    until: untils.length > 0 ? new Date(Math.max(...untils)) : null,
  }
}
