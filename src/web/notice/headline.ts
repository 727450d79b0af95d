import type { Notice, NoticeItem } from '../../server/api.ts'

/** What a notice is about, for its line in the list: the one thing that it tells, or how many. */
export function headlineOf(
  notice: Pick<Notice, 'subjects' | 'pace' | 'items'>,
):
  | { kind: 'alarm'; words: string }
  | { kind: 'matter'; title: string; words: string }
  | { kind: 'story'; alerts: string; words: string }
  | { kind: 'many'; pace: Notice['pace']; count: number }
  | { kind: 'gone' } {
  const [item] = notice.items
  if (notice.subjects > 1) return { kind: 'many', pace: notice.pace, count: notice.subjects }
  if (!item) return { kind: 'gone' }
  if (item.matter) return { kind: 'matter', title: item.matter.title, words: item.matter.body }
  if (item.alarm) return { kind: 'alarm', words: item.alarm.verdict[0] ?? '' }
  return {
    kind: 'story',
    alerts: item.alerts.map((alert) => alert.name).join(', '),
    words: beginningOf(item),
  }
}

const MOST = 160

/** The beginning of what was said, on one line. */
export function beginningOf({ post }: Pick<NoticeItem, 'post'>): string {
  const text = (post?.title || post?.text || '').replace(/\s+/g, ' ').trim()
  return text.length > MOST
    ? `${text
        .slice(0, MOST)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`
    : text
}

/** The words that made a post match, each once, as they are written. */
export function hitsOf({ post, hits }: Pick<NoticeItem, 'post' | 'hits'>): string[] {
  const text = post?.text ?? ''
  const words = hits.map(({ start, end }) => text.slice(start, end))
  const seen = new Map(words.map((word) => [word.toLocaleLowerCase(), word]))
  return [...seen.values()]
}

/** The line that a key goes to, from the one that has the focus; none has: the first, or the last. */
export function neighbour(current: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (current < 0) return by === 1 ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, current + by))
}
