import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationEntry, Delivery } from '../../server/api.ts'
import { isLogged, Logged } from '../calls/logged/lazy.ts'
import { Avatar } from '../kit/avatar.tsx'
import { ChannelName } from '../kit/channel-name.tsx'
import { actorName, PostBody, PostFoot } from '../kit/post-card.tsx'
import { When } from '../kit/when.tsx'
import { useFormat } from '../lib/use-format.ts'
import { Marks } from './answer/marks.tsx'
import { ownMedia } from './answer/own-media.ts'
import { bounceOf, type Happening } from './bounce.ts'
import { BounceNote } from './bounce-note.tsx'
import { RatedWords } from './due/rated.tsx'
import classes from './inbox.module.css'
import { NoteText } from './mention/note-text.tsx'
import { SplitButton } from './merge/split-button.tsx'
import { Moderate } from './moderation/moderate.tsx'

type Of<K extends ConversationEntry['kind']> = Extract<ConversationEntry, { kind: K }>

interface Context {
  talkId: string
  /** What was sent from here into the conversation. */
  answers: Delivery[]
  /** What was decided about its messages, the newest first. */
  marks: Delivery[]
  /** What happened in it. */
  events: Happening[]
  /** Several threads are shown as one: each message says where it was said. */
  several: boolean
  /** A split may begin with it. */
  splits: boolean
}

function Message({
  entry,
  talkId,
  answers,
  marks,
  events,
  several,
  splits,
}: Context & { entry: Of<'message'> }) {
  const { t } = useTranslation('inbox')
  const [why, setWhy] = useState(false)
  const { ours } = entry
  const activity = ours ? { ...entry.activity, media: ownMedia(entry.activity, answers) } : entry.activity
  const bounce = ours ? bounceOf(activity.id, events) : undefined
  const name = actorName(activity.actor, t('post.nobody'))
  return (
    <li className={classes.message} data-post={activity.id} data-ours={ours || undefined}>
      <Avatar name={name} url={activity.actor.avatar} size={32} />
      <div className={classes.bubble}>
        <p className={classes.bubbleHead}>
          <strong>{name}</strong>
          {ours && (
            <span className="tag" data-tone="info">
              {t('ours')}
            </span>
          )}
          {several && <ChannelName channel={activity.channel} />}
          {activity.auto && <span className="tag">{t(`post.auto.${activity.auto}`)}</span>}
          <span className="hush small">
            <When at={entry.at} />
          </span>
          {activity.edited && !activity.deleted && <em className="small">{t('post.edited')}</em>}
        </p>
        <PostBody item={activity} why={why} />
        {bounce && <BounceNote bounce={bounce} />}
        {isLogged(activity) && !activity.deleted && (
          <Suspense fallback={null}>
            <Logged activityId={activity.id} />
          </Suspense>
        )}
        <PostFoot item={activity} why={why} onWhy={() => setWhy(!why)} ours={ours}>
          <Marks talkId={talkId} item={activity} ours={ours} decided={marks} />
          {!ours && !activity.deleted && <Moderate activityId={activity.id} />}
          {splits && <SplitButton talkId={talkId} from={activity.id} />}
        </PostFoot>
      </div>
    </li>
  )
}

function Note({ entry }: { entry: Of<'note'> }) {
  const { t } = useTranslation('inbox')
  return (
    <li className={classes.note}>
      <p className={classes.bubbleHead}>
        <strong>{t('note_by', { name: entry.author.name })}</strong>
        <span className="small">
          <When at={entry.at} />
        </span>
      </p>
      <NoteText text={entry.text} names={entry.mentions.map(({ name }) => name)} />
    </li>
  )
}

function Event({ entry, talkId }: { entry: Of<'event'>; talkId: string }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const instant = entry.what === 'snoozed' && entry.to && !Number.isNaN(Date.parse(entry.to))
  const nobody = entry.what === 'undelivered' || entry.what === 'delayed' ? t('bounce.them') : null
  const to = instant ? format.exact(entry.to ?? '') : entry.to || nobody
  const rule = entry.what === 'assigned' && to ? entry.detail?.words : null
  const key =
    entry.what === 'assigned' && !rule ? givenKey(entry.who, to) : rule ? 'assigned_rule' : entry.what
  return (
    <li className={classes.event}>
      {t(entry.who && !rule ? `event.${key}` : `event_auto.${key}`, { who: entry.who, to, rule })} ·{' '}
      <When at={entry.at} />
      {entry.what === 'rated' && <RatedWords talkId={talkId} />}
    </li>
  )
}

/** Who gives a conversation to oneself has taken it. */
function givenKey(who: string | null, to: string | null): 'assigned' | 'taken' | 'unassigned' {
  if (!to) return 'unassigned'
  return who === to ? 'taken' : 'assigned'
}

export function EntryView({ entry, ...context }: Context & { entry: ConversationEntry }) {
  if (entry.kind === 'message') return <Message entry={entry} {...context} />
  if (entry.kind === 'note') return <Note entry={entry} />
  return <Event entry={entry} talkId={context.talkId} />
}
