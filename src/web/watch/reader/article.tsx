import { ActionIcon, Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReaderArticle, ReaderBlock, ReaderItemDetail } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { IconBell, IconExternalLink, IconStar, IconX } from '../../kit/icons.ts'
import { LinkButton } from '../../kit/link-button.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { Veil } from '../../kit/veil/veil.tsx'
import { VeiledWords } from '../../kit/veil/veiled-words.tsx'
import { When } from '../../kit/when.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { itemQuery } from './queries.ts'
import classes from './reader.module.css'
import { queryFrom } from './tree.ts'
import { useMarks } from './use-marks.ts'

function Spans({ spans }: Pick<ReaderBlock, 'spans'>) {
  return spans.map((span, i) =>
    span.href ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of an article never move.
      <a key={i} href={span.href} target="_blank" rel="noreferrer nofollow">
        {span.text}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of an article never move.
      <span key={i}>{span.text}</span>
    ),
  )
}

function Picture({ block, shown }: { block: ReaderBlock; shown: boolean }) {
  const { t } = useTranslation('reader')
  const words = block.alt || t('picture.from', { host: block.host })
  if (!shown) return <p className={`small hush ${classes.picture}`}>{t('picture.not_shown', { words })}</p>
  return (
    <img
      src={apiUrl('/reader/pictures', { of: block.pass })}
      alt={block.alt ?? ''}
      loading="lazy"
      className={classes.image}
    />
  )
}

function BlockView({ block, pictures }: { block: ReaderBlock; pictures: boolean }) {
  const words = <Spans spans={block.spans} />
  if (block.kind === 'image') return <Picture block={block} shown={pictures} />
  if (block.kind === 'heading') return <h3>{words}</h3>
  if (block.kind === 'quote') return <blockquote>{words}</blockquote>
  if (block.kind === 'code') return <pre>{words}</pre>
  return <p data-item={block.kind === 'item' || undefined}>{words}</p>
}

function useWhole(id: string) {
  return useMutation({ mutationFn: () => api.post<ReaderArticle>(`/reader/items/${id}/whole`) })
}

function Actions({ item, onClose }: { item: ReaderItemDetail; onClose(): void }) {
  const { t } = useTranslation('reader')
  const canManage = useCan('alerts:manage')
  const { mark } = useMarks()
  const query = queryFrom(item)
  return (
    <div className={classes.actions}>
      <ActionIcon variant="default" size={34} aria-label={t('close')} onClick={onClose}>
        <IconX size={17} aria-hidden />
      </ActionIcon>
      <Button
        size="compact-md"
        variant={item.starred ? 'light' : 'default'}
        aria-pressed={item.starred}
        leftSection={<IconStar size={16} aria-hidden />}
        onClick={() => mark(item, { starred: !item.starred })}
      >
        {t(item.starred ? 'kept' : 'keep')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => mark(item, { read: !item.read })}>
        {t(item.read ? 'mark_unread' : 'mark_read')}
      </Button>
      {item.url && (
        <Button
          size="compact-md"
          variant="default"
          component="a"
          href={item.url}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          {t('open')}
        </Button>
      )}
      {canManage && query && (
        <LinkButton
          size="compact-md"
          variant="default"
          to="/watch/new"
          search={{ query }}
          leftSection={<IconBell size={16} aria-hidden />}
        >
          {t('make_alert')}
        </LinkButton>
      )}
    </div>
  )
}

function ArticleView({ item, onClose }: { item: ReaderItemDetail; onClose(): void }) {
  const { t } = useTranslation('reader')
  const [pictures, setPictures] = useState(false)
  const whole = useWhole(item.id)
  const { mark } = useMarks()
  const article = whole.data ?? item.article
  const held = article.blocks.filter((block) => block.kind === 'image').length
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once, when it is opened.
  useEffect(() => {
    if (!item.read) void mark(item, { read: true })
  }, [item.id])
  return (
    <>
      <Actions item={item} onClose={onClose} />
      <h2 className={classes.articleTitle}>
        <VeiledWords toxicity={item.toxicity}>{item.title ?? item.snippet}</VeiledWords>
      </h2>
      <p className="small hush">
        {[item.feed, item.author].filter(Boolean).join(' · ')} · <When at={item.published} />
      </p>
      <Veil item={{ ...item, text: item.snippet, ours: false, deleted: false }}>
        <div className={classes.words} lang={item.lang.length === 2 ? item.lang : undefined}>
          {article.blocks.map((block, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of an article never move.
            <BlockView key={i} block={block} pictures={pictures} />
          ))}
        </div>
      </Veil>
      <ProblemNotice error={whole.error} />
      <div className="buttons-start">
        {item.url && !whole.data && (
          <Button variant="light" loading={whole.isPending} onClick={() => whole.mutate()}>
            {t('whole')}
          </Button>
        )}
        {held > 0 && !pictures && (
          <Button variant="default" onClick={() => setPictures(true)}>
            {t('picture.show', { count: held })}
          </Button>
        )}
      </div>
      {held > 0 && !pictures && <p className="small hush">{t('picture.why')}</p>}
    </>
  )
}

/** One item, in words: nothing of its site's own is run, and nothing is asked of it by this browser. */
export function Article({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation('reader')
  const query = useQuery(itemQuery(id))
  return (
    <article className={`sheet ${classes.article}`} aria-label={t('article')}>
      <Loaded query={query} skeleton={<Rows count={4} height={40} />}>
        {(item) => <ArticleView key={item.id} item={item} onClose={onClose} />}
      </Loaded>
    </article>
  )
}
