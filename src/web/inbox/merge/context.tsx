import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../../server/api.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { actorName, PostBody } from '../../kit/post-card.tsx'
import { When } from '../../kit/when.tsx'
import classes from './merge.module.css'

/** More than these are folded: the first, which everything stands under, and the last, which was answered. */
const UNFOLDED = 2

function Above({ item }: { item: ActivityItem }) {
  const { t } = useTranslation('inbox')
  const name = actorName(item.actor, t('post.nobody'))
  return (
    <li className={classes.above} data-post={item.id}>
      <Avatar name={name} url={item.actor.avatar} size={24} />
      <div className={classes.aboveBody}>
        <p className="small">
          <strong>{name}</strong>{' '}
          {item.ours && (
            <span className="tag" data-tone="info">
              {t('ours')}
            </span>
          )}{' '}
          <span className="hush">
            <When at={item.published} />
          </span>
        </p>
        <PostBody item={item} why={false} brief />
      </div>
    </li>
  )
}

/** The post that a conversation stands under, and what was said between, above the thread; long ones are folded. */
export function ThreadContext({ items }: { items: ActivityItem[] }) {
  const { t } = useTranslation('inbox')
  const [whole, setWhole] = useState(false)
  if (items.length === 0) return null
  const hidden = whole ? 0 : Math.max(0, items.length - UNFOLDED)
  const shown = hidden === 0 ? items : items.filter((_, at) => at === 0 || at === items.length - 1)
  return (
    <section className={classes.context} aria-label={t('merge.context')}>
      <h3 className="hush small">{t('merge.context')}</h3>
      <ol>
        {shown.map((item) => (
          <Above key={item.id} item={item} />
        ))}
      </ol>
      {hidden > 0 && (
        <button type="button" className="link-button small" onClick={() => setWhole(true)}>
          {t('merge.unfold', { count: hidden })}
        </button>
      )}
    </section>
  )
}
