import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail, ConversationEntry } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { ApprovalNotGiven } from '../approval/in-thread.tsx'
import { Rows } from '../kit/loaded.tsx'
import { MoreButton } from '../kit/more-button.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useReadings } from '../kit/reading/key.ts'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { conversationDeliveriesQuery, marksQuery } from '../outbox/queries.ts'
import { Outgoing } from './answer/outgoing.tsx'
import { entriesIn, entriesQuery } from './entries.ts'
import { EntryView } from './entry-view.tsx'
import { EscalationCard } from './escalation/card.tsx'
import { useEscalations } from './escalation/live.ts'
import { placed } from './escalation/place.ts'
import classes from './inbox.module.css'
import { ThreadContext } from './merge/context.tsx'
import { contextQuery } from './merge/queries.ts'
import { splittable } from './merge/splittable.ts'
import { THREAD, useThreadPlace } from './place.ts'

/** What was sent from here into a conversation, and what was decided about its messages. */
function useDecided({ id, parts }: ConversationDetail, entries: ConversationEntry[]) {
  const canRead = useCan('outbox:read')
  const ids = entries.filter(({ kind }) => kind === 'message').map((entry) => entry.id)
  const answers =
    useQuery({
      ...conversationDeliveriesQuery(
        id,
        parts.map((part) => part.id),
      ),
      enabled: canRead,
    }).data ?? []
  const enabled = canRead && ids.length > 0
  const marks = useQuery({ ...marksQuery(id, ids), enabled, placeholderData: keepPreviousData }).data ?? []
  return { answers, marks }
}

/** Messages, notes and what happened, oldest first, opened at the newest. */
export function Thread({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const query = useInfiniteQuery(entriesQuery(talk.id))
  const loaded = query.data !== undefined
  const entries = entriesIn(query.data)
  const scroller = useThreadPlace(loaded, entries[0]?.id)
  const whole = loaded && !query.hasNextPage
  const events = entries.filter((entry) => entry.kind === 'event')
  const { answers, marks } = useDecided(talk, entries)
  const above = useQuery(contextQuery(talk.id)).data ?? []
  const aboveIds = new Set(above.map(({ id }) => id))
  const shown = entries.filter(({ id }) => !aboveIds.has(id))
  const splits = splittable(shown, whole)
  const rows = placed(shown, useEscalations(talk.id), whole)
  useReadings({ last: true })
  return (
    <ScrollRegion id={THREAD} ref={scroller} className={classes.thread} label={t('thread')}>
      {query.isPending && <Rows count={3} height={110} />}
      <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
      <ThreadContext items={above} />
      <MoreButton query={query} label={t('thread_before')} />
      <ol className={classes.entries}>
        {rows.map(({ entry, one }) =>
          one ? (
            <EscalationCard key={one.id} one={one} talk={talk} />
          ) : (
            <EntryView
              key={entry.id}
              entry={entry}
              talkId={talk.id}
              several={talk.parts.length > 1}
              splits={splits.has(entry.id)}
              answers={answers}
              marks={marks}
              events={events}
            />
          ),
        )}
        {loaded && <Outgoing deliveries={answers} entries={entries} />}
      </ol>
      {loaded && <ApprovalNotGiven conversationId={talk.id} />}
    </ScrollRegion>
  )
}
