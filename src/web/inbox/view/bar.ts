import type { Conversation, InboxSort, InboxView, ListFilter } from '../../../server/api.ts'
import { type InboxSearch, VIEWS, type View } from '../../app/search.ts'

/** Ready views that come after those that people keep: what one looks at less often. */
const LAST: readonly View[] = ['waiting', 'recent', 'snoozed', 'done']

export type Tab = { kind: 'ready'; view: View } | { kind: 'kept'; view: InboxView }

/** All views in the order of the bar; the first nine answer to the keys 1 to 9. */
export function tabsOf(kept: readonly InboxView[]): Tab[] {
  const ready = (view: View): Tab => ({ kind: 'ready', view })
  return [
    ...VIEWS.filter((view) => !LAST.includes(view)).map(ready),
    ...kept.map((view): Tab => ({ kind: 'kept', view })),
    ...LAST.map(ready),
  ]
}

/** The address of a view: what it shows and nothing that was narrowed before. */
export function searchOf(tab: Tab): InboxSearch {
  return tab.kind === 'ready' ? { view: tab.view } : { saved: tab.view.id }
}

export function isOpen(tab: Tab, search: InboxSearch): boolean {
  if (tab.kind === 'kept') return search.saved === tab.view.id
  return search.saved === undefined && (search.view ?? 'open') === tab.view
}

const KEPT = [
  'status',
  'assignee',
  'channel',
  'alert',
  'sentiment',
  'lang',
  'visibility',
  'review',
  'due',
  'service',
  'tier',
  'mentioned',
  'q',
] as const

/** What an address shows, as a view keeps it: the view it stands in, and what narrows it further. */
export function filterToKeep(
  query: Record<string, unknown>,
  base?: InboxView,
): { filter: ListFilter; sort: InboxSort } {
  const own = KEPT.flatMap((key) => (typeof query[key] === 'string' ? [[key, query[key]]] : []))
  const sort = typeof query.sort === 'string' ? query.sort : (base?.sort ?? 'recent')
  return {
    filter: { ...base?.filter, ...(Object.fromEntries(own) as ListFilter) },
    sort: sort as InboxSort,
  }
}

/** Whether a conversation still has its place in a view that was kept, after a change of ours. */
export function belongsToKept(
  talk: Conversation,
  { filter, sort }: InboxView,
  myId: string | undefined,
): boolean {
  const status = sort === 'priority' || sort === 'waiting' ? 'open' : filter.status
  if (status && talk.status !== status) return false
  if (filter.label && !talk.labels.includes(filter.label)) return false
  if (filter.assignee === 'none') return talk.assignee === null
  return !filter.assignee || talk.assignee?.id === (filter.assignee === 'me' ? myId : filter.assignee)
}

/** A count as a tab shows it: beyond ninety-nine it was not counted. */
export function countWords(count: number | null | undefined): string | undefined {
  if (count === null || count === undefined) return undefined
  return count >= 100 ? '99+' : String(count)
}
