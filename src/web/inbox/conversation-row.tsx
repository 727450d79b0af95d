import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, ConversationFound } from '../../server/api.ts'
import { Avatar } from '../kit/avatar.tsx'
import { ChannelGlyph, useChannelName } from '../kit/channel-name.tsx'
import { DecidedLine } from '../kit/decided/lazy.ts'
import { IconClock, IconLock, IconNote } from '../kit/icons.ts'
import { SentimentTag } from '../kit/sentiment-tag.tsx'
import { TierTag } from '../kit/tier/tier-tag.tsx'
import { VeiledWords } from '../kit/veil/veiled-words.tsx'
import { Age, When } from '../kit/when.tsx'
import { DueTag } from './due/due-tag.tsx'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'
import { usePriorityWords } from './priority/words.ts'
import { FoundWords } from './search/found-words.tsx'
import { Here } from './together/here.tsx'

/** At this priority a row says why it should come first. */
const PRESSING = 30
/** What weighs less is told in the conversation only. */
const WEIGHTY = 12

function Why({ talk }: { talk: Conversation }) {
  const { t } = useTranslation('inbox')
  const why = usePriorityWords()(talk)
  const told = why.filter(({ weight }) => weight >= WEIGHTY).slice(0, 2)
  if (talk.priority < PRESSING || told.length === 0) return null
  const all = why.map(({ words, weight }) => t('weights', { words, weight }))
  return (
    <span
      className={`tag ${classes.why}`}
      data-tone="accent"
      title={[t('weight_title', { priority: talk.priority }), ...all].join('\n')}
    >
      {told.map(({ words }) => words).join(' · ')}
    </span>
  )
}

function Tags({ talk }: { talk: Conversation }) {
  const { t } = useTranslation('inbox')
  return (
    <span className={classes.tags}>
      <span className={classes.flow}>
        <SentimentTag sentiment={talk.sentiment} brief />
        <TierTag tier={talk.tier} />
        {talk.waitingSince && (
          <span className={classes.wait} title={t('waits')}>
            <IconClock size={13} aria-hidden />
            <span className="hidden-visually">{t('waits')}</span>
            <Age since={talk.waitingSince} />
          </span>
        )}
        <DueTag due={talk.due} />
        <Here talkId={talk.id} />
        <Why talk={talk} />
        {talk.labels.slice(0, 2).map((label) => (
          <span key={label} className={`tag ${classes.label}`}>
            {label}
          </span>
        ))}
      </span>
      {talk.notes > 0 && (
        <span className={classes.wait} title={t('notes', { count: talk.notes })}>
          <IconNote size={13} aria-hidden />
          {talk.notes}
        </span>
      )}
      {talk.assignee && (
        <span className={classes.assignee} title={t('assigned_to', { name: talk.assignee.name })}>
          <span className="hidden-visually">{t('assigned_to', { name: talk.assignee.name })}</span>
          <Avatar name={talk.assignee.name} size={20} />
        </span>
      )}
    </span>
  )
}

interface Props {
  talk: Conversation & Partial<ConversationFound>
  index: number
  top: number
  more: boolean
}

function Found({ found }: { found: ConversationFound['found'] }) {
  const { decided, covered = false, sealed = false } = found
  const said = (
    <VeiledWords toxicity={found.toxicity}>
      <FoundWords found={found} />
    </VeiledWords>
  )
  if (!decided?.length) return said
  return (
    <Suspense fallback={null}>
      <DecidedLine decided={decided} covered={covered} sealed={sealed}>
        {said}
      </DecidedLine>
    </Suspense>
  )
}

export function ConversationRow({ talk, index, top, more }: Props) {
  const { t } = useTranslation('inbox')
  const { rows, current, selected, search, toggle, canWrite } = useInbox()
  const channel = useChannelName()
  const name = talk.author.name || talk.author.handle || t('post.nobody')
  return (
    <li
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={more ? -1 : rows.length}
      aria-posinset={index + 1}
      data-current={talk.id === current || undefined}
      data-selected={selected.has(talk.id) || undefined}
    >
      {canWrite && (
        <Checkbox
          size="md"
          className={classes.check ?? ''}
          aria-label={t('select', { name })}
          checked={selected.has(talk.id)}
          onClick={(event) => toggle(talk.id, event.shiftKey)}
          readOnly
        />
      )}
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: talk.id }}
        search={search}
        className={classes.rowLink ?? ''}
        aria-current={talk.id === current ? 'true' : undefined}
      >
        <span className={classes.rowHead}>
          <strong className={classes.rowName}>{name}</strong>
          <span className={`hush small ${classes.rowMeta}`} title={channel(talk.channel)}>
            {talk.visibility === 'private' && <IconLock size={13} aria-label={t('post.private')} />}
            <ChannelGlyph channel={talk.channel} size={14} />
            <span className="hidden-visually">{channel(talk.channel)}</span>
            <When at={talk.lastAt} />
          </span>
        </span>
        <span className={classes.snippet} lang={talk.lang}>
          {talk.found ? (
            <Found found={talk.found} />
          ) : (
            <VeiledWords toxicity={talk.toxicity}>{talk.snippet || talk.title || t('no_text')}</VeiledWords>
          )}
        </span>
        <Tags talk={talk} />
      </Link>
    </li>
  )
}
