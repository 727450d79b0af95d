import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Page, ReaderBefore, ReaderFeeds, ReaderItem, ReaderItemDetail } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { offerUndo } from '../../app/undo.tsx'
import { api } from '../../lib/api.ts'
import { feedsQuery, itemQuery } from './queries.ts'
import { folderPath } from './tree.ts'

type Say = { read?: boolean; starred?: boolean }

/** Says of items that they are read or kept: at once on the screen, then on the server. */
export function useMarks() {
  const { t } = useTranslation('reader')
  const client = useQueryClient()

  function show(item: ReaderItem, say: Say): void {
    const change = <T extends ReaderItem>(one: T): T => (one.id === item.id ? { ...one, ...say } : one)
    client.setQueriesData<InfiniteData<Page<ReaderItem>>>(
      { queryKey: ['reader-items'] },
      (data) =>
        data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
    )
    client.setQueryData<ReaderItemDetail>(itemQuery(item.id).queryKey, (one) => one && change(one))
    const unread = say.read === undefined || say.read === item.read ? 0 : say.read ? -1 : 1
    const starred = say.starred === undefined || say.starred === item.starred ? 0 : say.starred ? 1 : -1
    client.setQueryData<ReaderFeeds>(
      feedsQuery.queryKey,
      (data) =>
        data && {
          ...data,
          starred: data.starred + starred,
          feeds: data.feeds.map((feed) =>
            feed.id === item.feedId ? { ...feed, unread: Math.max(0, feed.unread + unread) } : feed,
          ),
        },
    )
  }

  async function mark(item: ReaderItem, say: Say): Promise<void> {
    show(item, say)
    try {
      await api.patch('/reader/items', { ids: [item.id], ...say })
    } catch (error) {
      show({ ...item, ...say }, { read: item.read, starred: item.starred })
      sayProblem(error)
    }
  }

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: feedsQuery.queryKey }),
      client.invalidateQueries({ queryKey: ['reader-items'] }),
    ])

  /** Everything of what is shown, up to what one has before one's eyes. */
  async function markAll(
    of: { feed?: string | undefined; folder?: string | undefined },
    head: number,
  ): Promise<void> {
    try {
      const body = of.feed ? { feed: of.feed } : { folder: folderPath(of.folder) }
      const before = await api.post<ReaderBefore>('/reader/read', { ...body, head })
      await refresh()
      offerUndo(t('said.all_read'), () => api.post('/reader/unread', before).then(refresh, sayProblem))
    } catch (error) {
      sayProblem(error)
    }
  }
  return { mark, markAll, refresh }
}
