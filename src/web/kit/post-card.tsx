import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../server/api.ts'
import { isAct } from './act.ts'
import { safeUrl } from './address.ts'
import { Avatar } from './avatar.tsx'
import { ChannelName } from './channel-name.tsx'
import { Decided } from './decided/lazy.ts'
import { DidLine } from './did-line.tsx'
import { IconBulb, IconExternalLink, IconLock } from './icons.ts'
import { PostMedia } from './post-media.tsx'
import { Verdicts } from './reading/lazy.ts'
import { useMarks } from './reading/marks.ts'
import { SentimentTag } from './sentiment-tag.tsx'
import { Veil } from './veil/veil.tsx'
import { When } from './when.tsx'
import { WhyText } from './why-text.tsx'

export function actorName(actor: ActivityItem['actor'], nobody: string): string {
  return actor.name || actor.handle || nobody
}

export function Stars({ rating }: { rating: number }) {
  const { t } = useTranslation()
  const whole = Math.round(Math.max(0, Math.min(5, rating)))
  return (
    <span className="stars" role="img" aria-label={t('post.rating', { rating })}>
      {'★'.repeat(whole)}
      {'☆'.repeat(5 - whole)}
    </span>
  )
}

function Who({ item }: { item: ActivityItem }) {
  const { t } = useTranslation()
  const name = actorName(item.actor, t('post.nobody'))
  if (!item.personId) return <strong>{name}</strong>
  return (
    <Link to="." search={(old: object) => ({ ...old, person: item.personId ?? undefined })} className="who">
      {name}
    </Link>
  )
}

function Marks({ item }: { item: ActivityItem }) {
  const { t } = useTranslation()
  return (
    <>
      {item.visibility === 'private' && (
        <span className="with-icon">
          <IconLock size={14} aria-hidden /> {t('post.private')}
        </span>
      )}
      {item.auto && <span className="tag">{t(`post.auto.${item.auto}`)}</span>}
      {item.edited && !item.deleted && <em>{t('post.edited')}</em>}
    </>
  )
}

/** Longer than this, a post among others shows its beginning. */
const LONG = 420

interface BodyProps {
  item: ActivityItem
  why: boolean
  brief?: boolean
}

/** The words, under what was decided about them by the charter. */
export function PostBody(props: BodyProps) {
  if (!props.item.decided?.length) return <Said {...props} />
  return (
    <Suspense fallback={null}>
      <Decided item={props.item}>
        <Said {...props} />
      </Decided>
    </Suspense>
  )
}

/** The words, or that they were taken away on the network: then the fact stays and the text is gone. */
function Said({ item, why, brief }: BodyProps) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const marks = useMarks(item)
  const cut = brief === true && !whole && (item.text?.length ?? 0) > LONG
  if (item.deleted) return <p className="post-gone">{t('post.deleted')}</p>
  return (
    <Veil item={item}>
      {item.title && (
        <p className="post-title">
          <WhyText text={item.title} why={marks} shown={why} place="title" />
        </p>
      )}
      {item.rating !== null && <Stars rating={item.rating} />}
      {item.text && (
        <p className="post-text" data-cut={cut || undefined} lang={item.lang}>
          <WhyText text={item.text} why={marks} shown={why} />
        </p>
      )}
      {cut && (
        <button type="button" className="link-button small" onClick={() => setWhole(true)}>
          {t('post.whole')}
        </button>
      )}
      <PostMedia media={item.media} />
    </Veil>
  )
}

interface FootProps {
  item: ActivityItem
  why: boolean
  onWhy(): void
  /** Said by us: what we write is not weighed. */
  ours?: boolean
  children?: ReactNode
}

export function PostFoot({ item, why, onWhy, ours, children }: FootProps) {
  const { t } = useTranslation()
  const judged = !item.deleted && !ours
  const url = safeUrl(item.url)
  return (
    <footer className="post-foot">
      {judged && <SentimentTag sentiment={item.sentiment} />}
      {judged && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-pressed={why}
          leftSection={<IconBulb size={14} aria-hidden />}
          onClick={onWhy}
        >
          {t(why ? 'post.hide_why' : 'post.why')}
        </Button>
      )}
      {url && (
        <a href={url} target="_blank" rel="noreferrer noopener nofollow" className="with-icon small">
          <IconExternalLink size={14} aria-hidden /> {t('post.open')}
        </a>
      )}
      {judged && (
        <Suspense fallback={null}>
          <Verdicts item={item} why={why} />
        </Suspense>
      )}
      {children}
    </footer>
  )
}

interface CardProps {
  item: ActivityItem
  /** Words that a search found, shown until those that weighed are asked for. */
  marks?: ActivityItem['why'] | undefined
  /** Beside the point: it is read as such, and stays. */
  dimmed?: boolean | undefined
  children?: ReactNode
}

/** One post of the stream, as read anywhere. */
export function PostCard({ item, marks, dimmed, children }: CardProps) {
  const { t } = useTranslation()
  const [why, setWhy] = useState(false)
  const handle = item.actor.name && item.actor.handle
  const shown = marks && !why ? { ...item, why: marks } : item
  return (
    <article
      className="post"
      data-post={item.id}
      data-dimmed={dimmed || undefined}
      aria-label={t('post.by', { name: actorName(item.actor, t('post.nobody')) })}
    >
      <Avatar name={actorName(item.actor, '?')} url={item.actor.avatar} size={34} />
      <div className="post-main">
        <header className="post-head">
          <Who item={item} />
          {handle && <span className="hush small">{handle}</span>}
          <span className="hush small post-meta">
            <ChannelName channel={item.channel} />
            <When at={item.published} />
            <Marks item={item} />
          </span>
        </header>
        {isAct(item) ? (
          <DidLine item={item} />
        ) : (
          <>
            <PostBody item={shown} why={why || marks !== undefined} brief />
            <PostFoot item={item} why={why} onWhy={() => setWhy(!why)}>
              {children}
            </PostFoot>
          </>
        )}
      </div>
    </article>
  )
}
