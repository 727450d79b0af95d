import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ConversationCounts } from '../../server/api.ts'
import { VIEWS, type View } from '../app/search.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { unreadMentionsQuery } from './mention/queries.ts'
import { countsQuery } from './queries.ts'

function countOf(
  view: View,
  counts: ConversationCounts | undefined,
  mentions: number | undefined,
): number | undefined {
  if (view === 'mentions') return mentions
  return counts && view in counts ? counts[view as keyof typeof counts & View] : undefined
}

/** The ready ways to look at the inbox, each with how many it holds. */
export function Views() {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const { search } = useInbox()
  const { data } = useQuery(countsQuery)
  const mentions = useQuery(unreadMentionsQuery).data?.count
  return (
    <nav aria-label={t('views')} className={classes.views}>
      {VIEWS.map((view) => {
        const count = countOf(view, data, mentions)
        return (
          <Link
            key={view}
            to="/inbox"
            search={{ ...search, view, before: undefined }}
            className={classes.view ?? ''}
            aria-current={(search.view ?? 'open') === view ? 'true' : undefined}
          >
            {t(`view.${view}`)}
            {count !== undefined && (
              <span className={classes.viewCount} title={format.number(count)}>
                {format.number(count, count >= 10_000 ? { notation: 'compact' } : {})}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
