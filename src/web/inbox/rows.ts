import type { QueryClient } from '@tanstack/react-query'
import type { Conversation } from '../../server/api.ts'
import type { Pages } from './queries.ts'

type Edit = (talk: Conversation) => Conversation

/** Edits rows where they stand, in every list and pane that shows them; nothing moves. */
export function editRows(client: QueryClient, edits: ReadonlyMap<string, Edit>): void {
  client.setQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] }, (old) => {
    if (!old?.pages) return old
    const pages = old.pages.map((page) =>
      page.items.some((item) => edits.has(item.id))
        ? { ...page, items: page.items.map((item) => edits.get(item.id)?.(item) ?? item) }
        : page,
    )
    return { ...old, pages }
  })
  for (const [id, edit] of edits) {
    client.setQueryData<Conversation>(['conversation', id], (old) => (old ? { ...old, ...edit(old) } : old))
  }
}

/** Conversations as the lists and panes have them now, in the order asked; the pane knows best. */
export function known(client: QueryClient, ids: string[]): Conversation[] {
  const lists = client.getQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] })
  const rows = lists.flatMap(([, data]) => data?.pages?.flatMap((page) => page.items) ?? [])
  const open = ids.map((id) => client.getQueryData<Conversation>(['conversation', id]))
  const all = new Map([...rows, ...open].filter((row) => row !== undefined).map((row) => [row.id, row]))
  return ids.map((id) => all.get(id)).filter((row) => row !== undefined)
}

/** Takes rows out of every list, where another shows them now; nothing else moves. */
export function dropRows(client: QueryClient, ids: readonly string[]): void {
  const gone = new Set(ids)
  client.setQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] }, (old) => {
    if (!old?.pages) return old
    const pages = old.pages.map((page) => ({
      ...page,
      items: page.items.filter(({ id }) => !gone.has(id)),
    }))
    return { ...old, pages }
  })
}

/** Each once, where it stands first: a list that moves while it is read page by page brings some again. */
export function onceEach<R extends { id: string }>(rows: readonly R[]): R[] {
  const seen = new Set<string>()
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id))
}
