import { Skeleton } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationDetail } from '../../server/api.ts'
import { useKeys } from '../app/keyboard.ts'
import { useLive } from '../app/live.ts'
import { sayDone } from '../app/say.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { useTitle } from '../kit/page-header.tsx'
import { PersonCard } from '../person/person-card.tsx'
import { Writing } from './answer/writing.tsx'
import { ConversationHead } from './conversation-head.tsx'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { useReadMentions } from './mention/queries.ts'
import { PrivateStrip } from './private/lazy.ts'
import { conversationQuery } from './queries.ts'
import { dropRows } from './rows.ts'
import { Thread } from './thread.tsx'
import { usePresence } from './together/presence.ts'
import { VisitPanel } from './visit/lazy.ts'

/** Being here is told to the others at each reading, so it is read again while the pane is open. */
const PRESENCE_MS = 25_000

/** Says aloud that a message has come into the conversation being read. */
function useArrivalWords(id: string): string {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const [said, setSaid] = useState('')
  useLive('conversation', (event) => {
    if (event.id !== id) return
    client.invalidateQueries({ queryKey: ['conversation', id] })
    client.invalidateQueries({ queryKey: ['entries', id] }).then(() => setSaid(t('arrived')))
  })
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(''), 4000)
    return () => clearTimeout(timer)
  }, [said])
  return said
}

function PersonColumn({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('person')
  if (!talk.personId) return null
  return (
    <aside className={classes.person} aria-label={t('pane')}>
      <PersonCard id={talk.personId} />
    </aside>
  )
}

function Talk({ talk }: { talk: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const [withPerson, setWithPerson] = useLocalStorage({ key: 'veillee.inbox.person', defaultValue: true })
  const wide = useMediaQuery('(min-width: 1400px)', true, { getInitialValueInEffect: false })
  const said = useArrivalWords(talk.id)
  usePresence(talk.id)
  useReadMentions(talk.id, talk.notes)
  useTitle(t('with', { name: talk.author.name ?? talk.author.handle ?? t('post.nobody') }))
  useKeys('inbox:keys.title', [
    { keys: 'i', label: 'inbox:keys.person', run: () => setWithPerson(!withPerson) },
  ])
  return (
    <>
      <article className={classes.talk}>
        <ConversationHead
          talk={talk}
          withPerson={withPerson}
          onPerson={() => setWithPerson(!withPerson)}
          wide={wide}
        />
        <p role="status" className="hidden-visually">
          {said}
        </p>
        {talk.channel === 'site' && (
          <Suspense fallback={null}>
            <VisitPanel talk={talk} />
          </Suspense>
        )}
        <Suspense fallback={null}>
          <PrivateStrip talk={talk} />
        </Suspense>
        <Thread talk={talk} />
        <Writing talk={talk} />
      </article>
      {withPerson && wide && <PersonColumn talk={talk} />}
    </>
  )
}

function TalkSkeleton() {
  return (
    <div className={classes.talk}>
      <div className={classes.headSkeleton}>
        <Skeleton height={44} width="60%" />
      </div>
      <div className={classes.thread}>
        <Rows count={3} height={110} />
      </div>
    </div>
  )
}

/** A colleague has joined it to another: that one is shown, with what was being written here. */
function Joined({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const navigate = useNavigate()
  const { search } = useInbox()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation that has moved.
  useEffect(() => {
    dropRows(client, [from])
    sayDone(t('merge.said.elsewhere'))
    navigate({ to: '/inbox/$conversationId', params: { conversationId: to }, search, replace: true })
  }, [from, to])
  return null
}

export function ConversationPane() {
  const { conversationId = '' } = useParams({ strict: false })
  const query = useQuery({ ...conversationQuery(conversationId), refetchInterval: PRESENCE_MS })
  const top = useRef<HTMLDivElement>(null)
  return (
    <div className={classes.talkPane} ref={top}>
      {query.data && query.data.id !== conversationId && <Joined from={conversationId} to={query.data.id} />}
      <Loaded query={query} skeleton={<TalkSkeleton />}>
        {(talk) => <Talk key={talk.id} talk={talk} />}
      </Loaded>
    </div>
  )
}
