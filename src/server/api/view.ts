import type { InboxSort, ListFilter } from './inbox.ts'

/**
 * GET /inbox-views; POST {name, filter, sort, shared}; PATCH /inbox-views/{id}; DELETE, and POST /inbox-views/{id}/restore
 * within a day; PUT /inbox-views/order {ids}. GET /conversations?saved=<id> shows what is in it.
 */
export interface InboxView {
  id: string
  name: string
  filter: ListFilter
  sort: InboxSort
  /** The team's; else one's own. */
  shared: boolean
}
/** GET /inbox-views/counts: by the id of a view, or `private`, `reviews`, `late`, `mentions`; 100 means that or more, null not counted. */
export interface InboxViewCounts {
  counts: Record<string, number | null>
}
